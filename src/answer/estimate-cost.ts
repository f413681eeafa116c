import type { CloudflareModelPrice, CloudflareTokenPrice } from '../account/models/cloudflare-model.ts';
import {
  type CloudflareProviderMetadata,
  getCloudflareMetadata,
  type WithProviderMetadata,
} from '../gateway/metadata/provider-metadata.ts';
import { isPromise, isRecord } from '../json-values.ts';
import { neutralUsage } from './usage.ts';

/** A result, or a step of one, as far as its cost depends on it. */
export interface CostedResult extends WithProviderMetadata {
  /** Token counts, in the form of any major of the AI SDK. */
  readonly usage?: unknown;
  /** The steps of a call with tools: each is a request, and the cost is their sum. */
  readonly steps?: readonly CostedResult[] | undefined;
}

/** The result of a stream, whose parts come with its end. */
export interface LaterCostedResult {
  readonly usage: PromiseLike<unknown>;
  readonly providerMetadata: PromiseLike<WithProviderMetadata['providerMetadata']>;
  readonly steps?: PromiseLike<readonly CostedResult[]>;
}

/**
 * What a call cost, as the gateway's log estimates it: by the prices of the model, or by the call's own `customCost`.
 * @param result a result of `generateText`, `generateObject`, `embed` or of a model, a step, or a `finish` part; that of
 * `streamText` or `streamObject` gives a promise
 * @param price the `price` of a listed model, or one in its form
 * @returns US dollars; 0 where the gateway's cache answered; `undefined` where counts or prices are unknown
 * @example estimateCost(result, { inputPerMillionTokens: 2.5, outputPerMillionTokens: 10 })
 */
export function estimateCost(
  result: CostedResult,
  price: CloudflareModelPrice | undefined,
): number | undefined;
export function estimateCost(
  result: LaterCostedResult,
  price: CloudflareModelPrice | undefined,
): Promise<number | undefined>;
export function estimateCost(
  result: CostedResult | LaterCostedResult,
  price: CloudflareModelPrice | undefined,
): number | undefined | Promise<number | undefined> {
  const { usage, providerMetadata, steps } = result;
  if (isPromise(usage))
    return Promise.all([usage, providerMetadata, steps]).then(([later, metadata, all]) =>
      costOf({ usage: later, providerMetadata: metadata, steps: all }, price),
    );
  return costOf(result as CostedResult, price);
}

function costOf(result: CostedResult, price: CloudflareModelPrice | undefined): number | undefined {
  const { steps = [] } = result;
  if (steps.length === 0) return requestCost(result, price);
  return steps.reduce<number | undefined>((sum, step) => {
    const cost = requestCost(step, price);
    return sum === undefined || cost === undefined ? undefined : sum + cost;
  }, 0);
}

function requestCost(result: CostedResult, price: CloudflareModelPrice | undefined): number | undefined {
  const metadata = getCloudflareMetadata(result) ?? {};
  if (metadata.cacheStatus === 'HIT') return 0;
  const { customCost } = metadata;
  if (customCost?.total !== undefined) return customCost.total;
  const counts = countsOf(result.usage, metadata);
  if (customCost === undefined) return price && listCost(counts, price);
  const { perTokenIn = 0, perTokenOut = 0, perCacheReadToken, perCacheWriteToken } = customCost;
  return tokenCost(counts, [perTokenIn, perTokenOut, perCacheReadToken, perCacheWriteToken]);
}

/** Tokens of a request; the input includes what was read from a prompt cache and written to it. */
interface Counts {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly read: number;
  readonly written: number;
}

/** What the upstream sent tells cached tokens apart in every major; the result knows what it does not tell. */
function countsOf(usage: unknown, { usage: sent }: CloudflareProviderMetadata): Counts {
  const raw = neutralUsage(sent);
  const result = isRecord(usage) ? usage : {};
  const [input, output] = [result.inputTokens, result.outputTokens].map(countIn);
  const details = isRecord(result.inputTokens) ? result.inputTokens : result.inputTokenDetails;
  const { cacheRead, cacheReadTokens, cacheWrite, cacheWriteTokens }: Record<string, unknown> =
    Object(details);
  return {
    input: raw.input ?? input ?? countIn(result.tokens),
    // Some leave hidden thoughts out of what they send.
    output: raw.output === undefined ? output : Math.max(raw.output, output ?? 0),
    read: raw.cacheRead ?? firstOf(cacheRead, cacheReadTokens, result.cachedInputTokens),
    written: raw.cacheWrite ?? firstOf(cacheWrite, cacheWriteTokens),
  };
}

function countIn(value: unknown): number | undefined {
  const count = isRecord(value) ? value.total : value;
  return typeof count === 'number' ? count : undefined;
}

function firstOf(...values: readonly unknown[]): number {
  return values.map(countIn).find(value => value !== undefined) ?? 0;
}

function listCost(counts: Counts, price: CloudflareModelPrice): number | undefined {
  const { perRequest, tiers = [] } = price;
  const tier = tiers
    .filter(({ aboveInputTokens }) => (counts.input ?? 0) > aboveInputTokens)
    .sort((a, b) => b.aboveInputTokens - a.aboveInputTokens)[0];
  const prices: CloudflareTokenPrice = { ...price, ...tier };
  const perToken = [
    prices.inputPerMillionTokens,
    prices.outputPerMillionTokens,
    prices.cachedInputPerMillionTokens,
    prices.cacheWritePerMillionTokens,
  ].map(usd => usd && usd / 1e6);
  const byTokens = perToken.some(usd => usd !== undefined);
  if (!byTokens) return perRequest;
  const cost = tokenCost(counts, perToken);
  return cost && cost + (perRequest ?? 0);
}

/** Cached tokens without a price of their own cost what others do. */
function tokenCost(
  { input, output, read, written }: Counts,
  [perIn, perOut, perRead = perIn, perWritten = perIn]: readonly (number | undefined)[],
): number | undefined {
  if (input === undefined) return undefined;
  const parts = [
    [input - read - written, perIn],
    [output ?? 0, perOut],
    [read, perRead],
    [written, perWritten],
  ] as const;
  return parts.reduce<number | undefined>((sum, [count, usd]) => {
    if (count === 0 || sum === undefined) return sum;
    return usd === undefined ? undefined : sum + count * usd;
  }, 0);
}
