import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import type { Layout } from '../terminal/screen.ts';
import { type Column, table } from '../terminal/table.ts';

export type ModelList = Awaited<ReturnType<CloudflareProvider['listModels']>>;
export type Model = ModelList['models'][number];

/** One letter per feature, so that a row fits on a line. */
const featureLetters: { readonly [FEATURE in Model['features'][number]]: readonly [string, string] } = {
  tools: ['t', 'tools'],
  vision: ['v', 'vision'],
  reasoning: ['r', 'reasoning'],
  json: ['j', 'JSON schemas'],
  streaming: ['s', 'streaming'],
  lora: ['l', 'LoRA'],
  batch: ['b', 'batch'],
};

const endpointLetters: { readonly [ENDPOINT in Model['endpoints'][number]]: readonly [string, string] } = {
  rest: ['R', 'rest'],
  compat: ['C', 'compat'],
  native: ['N', 'native'],
  binding: ['B', 'binding'],
};

const letters = (
  table: Readonly<Record<string, readonly [string, string]>>,
  names: readonly string[],
): string =>
  Object.entries(table)
    .map(([name, [letter]]) => (names.includes(name) ? letter : ''))
    .join('');

/** Unknown values are left empty. */
const columns: readonly Column<Model>[] = [
  { title: 'MODEL', cell: ({ id }) => id, minWidth: 36 },
  { title: 'KIND', cell: ({ kind }) => kind, minWidth: 4 },
  { title: 'CTX', cell: ({ contextWindow }) => tokens(contextWindow), align: 'right' },
  { title: '$ IN', cell: ({ price }) => dollars(price?.inputPerMillionTokens), align: 'right' },
  { title: '$ OUT', cell: ({ price }) => dollars(price?.outputPerMillionTokens), align: 'right' },
  { title: 'CAN', cell: ({ features }) => letters(featureLetters, features) },
  { title: 'BY', cell: ({ endpoints }) => letters(endpointLetters, endpoints) },
];

/** The models as lines of a table. `modelsLegend` explains the letters. */
export function modelsTable(models: readonly Model[], layout: Layout): readonly string[] {
  return table(models, columns, layout);
}

const legendOf = (table: Readonly<Record<string, readonly [string, string]>>): string =>
  Object.values(table)
    .map(([letter, meaning]) => `${letter} ${meaning}`)
    .join(', ');

export const modelsLegend: readonly string[] = [
  'CTX: context window in tokens; $: US dollars per million tokens',
  `CAN: ${legendOf(featureLetters)}`,
  `BY: ${legendOf(endpointLetters)}; empty: not served by this package`,
];

function tokens(count: number | undefined): string {
  if (count === undefined) return '';
  if (count >= 1_000_000) return `${(count / 1_000_000).toFixed(1)}M`;
  return count >= 1000 ? `${Math.round(count / 1000)}k` : String(count);
}

/** At least two significant digits: prices range from cents to hundreds of dollars. */
function dollars(price: number | undefined): string {
  if (price === undefined) return '';
  return price >= 100 ? price.toFixed(0) : String(Number(price.toPrecision(price >= 10 ? 4 : 3)));
}
