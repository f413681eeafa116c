import { type JSONSchema, mapTools, type WireBody } from '../body.ts';
import { type CallWarning, reportChange } from '../profile.ts';
import { mapEnvelope } from '../schemas.ts';
import { type RewrittenSchema, rewriteSchema, type SchemaLoss } from './rewrite-schema.ts';
import type { SchemaRules } from './schema-rules.ts';

type Warn = (warning: CallWarning) => void;
type Use = 'tool' | 'answer';

/** What became of the schemas of callers, who pass the same objects again and again. */
const cache = new WeakMap<SchemaRules, Record<Use, WeakMap<JSONSchema, RewrittenSchema>>>();

function rewritten(schema: JSONSchema, rules: SchemaRules, use: Use): RewrittenSchema {
  const known = cache.get(rules) ?? { tool: new WeakMap(), answer: new WeakMap() };
  cache.set(rules, known);
  const made = known[use].get(schema) ?? rewriteSchema(schema, rules, use);
  known[use].set(schema, made);
  return made;
}

/** The body with the schemas of its tools and of the answer as the upstream accepts them. */
export function rewriteSchemas(body: WireBody, rules: SchemaRules, warn: Warn): WireBody {
  const answered = mapEnvelope((schema, envelope) => ({
    ...envelope,
    schema: rewriteAnswer(schema, rules, warn),
  }))(body);
  return mapTools(answered, tool => {
    const { name, parameters = {} } = tool;
    return { ...tool, parameters: rewriteTool(name, parameters, rules, warn) };
  });
}

/** The schema of a tool; its name is that of the caller. */
export function rewriteTool(name: string, schema: JSONSchema, rules: SchemaRules, warn: Warn): JSONSchema {
  const { schema: made, losses } = rewritten(schema, rules, 'tool');
  report(`JSON schema of tool "${name}"`, losses, warn);
  return made;
}

export function rewriteAnswer(schema: JSONSchema, rules: SchemaRules, warn: Warn): JSONSchema {
  const { schema: made, losses } = rewritten(schema, rules, 'answer');
  report('responseFormat JSON schema', losses, warn);
  return made;
}

const shown = 10;

/** One warning for each schema: what it does not say any more, and where. */
function report(feature: string, losses: readonly SchemaLoss[], warn: Warn): void {
  if (losses.length === 0) return;
  const paths = new Map<string, string[]>();
  for (const { what, path } of losses) {
    const known = paths.get(what);
    if (known === undefined) paths.set(what, [path || 'the root']);
    else known.push(path || 'the root');
  }
  const told = [...paths].map(([what, at]) => {
    const rest = at.length > shown ? ` and ${at.length - shown} more` : '';
    return `\`${what}\` (${at.slice(0, shown).join(', ')}${rest})`;
  });
  reportChange(
    warn,
    feature,
    `not accepted here and replaced, with the limits in the descriptions: ${told.join(', ')}.`,
  );
}
