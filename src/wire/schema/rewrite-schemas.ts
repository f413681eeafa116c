import { type JSONSchema, mapTools, type WireBody } from '../body.ts';
import { type CallWarning, reportChange } from '../profile.ts';
import { mapEnvelope } from '../schemas.ts';
import { type RewrittenSchema, rewriteSchema } from './rewrite-schema.ts';
import type { SchemaRules } from './schema-rules.ts';

/** What became of the schemas of callers, who pass the same objects again and again. */
const cache = new WeakMap<JSONSchema, Record<string, RewrittenSchema>>();

/** The body with the schemas of its tools and of the answer as the upstream accepts them. */
export function rewriteSchemas(
  body: WireBody,
  rules: SchemaRules,
  warn: (warning: CallWarning) => void,
): WireBody {
  const answered = mapEnvelope((schema, envelope) => ({
    ...envelope,
    schema: rewriteFor(answerSchema, schema, rules, warn),
  }))(body);
  return mapTools(answered, tool => ({
    ...tool,
    parameters: rewriteFor(schemaOfTool(tool.name), tool.parameters ?? {}, rules, warn),
  }));
}

/** What warnings call the schema of the answer. */
export const answerSchema = 'responseFormat JSON schema';

/** What they call that of a tool. */
export function schemaOfTool(name: string): string {
  return `JSON schema of tool "${name}"`;
}

/** A schema by its name in warnings, with one of what it does not say any more, and where. */
export function rewriteFor(
  feature: string,
  schema: JSONSchema,
  rules: SchemaRules,
  warn: (warning: CallWarning) => void,
): JSONSchema {
  const all = feature === answerSchema ? `${rules} answer` : rules;
  const known = cache.get(schema) ?? {};
  known[all] ??= rewriteSchema(schema, all);
  cache.set(schema, known);
  const made = known[all];
  if (made.losses) reportChange(warn, feature, `not accepted, and told in the descriptions: ${made.losses}.`);
  return made.schema;
}
