import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import type { Layout } from '../terminal/screen.ts';
import { type Column, table } from '../terminal/table.ts';

export type ModelList = Awaited<ReturnType<CloudflareProvider['listModels']>>;
export type Model = ModelList['models'][number];

/** Unknown values are left empty. */
const columns: readonly Column<Model>[] = [
  { title: 'MODEL', cell: ({ id }) => id, minWidth: 16 },
  { title: 'KIND', cell: ({ kind }) => kind, minWidth: 4 },
  { title: 'CTX', cell: ({ contextWindow }) => tokens(contextWindow), align: 'right' },
  { title: '$ IN', cell: ({ price }) => dollars(price?.inputPerMillionTokens), align: 'right' },
  { title: '$ OUT', cell: ({ price }) => dollars(price?.outputPerMillionTokens), align: 'right' },
  { title: 'CAN', cell: ({ features }) => features.join(', '), minWidth: 10 },
  { title: 'WITH', cell: ({ credential = '' }) => credential, optional: true },
  { title: 'BY', cell: ({ endpoints }) => endpoints.join(', '), optional: true },
];

/** The models as lines of a table. `modelsLegend` explains the titles. */
export function modelsTable(models: readonly Model[], layout: Layout): readonly string[] {
  return table(models, columns, layout);
}

export const modelsLegend: readonly string[] = [
  'CTX: context window in tokens; $: US dollars per million tokens',
  'WITH: the credential that reaches it; empty: not reached with these settings',
  'BY: endpoints of this package; empty: not served by it',
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
