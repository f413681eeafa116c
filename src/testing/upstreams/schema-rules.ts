import { isObject, type JsonObject, member } from '../http/json.ts';
import { first } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** A schema that a request carries. */
export interface RequestSchema {
  readonly schema: JsonObject;
  readonly of: 'tool' | 'format';
  /** Place in the body: `tools[0].function.parameters`. */
  readonly at: string;
  readonly strict: boolean;
}

/** One object of a schema. */
export interface SchemaNode {
  readonly node: JsonObject;
  /** Keys from the root, `properties` and list positions included. */
  readonly path: readonly string[];
}

/** Schemas of tools, then the one of the answer, in OpenAI's envelope. */
export function requestSchemas({ tools, body }: ChatRequest): RequestSchema[] {
  const declared = tools.map((tool, index): RequestSchema => {
    const definition = member(tool, 'function');
    const at = `tools[${index}].function.parameters`;
    return {
      schema: member(definition, 'parameters'),
      of: 'tool',
      at,
      strict: definition.strict === true,
    };
  });
  const format = member(body, 'response_format');
  const envelope = member(format, 'json_schema');
  const answer: RequestSchema = {
    schema: member(envelope, 'schema'),
    of: 'format',
    at: 'response_format.json_schema.schema',
    strict: envelope.strict === true,
  };
  return format.type === 'json_schema' ? [...declared, answer] : declared;
}

/** Checks every object of every schema. */
export function eachSchemaNode(
  check: (at: SchemaNode, schema: RequestSchema) => Refusal | undefined,
): StrictRule {
  return request =>
    first(
      requestSchemas(request).flatMap(schema => schemaNodes(schema.schema).map(node => check(node, schema))),
    );
}

/** The objects of a schema, the root first. Values that are no schemas (`enum`, `default`) are left out. */
export function schemaNodes(schema: JsonObject, path: readonly string[] = []): SchemaNode[] {
  const below = (child: unknown, ...keys: string[]): SchemaNode[] =>
    isObject(child) ? schemaNodes(child, [...path, ...keys]) : [];
  return [
    { node: schema, path },
    ...named.flatMap(key =>
      Object.entries(member(schema, key)).flatMap(([name, child]) => below(child, key, name)),
    ),
    ...listed.flatMap(key => asList(schema[key]).flatMap((child, index) => below(child, key, String(index)))),
    ...single.flatMap(key => below(schema[key], key)),
  ];
}

/** The places where `true` or `false` stands for a schema; `additionalProperties` may always be closed or open. */
export function booleanPlaces({ node, path }: SchemaNode): readonly string[] {
  const at = (child: unknown, ...keys: string[]): string[] =>
    typeof child === 'boolean' ? [[...path, ...keys].join('.')] : [];
  return [
    ...named.flatMap(key =>
      Object.entries(member(node, key)).flatMap(([name, child]) => at(child, key, name)),
    ),
    ...listed.flatMap(key => asList(node[key]).flatMap((child, index) => at(child, key, String(index)))),
    ...['items', 'not', 'propertyNames'].flatMap(key => at(node[key], key)),
  ];
}

const types: readonly unknown[] = 'string number integer boolean object array null'.split(' ');

/** What no schema of draft 2020-12 holds, in the words of a validator; nothing when it is one. */
export function schemaFlaw(node: JsonObject): string | undefined {
  const { required, enum: values } = node;
  const type = [node.type ?? []].flat().find(name => !types.includes(name));
  if (type !== undefined) return `'${String(type)}' is not valid under any of the given schemas`;
  const child = Object.values(member(node, 'properties')).find(
    value => !isObject(value) && typeof value !== 'boolean',
  );
  if (child !== undefined) return `'${String(child)}' is not of type 'object', 'boolean'`;
  if (required !== undefined && !Array.isArray(required))
    return `${String(required) === 'true' ? 'True' : `'${String(required)}'`} is not of type 'array'`;
  if (new Set(asList(required)).size < asList(required).length) return 'required has non-unique elements';
  if (Array.isArray(values) && values.length === 0) return '[] should be non-empty';
  const bound = ['exclusiveMinimum', 'exclusiveMaximum'].find(key => typeof node[key] === 'boolean');
  return bound === undefined ? undefined : "True is not of type 'number'";
}

/** A tuple in the form of drafts before 2020-12. */
export function hasOlderTuple(node: JsonObject): boolean {
  return Array.isArray(node.items) || node.additionalItems !== undefined;
}

const named = ['properties', '$defs', 'definitions', 'patternProperties'];
const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems', 'items'];
const single = ['items', 'additionalProperties', 'not', 'propertyNames'];

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
