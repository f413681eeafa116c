import { families as familiesOf } from '../../src/upstreams/families.ts';
import { hasMessages, type ModelFacts, nameOf } from './model-facts.ts';
import { families } from './overrides.ts';

/** Fields that settings of the AI SDK and our options become, and that a schema may lack. */
const settings = [
  'top_k',
  'stop',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'logprobs',
  'top_logprobs',
  'verbosity',
  'user',
  'parallel_tool_calls',
];

/** `src/upstreams/workers-ai-table.ts`: models that share all traits are one row. */
export function renderTable(facts: readonly ModelFacts[], sources: string): string {
  const rows = new Map<string, string[]>();
  const kindOf = familiesOf(families);
  for (const model of facts) {
    const traits = traitsOf(model);
    // Its family says as much.
    if (kindOf(model.id).traits.join(' ') === traits) continue;
    rows.set(traits, [...(rows.get(traits) ?? []), nameOf(model.id)]);
  }
  const duplicates = facts.map(({ id }) => nameOf(id)).filter((name, at, all) => all.indexOf(name) !== at);
  if (duplicates.length > 0) throw new Error(`two models have the name ${duplicates.join(', ')}`);
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([traits, names]) => `${beginnings(names, facts).join(' ')}: ${traits}`);
  return `// Written by \`npm run models\` from ${sources}. A test fails when it is stale.

/**
 * What is published about the models of Workers AI, as a table of families: models with the same traits share a line. A
 * chat model has the \`older\` or \`newer\` request schema, may be \`blind\`, and ends an answer without a limit after
 * \`max\` tokens. \`guided\`: a response schema goes into \`guided_json\`. Its levels of reasoning follow in rising order;
 * \`minimal=none\` maps a level to a weaker one than the nearest; \`low-effort\` is a switch in place of levels. What turns
 * reasoning off is the level \`none\`, otherwise \`enable_thinking\`; models that reason \`always\` have neither. After any
 * other kind come the fields of its inputs that the package writes, \`multipart\` or how it reads \`audio\`, and the \`most\`
 * texts in a request.
 */
export const table: readonly string[] = [
${lines.map(line => `  ${quoted(line)},`).join('\n')}
  // Families, of which only the kind is known.
${families.map(line => `  ${quoted(line)},`).join('\n')}
];

/** Settings that no model of the older request schema publishes. */
export const notInOlder = ${quoted(unpublishedBy('older', facts))};

/** Settings that no model of the newer request schema publishes. */
export const notInNewer = ${quoted(unpublishedBy('newer', facts))};
`;
}

/**
 * Names up to their first version or size, as `llama-3.1`, where no model with other traits begins alike: another size
 * differs less from the known ones than from the newest models.
 */
function beginnings(names: readonly string[], facts: readonly ModelFacts[]): readonly string[] {
  const others = facts.map(({ id }) => nameOf(id)).filter(name => !names.includes(name));
  const isShared = (beginning: string): boolean =>
    others.some(name => `${name}-`.startsWith(`${beginning}-`));
  const shortest = (name: string): string => {
    const tokens = name.split('-');
    const ends = tokens.map((_, end) => tokens.slice(0, end + 1).join('-'));
    const found = ends.find(beginning => /\d/.test(beginning) && !isShared(beginning)) ?? name;
    return isShared(found) ? `${found}$` : found;
  };
  return [...new Set(names.map(shortest))];
}

function quoted(text: string): string {
  return `'${text}'`;
}

function unpublishedBy(schema: ModelFacts['schema'], facts: readonly ModelFacts[]): string {
  const models = facts.filter(model => model.kind === 'chat' && model.schema === schema);
  const known = new Set(
    models
      .flatMap(({ forms }) => forms.filter(hasMessages))
      .flatMap(form => Object.keys(form.properties ?? {})),
  );
  return settings.filter(name => !known.has(name)).join(' ');
}

function traitsOf(model: ModelFacts): string {
  if (model.kind !== 'chat') return [model.kind, ...model.inputs].join(' ');
  return [
    model.schema,
    !model.images && 'blind',
    model.defaultTokens && `max=${model.defaultTokens}`,
    model.json === 'guided_json' && 'guided',
    ...reasoningTraits(model),
  ]
    .filter(Boolean)
    .join(' ');
}

/** From the weakest to the strongest. */
const levels: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

function reasoningTraits({ schema, reasoning }: ModelFacts): readonly string[] {
  // Nothing published: the profile assumes the levels and the toggle of every newer model.
  if (schema === 'older') return [];
  if (reasoning === undefined) return ['low', 'medium', 'high'];
  const { efforts = [], aliases = {}, template = [], mandatory } = reasoning;
  const weaker = Object.keys(aliases).filter(level => level !== 'none' && aliases[level] === 'none');
  return [
    ...(template.includes('low_effort') ? ['low-effort'] : []),
    ...(mandatory === undefined || efforts.includes('none') ? [] : ['always']),
    ...levels.filter(level => efforts.includes(level)),
    ...weaker.map(level => `${level}=none`),
  ];
}
