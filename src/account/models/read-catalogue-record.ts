import { isRecord } from '../../json-values.ts';
import type { CloudflareModelPrice } from './cloudflare-model.ts';
import { countOf, known, type ModelRecord, numberOf, textAt } from './model-record.ts';

/**
 * Names of prices, in US dollars per million tokens; of a price that grows with the prompt, the one for short
 * prompts. @see https://github.com/anomalyco/models.dev/blob/dev/packages/core/src/sync/providers/cloudflare-ai-gateway.ts (2026)
 */
const prices: Readonly<Record<Exclude<keyof CloudflareModelPrice, 'other'>, string>> = {
  inputPerMillionTokens: 'input_tokens',
  outputPerMillionTokens: 'output_tokens',
  cachedInputPerMillionTokens: 'input_cached_tokens',
  cacheWritePerMillionTokens: 'input_cache_creation_tokens',
};

const short = /^(?:short_context_|under_\d+k_per_1m_)?/;

/** A model of the catalogue: `{ model_id, task, context_length, provider_details: [{ pricing }] }`. */
export function readCatalogueRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? textAt(raw, 'model_id') : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const name = textAt(raw, 'name');
  return known({
    id,
    task: textAt(raw, 'task'),
    name: name === id ? undefined : name,
    description: textAt(raw, 'description'),
    contextWindow: countOf(raw.context_length),
    price: priceOf(raw.provider_details),
    raw,
  });
}

/** Where several providers sell a model, there is no one price. */
function priceOf(details: unknown): CloudflareModelPrice | undefined {
  const [detail, ...others] = Array.isArray(details) ? details.filter(isRecord) : [];
  if (detail === undefined || others.length > 0 || !isRecord(detail.pricing)) return undefined;
  const given = Object.fromEntries(
    Object.entries(detail.pricing)
      .reverse()
      .map(([key, value]) => [key.replace(short, ''), numberOf(value)]),
  );
  const price = known(Object.fromEntries(Object.entries(prices).map(([name, key]) => [name, given[key]])));
  return Object.keys(price).length > 0 ? price : undefined;
}
