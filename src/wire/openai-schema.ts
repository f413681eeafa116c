import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools } from './body.ts';
import { words } from './fields.ts';
import { type BodyStep, type ProfileContext, reportUnsupported } from './profile.ts';
import { jsonObjectWithInstruction, schemaName } from './response-format.ts';
import { rewriteFor } from './schema/rewrite-schemas.ts';
import type { SchemaRules } from './schema/schema-rules.ts';
import { mapEnvelope, responseSchema, subSchemas } from './schemas.ts';

/**
 * What OpenAI accepts in any schema, strict or not: no names of properties as schemas, no lookaround, `items` in every
 * list, and nothing beside a reference.
 * @see https://platform.openai.com/docs/guides/structured-outputs · @ai-sdk/openai 4.0.118 (2026-08)
 */
export const openAISchemaRules: SchemaRules = {
  refuses: 'propertyNames',
  references: 'alone',
  plainPatterns: true,
  anyOf: true,
  items: true,
};

/** Keywords that OpenAI's strict mode rejects. @see https://platform.openai.com/docs/guides/structured-outputs */
const notStrict = words(
  'allOf not if then else dependentSchemas dependentRequired patternProperties propertyNames default ' +
    'oneOf prefixItems uniqueItems minProperties maxProperties unevaluatedProperties unevaluatedItems ' +
    'contains minContains maxContains minLength maxLength',
);

/** A schema must have one of these keywords. */
const typed = words('type anyOf $ref enum const');

/** String formats that strict mode accepts. */
const formats: readonly string[] = words('date-time time date duration email hostname ipv4 ipv6 uuid');

/**
 * Whether OpenAI accepts the schema with `strict: true`: every object closed, every property required. A schema
 * with optional properties is sent as it is with `strict: false`, since rewriting it to nullable ones would make
 * the model answer `null` where the caller's own validation expects the key to be absent.
 */
export function isStrictSchema(schema: JSONSchema): boolean {
  return subSchemas(schema).every(item => {
    if (notStrict.some(keyword => keyword in item) || !typed.some(keyword => keyword in item)) return false;
    if (typeof item.format === 'string' && !formats.includes(item.format)) return false;
    if ('$ref' in item && Object.keys(item).some(key => !/^\$(?:ref|defs)$/.test(key))) return false;
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

/** The same in the form that strict mode demands, as far as closing objects and telling limits in words will do. */
const strictSchemas: SchemaRules = {
  ...openAISchemaRules,
  refuses: notStrict.join(' '),
  formats,
  closed: true,
};

/** The schema of a tool, or of the answer, that has to be strict, and whether it can be. */
function asStrict(
  tool: string | undefined,
  given: JSONSchema,
  { warn, keepsSchemas }: ProfileContext,
): { readonly schema: JSONSchema; readonly strict: boolean } {
  if (keepsSchemas || isStrictSchema(given)) return { schema: given, strict: true };
  const schema = rewriteFor(tool, given, strictSchemas, warn);
  if (isStrictSchema(schema)) return { schema, strict: true };
  const feature = tool === undefined ? 'strictJsonSchema' : `strict of tool "${tool}"`;
  reportUnsupported(warn, feature, 'strict mode demands that all properties are required.');
  return { schema: given, strict: false };
}

/** `strict` on the tools that ask for it, in the form that it demands. */
const strictTools: BodyStep = (body, context) =>
  mapTools(body, tool => {
    if (tool.strict !== true && context.vendorOptions.strictJsonSchema !== true) return tool;
    const { schema, strict } = asStrict(tool.name, tool.parameters ?? {}, context);
    return { ...tool, parameters: schema, strict };
  });

/** Response schema and tool schemas in the form that OpenAI accepts; `strictJsonSchema` overrides the choice. */
export const openAISchemas: BodyStep = (given, context) => {
  if (given.response_format === undefined && given.tools === undefined) return given;
  const { structuredOutputs, strictJsonSchema } = context.vendorOptions;
  const root = responseSchema(given);
  const plain = structuredOutputs === false || (root !== undefined && !isObjectSchema(root));
  const body = strictTools(plain ? jsonObjectWithInstruction(given, context) : given, context);
  return mapEnvelope((schema, envelope) => {
    const made =
      strictJsonSchema === true
        ? asStrict(undefined, schema, context)
        : { schema, strict: strictJsonSchema !== false && isStrictSchema(schema) };
    return { ...envelope, ...made, name: schemaName(envelope.name) };
  })(body);
};
