import { type ModelFacts, readModelFacts } from '../../scripts/models/model-facts.ts';

const code = (text: string): string => `\`${text}\``;

/** Every chat model that is not retired, by what is published about it; models alike share a row. */
export function workersAIModels(): string {
  const rows = new Map<string, string[]>();
  for (const model of readModelFacts().filter(
    ({ kind, retired }) => kind === 'chat' && retired === undefined,
  )) {
    const cells = [
      model.schema,
      model.images ? 'yes' : '–',
      ...reasoning(model),
      code(model.json === 'guided_json' ? 'guided_json' : 'response_format'),
      model.defaultTokens?.toLocaleString('en') ?? '–',
    ].join(' | ');
    const context = model.contextWindow === undefined ? '' : ` (${Math.round(model.contextWindow / 1000)}k)`;
    rows.set(cells, [...(rows.get(cells) ?? []), `${code(model.id)}${context}`]);
  }
  return [
    'What is published about the chat models, with the context window in thousands of tokens; models that are not listed get',
    'the newer schema, images, and the efforts low, medium and high:',
    '',
    '| model | schema | images | efforts | no reasoning | JSON schema in | default length |',
    '| --- | --- | --- | --- | --- | --- | --- |',
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
