import { type JSONSchema, mapTools, type WireBody } from '../body.ts';
import { type CallWarning, reportChange } from '../profile.ts';
import { mapEnvelope } from '../schemas.ts';
import { type RewrittenSchema, rewriteSchema } from './rewrite-schema.ts';
import type { SchemaRules } from './schema-rules.ts';
import { soundSchema } from './sound-schema.ts';

type Cache = WeakMap<SchemaRules, WeakMap<JSONSchema, RewrittenSchema>>;

/** What became of the schemas of callers, who pass the same objects again and again. */
const caches: Readonly<Record<'tool' | 'answer', Cache>> = { tool: new WeakMap(), answer: new WeakMap() };

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
  return mapTools(answered, tool => {
    const { name, parameters = {} } = tool;
    return { ...tool, parameters: rewriteFor(name, parameters, rules, warn) };
  });
}

const shown = 10;

/** The schema of a tool, or of the answer, with one warning of what it does not say any more, and where. */
export function rewriteFor(
  tool: string | undefined,
  schema: JSONSchema,
  rules: SchemaRules,
  warn: (warning: CallWarning) => void,
): JSONSchema {
  const use = tool === undefined ? 'answer' : 'tool';
  const known = caches[use].get(rules) ?? new WeakMap<JSONSchema, RewrittenSchema>();
  const made = known.get(schema) ?? rewriteSchema(soundSchema(schema), rules, use);
  caches[use].set(rules, known.set(schema, made));
  const told = [...made.losses].map(([what, paths]) => {
    const rest = paths.size > shown ? ` and ${paths.size - shown} more` : '';
    return `\`${what}\` (${[...paths].slice(0, shown).join(', ')}${rest})`;
  });
  if (told.length > 0)
    reportChange(
      warn,
      tool === undefined ? 'responseFormat JSON schema' : `JSON schema of tool "${tool}"`,
      `not accepted here and replaced, with the limits in the descriptions: ${told.join(', ')}.`,
    );
  return made.schema;
}
