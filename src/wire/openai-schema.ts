import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools } from './body.ts';
import { compose, words } from './fields.ts';
import { type BodyStep, type ProfileContext, reportUnsupported } from './profile.ts';
import { objectAnswers, schemaName, unstructured } from './response-format.ts';
import { answerSchema, rewriteFor, schemaOfTool } from './schema/rewrite-schemas.ts';
import { accepts, type SchemaRules } from './schema/schema-rules.ts';
import { typesOf } from './schema/typed-schemas.ts';
import { mapEnvelope, subSchemas } from './schemas.ts';

/**
 * What OpenAI accepts in any schema, strict or not: no names of properties as schemas, no lookaround, `items` in every
 * list, and nothing beside a reference.
 * @see https://platform.openai.com/docs/guides/structured-outputs · @ai-sdk/openai 4.0.118 (2026-08)
 */
export const openAISchemaRules: SchemaRules =
  'lone-refs list-items -propertyNames -prefixItems -pattern pattern:plain';

/** What strict mode demands, as far as closing objects and telling limits in words will do. @see the same page */
const strict =
  'closed only type description properties required items additionalProperties enum const anyOf minimum maximum minItems ' +
  'maxItems exclusiveMinimum exclusiveMaximum multipleOf $ref $defs definitions $schema title examples pattern:plain format:date-time ' +
  'format:time format:date format:duration format:email format:hostname format:ipv4 format:ipv6 format:uuid';

const strictRules = new Set(words(strict));

/**
 * Whether OpenAI accepts the schema with `strict: true`: every object closed, every property required. A schema
 * with optional properties is sent as it is with `strict: false`, since rewriting it to nullable ones would make
 * the model answer `null` where the caller's own validation expects the key to be absent.
 */
export function isStrictSchema(schema: JSONSchema): boolean {
  return subSchemas(schema).every(item => {
    const { $ref, items, properties, required, additionalProperties } = item;
    const keys = Object.keys(item);
    // A schema that accepts anything is a list without `items`.
    const types = typesOf(($ref ?? item.anyOf) ? { type: 'null', ...item } : item);
    const always = [required].flat();
    return (
      keys.every(key => accepts(strictRules, key, item[key])) &&
      (!$ref || keys.length < 2) &&
      (!types.has('array') || isRecord(items)) &&
      (!types.has('object') ||
        (additionalProperties === false &&
          Object.keys(Object(properties)).every(name => always.includes(name))))
    );
  });
}

/** The schema of a tool, or of the answer, that has to be strict, and whether it can be. */
function asStrict(
  feature: string,
  given: JSONSchema,
  { warn, keepsSchemas }: ProfileContext,
): { readonly schema: JSONSchema; readonly strict: boolean } {
  const schema = keepsSchemas ? given : rewriteFor(feature, given, `${openAISchemaRules} ${strict}`, warn);
  const isStrict = keepsSchemas || isStrictSchema(schema);
  if (!isStrict)
    reportUnsupported(warn, `strict of ${feature}`, 'strict mode demands that all properties are required.');
  return { schema: isStrict ? schema : given, strict: isStrict };
}

/** Response schema and tool schemas in the form that OpenAI accepts; `strictJsonSchema` overrides the choice. */
export const openAISchemas: BodyStep = compose(unstructured, objectAnswers, (given, context) => {
  const { strictJsonSchema } = context.vendorOptions;
  const body = mapTools(given, tool => {
    if (tool.strict !== true && strictJsonSchema !== true) return tool;
    const { schema, strict } = asStrict(schemaOfTool(tool.name), tool.parameters ?? {}, context);
    return { ...tool, parameters: schema, strict };
  });
  return mapEnvelope((schema, envelope) => ({
    ...envelope,
    ...(strictJsonSchema === true
      ? asStrict(answerSchema, schema, context)
      : { schema, strict: strictJsonSchema !== false && isStrictSchema(schema) }),
    name: schemaName(envelope.name),
  }))(body);
});
