import { hasMessages, type ModelFacts, nameOf } from './model-facts.ts';

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
  for (const model of facts) {
    const traits = traitsOf(model);
    rows.set(traits, [...(rows.get(traits) ?? []), nameOf(model.id)]);
  }
  const duplicates = facts.map(({ id }) => nameOf(id)).filter((name, at, all) => all.indexOf(name) !== at);
  if (duplicates.length > 0) throw new Error(`two models have the name ${duplicates.join(', ')}`);
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([traits, names]) => `${traits}: ${names.join(' ')}`);
  return `// Written by \`npm run models\` from ${sources}. A test fails when it is stale.

/**
 * What is published about each model of Workers AI, by the last segment of its id; models with the same traits share a
 * row. A chat model has the \`older\` or \`newer\` request schema, \`sees\` or is \`blind\`, and ends an answer without a
 * limit after \`max\` tokens. \`guided\`: a response schema goes into \`guided_json\`. \`efforts\` are the levels in rising
 * order, \`+\` a switch for low effort; \`as\` maps a level to a weaker one than the nearest; \`off\` switches reasoning
 * off: \`none\` by that level, \`toggle\` by \`enable_thinking\`, \`never\` not at all. After any other kind come the fields
 * of its inputs that the package writes, \`multipart\` or how it reads \`audio\`, and the \`most\` texts in a request.
 */
export const table: readonly string[] = [
${lines.map(line => `  ${quoted(line)},`).join('\n')}
];

/** Settings that no model of the older request schema publishes. */
export const notInOlder = ${quoted(unpublishedBy('older', facts))};

/** Settings that no model of the newer request schema publishes. */
export const notInNewer = ${quoted(unpublishedBy('newer', facts))};
`;
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
    model.images ? 'sees' : 'blind',
    model.defaultTokens && `max=${model.defaultTokens}`,
    model.json === 'guided_json' && 'guided',
    ...reasoningTraits(model),
  ]
    .filter(Boolean)
    .join(' ');
}

/** From the weakest to the strongest; `none` switches reasoning off and is no level. */
const levels: readonly string[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

function reasoningTraits({ schema, reasoning }: ModelFacts): readonly string[] {
  // Nothing published: the profile assumes the levels and the toggle of every newer model.
  if (schema === 'older' || reasoning === undefined) return [];
  const { efforts = [], aliases = {}, template = [], mandatory } = reasoning;
  const known = levels.filter(level => efforts.includes(level));
  const off = efforts.includes('none') ? 'none' : mandatory ? 'never' : 'toggle';
  const weaker = Object.keys(aliases).filter(level => level !== 'none' && aliases[level] === 'none');
  return [
    `efforts=${template.includes('low_effort') ? '+' : known.join()}`,
    ...weaker.map(level => `as=${level}:none`),
    `off=${off}`,
  ];
}
