import { type ListPrice, listPriceOf } from '../account/list-prices.ts';
import { asNumber, type JsonObject, member } from '../http/json.ts';

/** US dollars per token, as a call states them for its log. */
export interface CustomCost {
  readonly perTokenIn: number;
  readonly perTokenOut: number;
  readonly perCacheReadToken?: number | undefined;
  readonly perCacheWriteToken?: number | undefined;
  /** In place of all others. */
  readonly total?: number | undefined;
}

/** Dollars per token of models that no list of this gateway names. */
const unlisted: ListPrice = { input: 0.000001, output: 0.000004 };

/** Tokens that a call is billed for. Cached ones are part of the input, even if a dialect counts them separately. */
export interface BilledTokens {
  readonly input: number;
  readonly output: number;
  /** The output without hidden thoughts, as the log counts it. */
  readonly shown: number;
  readonly read: number;
  readonly written: number;
}

export function billedTokens(usage: JsonObject): BilledTokens {
  const details = { ...member(usage, 'prompt_tokens_details'), ...member(usage, 'input_tokens_details') };
  const read =
    firstOf(details.cached_tokens, usage.prompt_cache_hit_tokens, usage.cache_read_input_tokens) ?? 0;
  const written = firstOf(usage.cache_creation_input_tokens) ?? 0;
  const prompt = firstOf(usage.prompt_tokens, usage.promptTokenCount);
  // Anthropic counts cached tokens separately from the input; OpenAI's Responses reports them as details.
  const beside = 'input_tokens_details' in usage ? 0 : read + written;
  const input = prompt ?? (firstOf(usage.input_tokens) ?? 0) + beside;
  const shown = firstOf(usage.completion_tokens, usage.output_tokens, usage.candidatesTokenCount) ?? 0;
  const total = firstOf(usage.total_tokens, usage.totalTokenCount) ?? 0;
  // Hidden thoughts are in the total only.
  return { input, output: Math.max(shown, total - input), shown, read, written };
}

/** What a call costs by its own price, or by the one in this gateway's lists. */
export function callCost(tokens: BilledTokens, model: string, custom: CustomCost | undefined): number {
  if (custom?.total !== undefined) return custom.total;
  const {
    input,
    output,
    cacheRead = input,
    cacheWrite = input,
  } = custom === undefined
    ? (listPriceOf(model, tokens.input) ?? unlisted)
    : {
        input: custom.perTokenIn,
        output: custom.perTokenOut,
        cacheRead: custom.perCacheReadToken,
        cacheWrite: custom.perCacheWriteToken,
      };
  const { read, written } = tokens;
  return (
    (tokens.input - read - written) * input + tokens.output * output + read * cacheRead + written * cacheWrite
  );
}

function firstOf(...values: readonly unknown[]): number | undefined {
  return values.map(asNumber).find(value => value !== undefined);
}
