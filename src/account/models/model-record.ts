import {
  type JSONRecord,
  numberOf,
  parseJSON,
  records,
  trimmed,
  withoutUndefined,
} from '../../json-values.ts';
import type {
  CloudflareModel,
  CloudflareModelFeature,
  CloudflareModelPrice,
  CloudflareModelSource,
  CloudflareTokenPrice,
} from './cloudflare-model.ts';

/** A model as one list reports it, with the id in that list's spelling. */
export type ModelRecord = Pick<CloudflareModel, 'id'> &
  ModelFacts & { readonly source: CloudflareModelSource; readonly raw: unknown };

/** What one list reports of a model. */
export type ModelFacts = Partial<
  Omit<CloudflareModel, 'id' | 'kind' | 'endpoints' | 'credential' | 'sources' | 'raw'>
>;

/** The same, with `undefined` for what is absent. */
export type ReadFacts = { readonly [NAME in keyof ModelFacts]: ModelFacts[NAME] | undefined };

/** A positive count, such as a number of tokens. */
function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count > 0 ? count : undefined;
}

/** Properties that stand for a feature, with the value `"true"`. @see https://developers.cloudflare.com/workers-ai/models/ */
const features: Readonly<Record<string, CloudflareModelFeature>> = {
  function_calling: 'tools',
  vision: 'vision',
  reasoning: 'reasoning',
  lora: 'lora',
  async_queue: 'batch',
};

/**
 * Names of prices, in US dollars per million tokens or per request: those of the catalogue, and the units of Workers AI,
 * such as `per M input tokens`, in its spelling. @see
 * https://github.com/anomalyco/models.dev/blob/dev/packages/core/src/sync/providers/cloudflare-ai-gateway.ts (2026)
 */
const prices: ReadonlyMap<string, keyof CloudflareTokenPrice | 'perRequest'> = new Map([
  ['input_tokens', 'inputPerMillionTokens'],
  ['output_tokens', 'outputPerMillionTokens'],
  ['cached_input_tokens', 'cachedInputPerMillionTokens'],
  ['input_cached_tokens', 'cachedInputPerMillionTokens'],
  ['input_cache_creation_tokens', 'cacheWritePerMillionTokens'],
  ['per_request', 'perRequest'],
]);

/** A price; `undefined` for one without a member. */
function priceOf(members: Readonly<Record<string, unknown>>): CloudflareModelPrice | undefined {
  const price = withoutUndefined(members);
  return Object.keys(price).length > 0 ? price : undefined;
}

/** A model of the Workers AI search, from REST or the binding: `{ name, task, properties }`. */
export function readSearchRecord({ task, description, properties: list }: JSONRecord): ReadFacts {
  const entries = records(list).map(({ property_id: name, value }) => [name, value]);
  const properties: JSONRecord = Object.fromEntries(entries);
  const isTrue = (name: string): boolean => String(properties[name]) === 'true';
  return {
    task: trimmed(Object(task).name),
    description: trimmed(description),
    contextWindow: countOf(properties.context_window),
    maxOutputTokens: countOf(properties.max_output_tokens),
    price: listPrice(properties.price),
    requiresPaidPlan: isTrue('require_workers_paid') || undefined,
    deprecatedOn: dayOf(properties.planned_deprecation_date),
    reasoningEfforts: effortsOf(properties.reasoning_effort),
    features: Object.entries(features).flatMap(([name, feature]) => (isTrue(name) ? feature : [])),
  };
}

function listPrice(list: unknown): CloudflareModelPrice | undefined {
  const price: Record<string, number> = {};
  const other: { usd: number; unit: string }[] = [];
  for (const entry of records(list)) {
    const usd = numberOf(entry.price);
    const unit = trimmed(entry.unit);
    if (usd === undefined || unit === undefined || (entry.currency ?? 'USD') !== 'USD') continue;
    const spelled = unit.replace(/^per M /i, '').replaceAll(' ', '_');
    const name = /^per /i.test(unit) ? prices.get(spelled.toLowerCase()) : undefined;
    if (name === undefined) other.push({ usd, unit });
    else price[name] = usd;
  }
  return priceOf({ ...price, other: other.length > 0 ? other : undefined });
}

/** `{ supported_efforts: ['low', 'high'] }`, also as JSON text. @see https://developers.cloudflare.com/workers-ai/models/ */
function effortsOf(value: unknown): readonly string[] | undefined {
  const { supported_efforts: efforts } = Object(typeof value === 'string' ? parseJSON(value) : value);
  return Array.isArray(efforts) ? efforts.map(String) : undefined;
}

/** `2026-05-30`, from a date or a timestamp: the day as written, whatever the local time zone. */
function dayOf(value: unknown): string | undefined {
  const [day = ''] = /^\d{4}-\d\d-\d\d/.exec(trimmed(value) ?? '') ?? [];
  return Number.isNaN(Date.parse(day)) ? undefined : day;
}

/** What precedes the names of prices that depend on the length of the input. */
const lengths = /^(?:short_context_|under_\d+k_per_1m_|(long)_context_|over_(\d+)k_per_1m_)?/;

/** A model of the catalogue: `{ model_id, task, context_length, provider_details: [{ pricing }] }`. */
export function readCatalogueRecord(raw: JSONRecord): ReadFacts {
  const name = trimmed(raw.name);
  const [detail, ...others] = records(raw.provider_details);
  return {
    task: trimmed(raw.task),
    name: name === trimmed(raw.model_id) ? undefined : name,
    description: trimmed(raw.description),
    contextWindow: countOf(raw.context_length),
    // A model sold by several providers has no single price.
    price: others.length > 0 ? undefined : tieredPrice(Object(detail?.pricing)),
  };
}

function tieredPrice(pricing: JSONRecord): CloudflareModelPrice | undefined {
  const base: Record<string, number> = {};
  const tiers = new Map<number, Record<string, number>>();
  for (const [key, value] of Object.entries(pricing)) {
    const [prefix = '', long, thousands] = lengths.exec(key) ?? [];
    const name = prices.get(key.slice(prefix.length));
    const usd = numberOf(value);
    if (name === undefined || usd === undefined) continue;
    const above = thousands ? Number(thousands) * 1000 : countOf(pricing.long_context_threshold_tokens);
    if (!long && !thousands) base[name] ??= usd;
    else if (above !== undefined) tiers.set(above, { ...tiers.get(above), [name]: usd });
  }
  const list = [...tiers].map(([aboveInputTokens, tier]) => ({ aboveInputTokens, ...tier }));
  return priceOf({ ...base, tiers: list.length > 0 ? list : undefined });
}

/** A model of the unified endpoint's list: `{ id, cost_in, cost_out }`, in US dollars per token. */
export function readGatewayRecord({ cost_in: input, cost_out: output }: JSONRecord): ReadFacts {
  return {
    price: priceOf({ inputPerMillionTokens: perMillion(input), outputPerMillionTokens: perMillion(output) }),
  };
}

/** Rounded, to drop the digits that floating-point multiplication adds. */
function perMillion(perToken: unknown): number | undefined {
  const usd = numberOf(perToken);
  return usd === undefined ? undefined : Number((usd * 1e6).toPrecision(10));
}
