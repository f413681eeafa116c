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
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
}

/** What is published about a model of Workers AI. */
export interface PublishedModel {
  readonly kind: string;
  /** Fields without which a model that does not chat does nothing. */
  readonly required?: readonly string[];
  /** The forms of its input, unless it is a chat model. */
  readonly inputs?: readonly number[];
  /** Whether it refuses fields that are not published. */
  readonly closed?: boolean;
  /** Whether the request's body may be the sound itself. */
  readonly bytes?: boolean;
  /** Images and audio: the type of the bytes that it returns, or `base64` for text in JSON. */
  readonly output?: string;
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
    return [
      ...outside(value.length, { maximum: schema.maxItems }, `Length of '${path}'`),
      ...value.flatMap((item, index) => mismatches(item, schema.items ?? {}, `${path}/${index}`)),
    ];
  if (typeof value === 'string') {
    const { minLength: minimum, maxLength: maximum } = schema;
    return outside(value.length, { minimum, maximum }, `Length of '${path}'`);
  }
  if (typeof value === 'number') return outside(value, schema, `'${path}'`);
  return isObject(value) ? ofObject(value, schema, path) : [];
}

interface Range {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** @open 2026-11-30: which limits the service checks, and in which words, is not published. */
function outside(value: number, { minimum, maximum }: Range, name: string): readonly string[] {
  if (minimum !== undefined && value < minimum) return [`${name} must be >= ${minimum} not met`];
  return maximum !== undefined && value > maximum ? [`${name} must be <= ${maximum} not met`] : [];
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
  // One of another type, that lacks its own members, or has another fixed value, is another alternative.
  const isOther = (text: string): boolean =>
    text.includes(`at '${path}' are`) ||
    text.startsWith(`Type mismatch of '${path}',`) ||
    text.startsWith('enum');
  const distance = (problems: readonly string[]): number =>
    problems.reduce((sum, text) => sum + (isOther(text) ? 100 : 1), 0);
  return tried.reduce((best, problems) => (distance(problems) < distance(best) ? problems : best));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
