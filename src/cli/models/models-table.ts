import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import type { Sheet } from '../terminal/screen.ts';
import { type Column, table } from '../terminal/table.ts';

export type ModelList = Awaited<ReturnType<CloudflareProvider['listModels']>>;
export type Model = ModelList['models'][number];

/** One letter each, so that a row fits a line. */
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

/** What is not known stays empty. */
const columns: readonly Column<Model>[] = [
  { title: 'MODEL', of: ({ id }) => id, least: 36 },
  { title: 'KIND', of: ({ kind }) => kind, least: 4 },
  { title: 'CTX', of: ({ contextWindow }) => tokens(contextWindow), align: 'right' },
  { title: '$ IN', of: ({ price }) => dollars(price?.inputPerMillionTokens), align: 'right' },
  { title: '$ OUT', of: ({ price }) => dollars(price?.outputPerMillionTokens), align: 'right' },
  { title: 'CAN', of: ({ features }) => letters(featureLetters, features) },
  { title: 'BY', of: ({ endpoints }) => letters(endpointLetters, endpoints) },
];

/** The models as lines; see `modelsLegend` for the letters. */
export function modelsTable(models: readonly Model[], sheet: Sheet): readonly string[] {
  return table(models, columns, sheet);
}

const legendOf = (table: Readonly<Record<string, readonly [string, string]>>): string =>
  Object.values(table)
    .map(([letter, meaning]) => `${letter} ${meaning}`)
    .join(', ');

export const modelsLegend: readonly string[] = [
  'CTX: context window, in tokens; $: US dollars per million tokens',
  `CAN: ${legendOf(featureLetters)}`,
  `BY: ${legendOf(endpointLetters)}; empty: not served by this package`,
];

function tokens(count: number | undefined): string {
  if (count === undefined) return '';
  if (count >= 1_000_000) return `${(count / 1_000_000).toFixed(1)}M`;
  return count >= 1000 ? `${Math.round(count / 1000)}k` : String(count);
}

/** Two digits that say something: prices go from cents to hundreds. */
function dollars(price: number | undefined): string {
  if (price === undefined) return '';
  return price >= 100 ? price.toFixed(0) : String(Number(price.toPrecision(price >= 10 ? 4 : 3)));
}
