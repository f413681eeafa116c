import { type ModelFacts, readModelFacts } from '../../scripts/models/model-facts.ts';

const code = (text: string): string => `\`${text}\``;

/** Every chat model that is not retired, by what is published about it; models alike share a row. */
export function workersAIModels(): string {
  const chat = readModelFacts().filter(({ kind, retired }) => kind === 'chat' && retired === undefined);
  const [older, newer] = ['older', 'newer'].map(schema => chat.filter(model => model.schema === schema));
  const limited = newer?.filter(({ defaultTokens }) => defaultTokens !== undefined) ?? [];
  const lengths = [...new Set(limited.map(defaultLength))];
  const guided = chat.filter(({ json }) => json === 'guided_json');
  const named = (models: readonly ModelFacts[]): string => models.map(({ id }) => code(id)).join(' and ');
  return [
    'What is published about each chat model, with its context window in thousands of tokens. Models that are not listed get',
    'the newer schema, images, and the efforts low, medium and high. A JSON schema travels in `response_format`, but in',
    `\`guided_json\` for ${named(guided)}.`,
    '',
    'The older schema, without reasoning; *length* is the output limit without `maxOutputTokens`:',
    '',
    '| Model | Images | Length |',
    '|---|---|---|',
    ...rowsOf(older, model => [imagesOf(model), defaultLength(model)]),
    '',
    'The newer schema; `enable_thinking` and `low_effort` are members of `chat_template_kwargs`. The limit without',
    `\`maxOutputTokens\` is ${lengths.join(' or ')} for ${named(limited)}.`,
    '',
    '| Model | Images | Efforts | No reasoning |',
    '|---|---|---|---|',
    ...rowsOf(newer, model => [imagesOf(model), ...reasoning(model)]),
    '',
    ...otherKinds(),
  ].join('\n');
}

const imagesOf = ({ images }: ModelFacts): string => (images ? 'yes' : '');
const defaultLength = ({ defaultTokens }: ModelFacts): string => defaultTokens?.toLocaleString('en') ?? '–';

function rowsOf(
  models: readonly ModelFacts[] = [],
  cellsOf: (model: ModelFacts) => readonly string[],
): readonly string[] {
  const rows = new Map<string, readonly string[]>();
  for (const model of models) {
    const cells = cellsOf(model).join(' | ');
    const context = model.contextWindow === undefined ? '' : ` (${Math.round(model.contextWindow / 1000)}k)`;
    rows.set(cells, [...(rows.get(cells) ?? []), `${code(model.id)}${context}`]);
  }
  return [...rows].map(([cells, names]) => `| ${names.join(', ')} | ${cells} |`);
}

const methods: Readonly<Record<string, string>> = {
  embeddings: 'textEmbeddingModel',
  image: 'imageModel',
  speech: 'speechModel',
  transcription: 'transcriptionModel',
  reranking: 'rerankingModel',
};

/** Traits of the table that are no fields, in words. */
const traits: Readonly<Record<string, string>> = {
  multipart: 'as a form',
  socket: 'a WebSocket only: refused',
  'audio=base64': 'audio as base64',
  'audio=list': 'audio as bytes, for the binding as numbers',
  'audio=raw': 'audio as bytes, with the other inputs in the query',
};

/** The models of other kinds, with those of their inputs that settings and options become. */
function otherKinds(): readonly string[] {
  const rows = new Map<string, string[]>();
  for (const { id, kind, inputs, retired } of readModelFacts()) {
    if (methods[kind] === undefined || retired !== undefined) continue;
    const most = inputs.find(name => name.startsWith('most='))?.slice(5);
    const fields = inputs.filter(name => !name.includes('=') && traits[name] === undefined);
    const words = inputs.flatMap(name => traits[name] ?? []);
    const listed = fields.filter(name => name !== 'audio').map(code);
    const how = [...words, ...(most === undefined ? [] : [`${most} texts in a request`])];
    const given = [listed.join(', '), ...how].filter(text => text !== '').join('; ');
    const cells = `${code(methods[kind])} | ${given}`;
    rows.set(cells, [...(rows.get(cells) ?? []), code(id)]);
  }
  return [
    'The inputs of other kinds that settings and options become; a model that is not listed gets all of its kind:',
    '',
    '| Model | Method | Inputs |',
    '|---|---|---|',
    ...[...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cells, models]) => `| ${models.join(', ')} | ${cells} |`),
    '',
  ];
}

function reasoning({ reasoning: published }: ModelFacts): readonly [efforts: string, off: string] {
  if (published === undefined) return ['not published', code('enable_thinking')];
  const { efforts = [], defaultEffort, template = [], mandatory } = published;
  const levels = ['low', 'medium', 'high', 'xhigh', 'max'].filter(level => efforts.includes(level));
  const listed = levels.map(level => (level === defaultEffort ? `${level} (default)` : level)).join(', ');
  const off = efforts.includes('none') ? code('none') : mandatory ? 'never' : code('enable_thinking');
  return [listed || (template.includes('low_effort') ? code('low_effort') : ''), off];
}
