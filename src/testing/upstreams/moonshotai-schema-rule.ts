import { asString, isObject, type JsonObject, member } from '../http/json.ts';
import { eachTool, first } from './rules.ts';
import { booleanPlaces, requestSchemas, type SchemaNode, schemaNodes } from './schema-rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

/**
 * The "moonshot flavored json schema" of tools and responses: its keywords, and nothing else.
 * @see https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-spec.md (2026-08), with the texts of that validator
 */
export const moonshotSchemaRule: StrictRule = request =>
  first(
    requestSchemas(request).map(({ schema, of }) => {
      const name = of === 'tool' ? 'tools.function.parameters' : 'response_format.json_schema.schema';
      return schema.type === 'object'
        ? first(schemaNodes(schema).map(node => flaw(node, schema, name)))
        : { message: `Invalid request: ${name}.type is required and must be "object"` };
    }),
  );

/** https://github.com/MoonshotAI/kimi-cli/issues/2621 */
export const moonshotNameRule: StrictRule = eachTool(({ name }) =>
  /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/.test(asString(name) ?? '')
    ? undefined
    : {
        message:
          'Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes',
      },
);

function flaw(node: SchemaNode, root: JsonObject, name: string): Refusal | undefined {
  const problem = problemOf(node, root);
  const place = node.path.length === 0 ? 'root' : node.path.join('.');
  return problem === undefined
    ? undefined
    : {
        message: `Invalid request: ${name} is not a valid moonshot flavored json schema, details: <At path '${place}': ${problem}>`,
      };
}

const known = 'description default anyOf properties additionalProperties items type enum required $ref'.split(
  ' ',
);
const types = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];
const reserved = ['$defs', '$ref', 'anyOf', 'required', 'additionalProperties'];

function problemOf(at: SchemaNode, root: JsonObject): string | undefined {
  const { node, path } = at;
  if (Array.isArray(node.items)) return 'items must be an object';
  const atRoot = path.length === 0 ? [...known, '$defs', '$id'] : known;
  const unknown = Object.keys(node).filter(key => !atRoot.includes(key));
  if (unknown.length > 0) return `unsupported keywords: ${unknown.join(', ')}`;
  const [flag] = booleanPlaces(at);
  if (flag !== undefined) return `property schema for '${flag}' must be an object`;
  return unionProblem(node, path) ?? referenceProblem(node, root) ?? valueProblem(node) ?? objectProblem(at);
}

function unionProblem(node: JsonObject, path: readonly string[]): string | undefined {
  if (node.anyOf === undefined) return undefined;
  if (node.type !== undefined)
    return 'when using anyOf, type should be defined in anyOf items instead of the parent schema';
  if (!Array.isArray(node.anyOf) || node.anyOf.length === 0) return 'anyOf must have 1-500 items';
  const beside = Object.keys(node).find(
    key => !['anyOf', 'description', ...(path.length === 0 ? ['$defs', '$id'] : [])].includes(key),
  );
  return beside === undefined ? undefined : `keyword '${beside}' is not allowed at the same level as anyOf`;
}

function referenceProblem(node: JsonObject, root: JsonObject): string | undefined {
  if (node.$ref === undefined) return undefined;
  const reference = asString(node.$ref);
  if (reference === undefined) return '$ref must be a string';
  const beside = Object.keys(node).find(key => key !== '$ref');
  if (beside !== undefined) return `keyword '${beside}' is not allowed at the same level as $ref`;
  if (reference === '#') return undefined;
  if (!reference.startsWith('#/$defs/')) return 'references must start with #/$defs/';
  const name = reference.slice('#/$defs/'.length);
  return isObject(member(root, '$defs')[name]) ? undefined : `invalid $ref path: ${reference}`;
}

/** One type for each schema, and an enum whose values are of it. */
function valueProblem({ type, enum: values, anyOf, $ref }: JsonObject): string | undefined {
  if (anyOf !== undefined || $ref !== undefined) return undefined;
  if (type === undefined) return 'type is not defined';
  if (!types.includes(String(type)) || Array.isArray(type)) return 'type must be string';
  if (values === undefined) return undefined;
  if (!Array.isArray(values) || values.length === 0) return 'enum array cannot be empty';
  const fits = (value: unknown): boolean =>
    type === 'string'
      ? typeof value === 'string'
      : typeof value === 'number' && (type === 'number' || Number.isInteger(value));
  const wrong = values.find(value => !fits(value));
  return wrong === undefined && type !== 'boolean' && type !== 'null'
    ? undefined
    : `enum value (${String(wrong)}) does not match any type in [${String(type)}]`;
}

function objectProblem({ node, path }: SchemaNode): string | undefined {
  const properties = member(node, 'properties');
  const name = reserved.find(key => Object.hasOwn(properties, key));
  if (name !== undefined) return `property name '${name}' is reserved for JSON Schema keywords`;
  const slashed = path[0] === '$defs' && Object.keys(properties).find(key => key.includes('/'));
  if (slashed) return `$defs property name '${slashed}' cannot contain '/' character`;
  if (!Array.isArray(node.required)) return undefined;
  if (node.type !== 'object') return 'required keyword must be used with object';
  const ghost = node.required.find(key => !Object.hasOwn(properties, String(key)));
  return ghost === undefined
    ? undefined
    : `required property '${String(ghost)}' is not defined in properties`;
}
