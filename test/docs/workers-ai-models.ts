import { type ModelFacts, readModelFacts } from '../../scripts/models/model-facts.ts';

const code = (text: string): string => `\`${text}\``;

/** Every chat model that is not retired, by what is published about it; models alike share a row. */
export function workersAIModels(): string {
  const rows = new Map<string, string[]>();
  const guided: string[] = [];
  for (const model of readModelFacts().filter(
    ({ kind, retired }) => kind === 'chat' && retired === undefined,
  )) {
    const cells = [
      model.schema,
      model.images ? 'yes' : '–',
      ...reasoning(model),
      model.defaultTokens?.toLocaleString('en') ?? '–',
    ].join(' | ');
    if (model.json === 'guided_json') guided.push(code(model.id));
    const context = model.contextWindow === undefined ? '' : ` (${Math.round(model.contextWindow / 1000)}k)`;
    rows.set(cells, [...(rows.get(cells) ?? []), `${code(model.id)}${context}`]);
  }
  return [
    'What is published about each chat model, with its context window in thousands of tokens. Models that are not listed get',
    'the newer schema, images, and the efforts low, medium and high. `enable_thinking` and `low_effort` are members of',
    '`chat_template_kwargs`; the last column is the output limit without `maxOutputTokens`. A JSON schema travels in',
    '`response_format`, but in `guided_json` for',
    `${guided.join(' and ')}.`,
    '',
    '| Model | Schema | Images | Efforts | No reasoning | Default length |',
    '|---|---|---|---|---|---|',
    ...[...rows].map(([cells, models]) => `| ${models.join(', ')} | ${cells} |`),
    '',
  ].join('\n');
}

function reasoning({ schema, reasoning: published }: ModelFacts): readonly [efforts: string, off: string] {
  if (schema === 'older') return ['–', '–'];
  if (published === undefined) return ['not published', code('enable_thinking')];
  const { efforts = [], defaultEffort, template = [], mandatory } = published;
  const levels = ['low', 'medium', 'high', 'xhigh', 'max'].filter(level => efforts.includes(level));
  const listed = levels.map(level => (level === defaultEffort ? `${level} (default)` : level)).join(', ');
  const off = efforts.includes('none') ? code('none') : mandatory ? 'never' : code('enable_thinking');
  return [listed || (template.includes('low_effort') ? code('low_effort') : '–'), off];
}
