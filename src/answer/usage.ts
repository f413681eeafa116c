import type { JSONRecord } from '../json-values.ts';
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
  const counts = countsOf(sent ?? {});
  const first = (...names: readonly string[]): number | undefined =>
    names
      .map(name => Number.parseFloat(String(counts[name])))
      .find(count => count >= 0 && Number.isFinite(count));
  const cacheRead = first('cached_tokens', 'prompt_cache_hit_tokens', 'cache_read_input_tokens');
  const cacheWrite = first('cache_write_tokens', 'cache_creation_input_tokens');
  const thoughts = first('reasoning_tokens');
  const total = first('total_tokens');
  const prompt = first('prompt_tokens');
  const input = inputTokens(prompt, first('input_tokens'), cacheRead, cacheWrite);
  const spoken = first('completion_tokens', 'output_tokens');
  // xAI counts reasoning in addition to the output, as the total shows; so do hosts that report more of it than output.
  const beside =
    spoken !== undefined &&
    thoughts !== undefined &&
    (thoughts > spoken || total === (prompt ?? input ?? 0) + spoken + thoughts);
  const shown = beside ? spoken + thoughts : spoken;
  // Gemini's OpenAI format leaves thoughts out of the output, and counts them in the total.
  const hidden =
    hiddenThoughts && total && prompt !== undefined ? Math.max(0, total - prompt - (shown ?? 0)) : 0;
  const output = hidden > 0 ? (shown ?? 0) + hidden : shown;
  const sum = input !== undefined && output !== undefined ? input + output : undefined;
  return {
    input,
    output,
    total: total !== undefined && sum !== undefined ? Math.max(total, sum) : (total ?? sum),
    reasoning: hidden > 0 ? (thoughts ?? 0) + hidden : thoughts,
    cacheRead,
    cacheWrite,
  };
}

/** Details and, in Cohere's own format, all counts are nested. */
function countsOf(sent: JSONRecord): JSONRecord {
  const { billed_units, tokens } = sent;
  const input = sent.prompt_tokens_details ?? sent.input_tokens_details;
  const output = sent.completion_tokens_details ?? sent.output_tokens_details;
  const counts = [sent, billed_units, tokens, input, output].flatMap(part => Object.entries(Object(part)));
  // A detail that is null replaces no count.
  return Object.fromEntries(counts.filter(([, count]) => count !== null));
}

/** Anthropic's own format, and occasionally xAI, count cached tokens in addition to the input. */
function inputTokens(
  prompt: number | undefined,
  own: number | undefined,
  cacheRead = 0,
  cacheWrite = 0,
): number | undefined {
  const cached = cacheRead + cacheWrite;
  if (prompt !== undefined) return cached > prompt ? prompt + cached : prompt;
  return own === undefined ? undefined : own + cached;
}
