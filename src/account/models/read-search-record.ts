import { isRecord } from '../../json-values.ts';
import type { CloudflareModelFeature, CloudflareModelPrice } from './cloudflare-model.ts';
import { countOf, known, type ModelRecord, numberOf, textAt } from './model-record.ts';

/** Properties that name a feature; they say `"true"`. @see https://developers.cloudflare.com/workers-ai/models/ */
const features: Readonly<Record<string, CloudflareModelFeature>> = {
  function_calling: 'tools',
  vision: 'vision',
  reasoning: 'reasoning',
  lora: 'lora',
  async_queue: 'batch',
};

/** Units of the price list, in US dollars. */
const units: ReadonlyMap<string, Exclude<keyof CloudflareModelPrice, 'other'>> = new Map([
  ['per m input tokens', 'inputPerMillionTokens'],
  ['per m output tokens', 'outputPerMillionTokens'],
  ['per m cached input tokens', 'cachedInputPerMillionTokens'],
]);

/** A model of the Workers AI search, over REST and from the binding alike: `{ name, task, properties }`. */
export function readSearchRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? textAt(raw, 'name') : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const properties = propertiesOf(raw.properties);
  return known({
    id,
    task: isRecord(raw.task) ? textAt(raw.task, 'name') : undefined,
    description: textAt(raw, 'description'),
    contextWindow: countOf(properties.context_window),
    maxOutputTokens: countOf(properties.max_output_tokens),
    price: priceOf(properties.price),
    deprecatedOn: dayOf(properties.planned_deprecation_date),
    features: Object.entries(features).flatMap(([name, feature]) =>
      String(properties[name]) === 'true' ? [feature] : [],
    ),
    raw,
  });
}

function propertiesOf(list: unknown): Readonly<Record<string, unknown>> {
  const entries = Array.isArray(list) ? list.filter(isRecord) : [];
  return Object.fromEntries(entries.map(({ property_id: name, value }) => [String(name), value]));
}

function priceOf(list: unknown): CloudflareModelPrice | undefined {
  const price: Record<string, number> = {};
  const other: { usd: number; unit: string }[] = [];
  for (const entry of Array.isArray(list) ? list.filter(isRecord) : []) {
    const usd = numberOf(entry.price);
    const unit = textAt(entry, 'unit');
    if (usd === undefined || unit === undefined || (entry.currency ?? 'USD') !== 'USD') continue;
    const name = units.get(unit.toLowerCase());
    if (name === undefined) other.push({ usd, unit });
    else price[name] = usd;
  }
  const all = { ...price, ...(other.length > 0 && { other }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** `2026-05-30`, from that or from a whole timestamp: the day as it is written, in whatever time zone this runs. */
function dayOf(value: unknown): string | undefined {
  const day = typeof value === 'string' ? value.trim().slice(0, 10) : '';
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
}
