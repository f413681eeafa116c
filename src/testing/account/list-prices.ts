import { compatModels } from '../endpoints/compat-models.ts';
import { asNumber, asString, type JsonObject, member, objects } from '../http/json.ts';
import { catalogueModels } from './catalogue-models.ts';
import { workersAIModels } from './search-models.ts';

/** US dollars per token. */
export interface ListPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
}

/** The price in the lists of this gateway, in their order of detail. */
export function listPriceOf(model: string, inputTokens: number): ListPrice | undefined {
  const name = nameOf(model);
  const found = <ROW extends JsonObject>(rows: readonly ROW[], key: string): ROW | undefined =>
    rows.find(row => nameOf(asString(row[key]) ?? '') === name);
  return (
    fromSearch(found(objects(workersAIModels), 'name')) ??
    fromCatalogue(found(objects(catalogueModels), 'model_id'), inputTokens) ??
    fromCompat(found(objects(listOf(compatModels)), 'id'))
  );
}

function listOf(list: unknown): unknown {
  return Reflect.get(Object(list), 'data');
}

/** The last part of an id, in one spelling of its version. */
function nameOf(id: string): string {
  return (id.split('/').at(-1) ?? '').toLowerCase().replaceAll('.', '-');
}

function fromSearch(row: JsonObject | undefined): ListPrice | undefined {
  const prices = objects(objects(row?.properties).find(({ property_id }) => property_id === 'price')?.value);
  const perMillion = (unit: string): number | undefined =>
    asNumber(prices.find(price => price.unit === unit)?.price);
  return priceOf(perMillion('per M input tokens'), perMillion('per M output tokens'));
}

function fromCatalogue(row: JsonObject | undefined, inputTokens: number): ListPrice | undefined {
  const pricing = member(objects(row?.provider_details)[0], 'pricing');
  const tier = inputTokens > 200_000 ? 'over_200k_per_1m_' : 'under_200k_per_1m_';
  const perMillion = (name: string): number | undefined => asNumber(pricing[name] ?? pricing[tier + name]);
  return priceOf(
    perMillion('input_tokens'),
    perMillion('output_tokens'),
    perMillion('input_cached_tokens'),
    perMillion('input_cache_creation_tokens'),
  );
}

function fromCompat(row: JsonObject | undefined): ListPrice | undefined {
  const [input, output] = [row?.cost_in, row?.cost_out].map(asNumber);
  return input === undefined || output === undefined ? undefined : { input, output };
}

function priceOf(input?: number, output?: number, read?: number, write?: number): ListPrice | undefined {
  if (input === undefined) return undefined;
  const perToken = (usd: number | undefined): number | undefined => usd && usd / 1e6;
  return {
    input: input / 1e6,
    output: (output ?? 0) / 1e6,
    cacheRead: perToken(read),
    cacheWrite: perToken(write),
  };
}
