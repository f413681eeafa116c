import { isRecord, type JSONRecord } from '../json-values.ts';
import type { AnswerFixes } from '../wire/profile.ts';

/** Token counts in the shape of no specification; absent where the upstream did not report them. */
export interface NeutralUsage {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
  readonly reasoning: number | undefined;
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number | undefined;
}

/** Reads usage wherever upstreams put it. A missing count is never 0. */
export function neutralUsage(
  sent: JSONRecord | undefined,
  { hiddenThoughts }: Pick<AnswerFixes, 'hiddenThoughts'> = {},
): NeutralUsage {
  // Cohere's own format nests its counts.
  const nested = [sent?.billed_units, sent?.tokens].filter(isRecord);
  const usage = nested.length === 0 ? sent : Object.assign({ ...sent }, ...nested);
  const details = usage?.prompt_tokens_details ?? usage?.input_tokens_details;
  const cacheRead = first(
    inside(details, 'cached_tokens'),
    usage?.cached_tokens,
    usage?.prompt_cache_hit_tokens,
    usage?.cache_read_input_tokens,
  );
  const cacheWrite = first(
    inside(details, 'cache_write_tokens'),
    inside(details, 'cache_creation_input_tokens'),
    usage?.cache_creation_input_tokens,
  );
  const told = first(
    inside(usage?.completion_tokens_details ?? usage?.output_tokens_details, 'reasoning_tokens'),
    usage?.reasoning_tokens,
  );
  const input = inputTokens(usage, cacheRead, cacheWrite);
  const shown = outputTokens(usage, first(usage?.prompt_tokens, input), told);
  const hidden = hiddenThoughts === true ? hiddenTokens(usage, shown) : 0;
  const output = hidden > 0 ? (shown ?? 0) + hidden : shown;
  const reasoning = hidden > 0 ? (told ?? 0) + hidden : told;
  const sum = input !== undefined && output !== undefined ? input + output : undefined;
  const reported = first(usage?.total_tokens);
  const total = reported !== undefined && sum !== undefined ? Math.max(reported, sum) : (reported ?? sum);
  return { input, output, total, reasoning, cacheRead, cacheWrite };
}

/** Anthropic's own format, and occasionally xAI, count cached tokens in addition to the input. */
function inputTokens(usage: JSONRecord | undefined, cacheRead = 0, cacheWrite = 0): number | undefined {
  const prompt = first(usage?.prompt_tokens);
  if (prompt !== undefined) return cacheRead > prompt ? prompt + cacheRead : prompt;
  const own = first(usage?.input_tokens);
  return own === undefined ? undefined : own + cacheRead + cacheWrite;
}

/** xAI counts reasoning in addition to the output, as the total shows; so do hosts that report more of it than output. */
function outputTokens(
  usage: JSONRecord | undefined,
  input: number | undefined,
  reasoning = 0,
): number | undefined {
  const output = first(usage?.completion_tokens, usage?.output_tokens);
  if (output === undefined || reasoning === 0) return output;
  const beside = first(usage?.total_tokens) === (input ?? 0) + output + reasoning;
  return beside || reasoning > output ? output + reasoning : output;
}

/** Gemini's OpenAI format leaves thoughts out of the output, and counts them in the total. */
function hiddenTokens(usage: JSONRecord | undefined, shown = 0): number {
  const total = first(usage?.total_tokens);
  const prompt = first(usage?.prompt_tokens);
  return total === undefined || prompt === undefined ? 0 : Math.max(0, total - prompt - shown);
}

function inside(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function first(...values: readonly unknown[]): number | undefined {
  return values.find((value): value is number => typeof value === 'number' && Number.isFinite(value));
}
