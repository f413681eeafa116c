import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools } from './body.ts';
import { words } from './fields.ts';
import type { BodyStep, CallWarning } from './profile.ts';
import { jsonObjectWithInstruction, jsonSchemaEnvelope } from './response-format.ts';
import { mapSchema, mapSchemas, responseSchema, subSchemas } from './schemas.ts';

/** Keywords that OpenAI's strict mode rejects. @see https://platform.openai.com/docs/guides/structured-outputs */
const notStrict = words(
  'allOf not if then else dependentSchemas patternProperties propertyNames default ' +
    'oneOf prefixItems uniqueItems minProperties maxProperties unevaluatedProperties unevaluatedItems ' +
    'contains minContains maxContains minLength maxLength',
);

/** String formats that strict mode accepts. */
const formats = words('date-time time date duration email hostname ipv4 ipv6 uuid');

/** A schema must have one of these keywords. */
const typed = words('type anyOf $ref enum const');

/**
 * Whether OpenAI accepts the schema with `strict: true`: every object closed, every property required. A schema
 * with optional properties is sent as it is with `strict: false`, since rewriting it to nullable ones would make
 * the model answer `null` where the caller's own validation expects the key to be absent.
 */
export function isStrictSchema(schema: JSONSchema): boolean {
  return subSchemas(schema).every(item => {
    if (notStrict.some(keyword => keyword in item) || !typed.some(keyword => keyword in item)) return false;
    if (typeof item.format === 'string' && !formats.includes(item.format)) return false;
    const types: readonly unknown[] = [item.type].flat();
    if (types.includes('array') && !isRecord(item.items)) return false;
    if (!types.includes('object') && item.properties === undefined) return true;
    const properties = Object.keys(isRecord(item.properties) ? item.properties : {});
    const required = new Set<unknown>(Array.isArray(item.required) ? item.required : []);
    return item.additionalProperties === false && properties.every(name => required.has(name));
  });
}

/** Whether the root of a schema is an object, which response formats must be. */
export function isObjectSchema({ type, properties, $ref }: JSONSchema): boolean {
  return type === 'object' || properties !== undefined || $ref !== undefined;
}

/**
 * Removes what OpenAI rejects in any schema: `propertyNames`, and patterns with lookaround; a single
 * `allOf: [{ $ref }]`, as zod 4 writes recursive types, becomes the `$ref`. A root `$ref` is expanded.
 */
function normalizeSchema(schema: JSONSchema, warn: (warning: CallWarning) => void): JSONSchema {
  const normalized = mapSchema(schema, item => {
    const { propertyNames, pattern, allOf, ...rest } = item;
    const refused = typeof pattern === 'string' && /\(\?(?:<?[=!])/.test(pattern);
    if (propertyNames !== undefined) warn(removed('JSON Schema propertyNames', 'property names'));
    if (refused) warn(removed('JSON Schema pattern with regex lookaround', 'this pattern'));
    const [only, ...others] = Array.isArray(allOf) ? allOf : [];
    const inlined = others.length === 0 && isRecord(only) && '$ref' in only ? only : allOf && { allOf };
    return {
      ...rest,
      ...(!refused && pattern !== undefined && { pattern }),
      ...(isRecord(inlined) && inlined),
    };
  });
  return expandRootReference(normalized);
}

function expandRootReference(schema: JSONSchema): JSONSchema {
  const { $ref, ...rest } = schema;
  if (typeof $ref !== 'string') return schema;
  const target = $ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), schema);
  return isRecord(target) ? { ...target, ...rest } : schema;
}

function removed(feature: string, what: string): CallWarning {
  const details = `OpenAI does not accept it. It was removed, and the model does not enforce ${what}.`;
  return { type: 'compatibility', feature, details };
}

/** Warns once, however many schemas have the same problem. */
function once(warn: (warning: CallWarning) => void): (warning: CallWarning) => void {
  const reported = new Set<string>();
  return warning => {
    const key = JSON.stringify(warning);
    if (!reported.has(key)) warn(warning);
    reported.add(key);
  };
}

/** Response schema and tool schemas in the form that OpenAI accepts; `strictJsonSchema` overrides the choice. */
export const openAISchemas: BodyStep = (given, { warn, ...rest }) => {
  if (given.response_format === undefined && given.tools === undefined) return given;
  const context = { ...rest, warn: once(warn) };
  const root = responseSchema(given);
  const plain =
    context.vendorOptions.structuredOutputs === false || (root !== undefined && !isObjectSchema(root));
  const body = plain ? jsonObjectWithInstruction(given, context) : given;
  const forced = context.vendorOptions.strictJsonSchema;
  const strictness = (schema: JSONSchema): boolean =>
    typeof forced === 'boolean' ? forced : isStrictSchema(schema);
  const normalized = mapSchemas(schema => normalizeSchema(schema, context.warn))(body);
  const enveloped = jsonSchemaEnvelope(strictness)(normalized, context);
  return forced === true ? mapTools(enveloped, tool => ({ ...tool, strict: true })) : enveloped;
};
