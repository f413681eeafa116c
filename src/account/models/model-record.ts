import { isRecord, parseJSON, records, trimmed, withoutUndefined } from '../../json-values.ts';
import type {
  CloudflareModel,
  CloudflareModelFeature,
  CloudflareModelPrice,
  CloudflareTokenPrice,
} from './cloudflare-model.ts';

/** A model as one list reports it, with the id in that list's spelling. */
export type ModelRecord = Pick<CloudflareModel, 'id'> &
  Partial<Omit<CloudflareModel, 'id' | 'kind' | 'endpoints' | 'credential' | 'sources' | 'raw'>> & {
    readonly raw: unknown;
  };

/** A number, or a number in text: Workers AI writes its properties as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

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

/** Units of the price list, in US dollars. */
const units: ReadonlyMap<string, keyof CloudflareTokenPrice | 'perRequest'> = new Map([
  ['per m input tokens', 'inputPerMillionTokens'],
  ['per m output tokens', 'outputPerMillionTokens'],
  ['per m cached input tokens', 'cachedInputPerMillionTokens'],
  ['per request', 'perRequest'],
]);

/** A model of the Workers AI search, from REST or the binding: `{ name, task, properties }`. */
export function readSearchRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? trimmed(raw.name) : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const properties = propertiesOf(raw.properties);
  return withoutUndefined({
    id,
    task: isRecord(raw.task) ? trimmed(raw.task.name) : undefined,
    description: trimmed(raw.description),
    contextWindow: countOf(properties.context_window),
    maxOutputTokens: countOf(properties.max_output_tokens),
    price: listPrice(properties.price),
    requiresPaidPlan: String(properties.require_workers_paid) === 'true' ? true : undefined,
    deprecatedOn: dayOf(properties.planned_deprecation_date),
    reasoningEfforts: effortsOf(properties.reasoning_effort),
    features: Object.entries(features).flatMap(([name, feature]) =>
      String(properties[name]) === 'true' ? [feature] : [],
    ),
    raw,
  });
}

function propertiesOf(list: unknown): Readonly<Record<string, unknown>> {
  const entries = records(list);
  return Object.fromEntries(entries.map(({ property_id: name, value }) => [String(name), value]));
}

function listPrice(list: unknown): CloudflareModelPrice | undefined {
  const price: Record<string, number> = {};
  const other: { usd: number; unit: string }[] = [];
  for (const entry of records(list)) {
    const usd = numberOf(entry.price);
    const unit = trimmed(entry.unit);
    if (usd === undefined || unit === undefined || (entry.currency ?? 'USD') !== 'USD') continue;
    const name = units.get(unit.toLowerCase());
    if (name === undefined) other.push({ usd, unit });
    else price[name] = usd;
  }
  const all = { ...price, ...(other.length > 0 && { other }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** `{ supported_efforts: ['low', 'high'] }`, also as JSON text. @see https://developers.cloudflare.com/workers-ai/models/ */
function effortsOf(value: unknown): readonly string[] | undefined {
  const property = typeof value === 'string' ? parseJSON(value) : value;
  const efforts = isRecord(property) ? property.supported_efforts : undefined;
  return Array.isArray(efforts) ? efforts.map(String) : undefined;
}

/** `2026-05-30`, from a date or a timestamp: the day as written, whatever the local time zone. */
function dayOf(value: unknown): string | undefined {
  const day = typeof value === 'string' ? value.trim().slice(0, 10) : '';
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

/**
 * Names of prices, in US dollars per million tokens or per request. @see
 * https://github.com/anomalyco/models.dev/blob/dev/packages/core/src/sync/providers/cloudflare-ai-gateway.ts (2026)
 */
const prices: ReadonlyMap<string, keyof CloudflareTokenPrice | 'perRequest'> = new Map([
  ['input_tokens', 'inputPerMillionTokens'],
  ['output_tokens', 'outputPerMillionTokens'],
  ['input_cached_tokens', 'cachedInputPerMillionTokens'],
  ['input_cache_creation_tokens', 'cacheWritePerMillionTokens'],
  ['per_request', 'perRequest'],
]);

/** What precedes the names of prices that depend on the length of the input. */
const lengths = /^(?:short_context_|under_\d+k_per_1m_|(long)_context_|over_(\d+)k_per_1m_)?/;

/** A model of the catalogue: `{ model_id, task, context_length, provider_details: [{ pricing }] }`. */
export function readCatalogueRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? trimmed(raw.model_id) : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const name = trimmed(raw.name);
  return withoutUndefined({
    id,
    task: trimmed(raw.task),
    name: name === id ? undefined : name,
    description: trimmed(raw.description),
    contextWindow: countOf(raw.context_length),
    price: priceOf(raw.provider_details),
    raw,
  });
}

/** A model sold by several providers has no single price. */
function priceOf(details: unknown): CloudflareModelPrice | undefined {
  const [detail, ...others] = records(details);
  if (detail === undefined || others.length > 0 || !isRecord(detail.pricing)) return undefined;
  const { pricing } = detail;
  const base: Record<string, number> = {};
  const tiers = new Map<number, Record<string, number>>();
  for (const [key, value] of Object.entries(pricing)) {
    const [prefix = '', long, thousands] = lengths.exec(key) ?? [];
    const name = prices.get(key.slice(prefix.length));
    const usd = numberOf(value);
    if (name === undefined || usd === undefined) continue;
    if (long === undefined && thousands === undefined) {
      base[name] ??= usd;
      continue;
    }
    const above = thousands ? Number(thousands) * 1000 : countOf(pricing.long_context_threshold_tokens);
    if (above === undefined) continue;
    tiers.set(above, { ...tiers.get(above), [name]: usd });
  }
  const list = [...tiers].map(([aboveInputTokens, tier]) => ({ aboveInputTokens, ...tier }));
  const price = { ...base, ...(list.length > 0 && { tiers: list }) };
  return Object.keys(price).length > 0 ? price : undefined;
}

/** A model of the unified endpoint's list: `{ id, cost_in, cost_out }`, in US dollars per token. */
export function readGatewayRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? trimmed(raw.id) : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const price = withoutUndefined({
    inputPerMillionTokens: perMillion(raw.cost_in),
    outputPerMillionTokens: perMillion(raw.cost_out),
  });
  return withoutUndefined({ id, price: Object.keys(price).length > 0 ? price : undefined, raw });
}

/** Rounded, to drop the digits that floating-point multiplication adds. */
function perMillion(perToken: unknown): number | undefined {
  const usd = numberOf(perToken);
  return usd === undefined ? undefined : Number((usd * 1e6).toPrecision(10));
}
