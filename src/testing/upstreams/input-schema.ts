import { isObject } from '../http/json.ts';

/** A JSON schema, in the few words that published inputs need. */
export interface InputSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: InputSchema;
  readonly items?: InputSchema;
  readonly anyOf?: readonly InputSchema[];
  readonly enum?: readonly unknown[];
}

/** What is published about a model of Workers AI. */
export interface PublishedModel {
  readonly kind: string;
  /** Fields without which a model that does not chat does nothing. */
  readonly required?: readonly string[];
  /** Its form of a conversation. */
  readonly form?: number;
  /** Whether it has the older request schema. */
  readonly older?: boolean;
  readonly images?: boolean;
  /** Tokens of an answer without a limit in the request. */
  readonly defaultTokens?: number;
  readonly reasons?: boolean;
  readonly efforts?: readonly string[];
  /** Efforts that the service accepts and maps to others. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Whether `enable_thinking` switches reasoning off. Absent: it has no such switch. */
  readonly toggles?: boolean;
}

/** Everything about a value that its schema does not allow, in the words of the service's validator. */
export function mismatches(value: unknown, schema: InputSchema, path = ''): readonly string[] {
  if (schema.anyOf) return ofAlternatives(value, schema.anyOf, path);
  if (schema.enum)
    return schema.enum.includes(value)
      ? []
      : [`enum ${String(value)} not in ${schema.enum.join()} at '${path}'`];
  const { type } = schema;
  if (type !== undefined && typeOf(value) !== type)
    return [`Type mismatch of '${path}', '${typeOf(value)}' not in '${type}'`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => mismatches(item, schema.items ?? {}, `${path}/${index}`));
  return isObject(value) ? ofObject(value, schema, path) : [];
}

function ofObject(
  value: Readonly<Record<string, unknown>>,
  schema: InputSchema,
  path: string,
): readonly string[] {
  const { properties = {}, required = [], additionalProperties = {} } = schema;
  const missing = required.some(name => value[name] === undefined)
    ? [`required properties at '${path || '/'}' are '${required.join()}'`]
    : [];
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return [
    ...missing,
    ...members.flatMap(([name, member]) =>
      mismatches(member, properties[name] ?? additionalProperties, `${path}/${name}`),
    ),
  ];
}

/** Nothing where one alternative fits; otherwise what the nearest one misses. */
function ofAlternatives(value: unknown, schemas: readonly InputSchema[], path: string): readonly string[] {
  const tried = schemas.map(schema => mismatches(value, schema, path));
  if (tried.some(problems => problems.length === 0)) return [];
  const kinds = schemas.map(({ type, enum: values }) => type ?? typeof values?.[0]);
  if (!kinds.includes(typeOf(value)))
    return [`Type mismatch of '${path}', '${typeOf(value)}' not in '${kinds.join()}'`];
  // One that lacks its own members, or has another fixed value, is another alternative.
  const own = `at '${path}' are`;
  const distance = (problems: readonly string[]): number =>
    problems.reduce((sum, text) => sum + (text.includes(own) || text.startsWith('enum') ? 100 : 1), 0);
  return tried.reduce((best, problems) => (distance(problems) < distance(best) ? problems : best));
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
