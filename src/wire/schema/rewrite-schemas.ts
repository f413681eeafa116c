import type { JSONSchema, WireBody } from '../body.ts';
import { type CallWarning, reportChange } from '../profile.ts';
import { mapEnvelope, mapToolSchemas } from '../schemas.ts';
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
    schema: rewriteFor(undefined, schema, rules, warn),
  }))(body);
  return mapToolSchemas((schema, name) => rewriteFor(name, schema, rules, warn))(answered);
}

/** The schema of a tool, or of the answer, with one warning of what it does not say any more, and where. */
export function rewriteFor(
  tool: string | undefined,
  schema: JSONSchema,
  rules: SchemaRules,
  warn: (warning: CallWarning) => void,
): JSONSchema {
  const all = tool === undefined ? `${rules} answer` : rules;
  const known = cache.get(schema) ?? {};
  const made = known[all] ?? rewriteSchema(schema, all);
  cache.set(schema, { ...known, [all]: made });
  const lost = [...made.losses].map(([what, paths]) => `\`${what}\` (${[...paths].join(', ')})`);
  if (lost.length > 0)
    reportChange(
      warn,
      tool === undefined ? 'responseFormat JSON schema' : `JSON schema of tool "${tool}"`,
      `not accepted here, and told in the descriptions: ${lost.join(', ')}.`,
    );
  return made.schema;
}
