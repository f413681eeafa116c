/** Token counts in no specification's own shape; absent means that the upstream did not say. */
export interface NeutralUsage {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
  readonly reasoning: number | undefined;
  readonly cacheRead: number | undefined;
}

type Loose = Readonly<Record<string, unknown>>;

/** Reads usage wherever upstreams put its numbers; what is missing stays missing and never becomes 0. */
export function neutralUsage(usage: Loose | undefined): NeutralUsage {
  const input = count(usage?.prompt_tokens ?? usage?.input_tokens);
  const output = count(usage?.completion_tokens ?? usage?.output_tokens);
  const sum = input !== undefined && output !== undefined ? input + output : undefined;
  return {
    input,
    output,
    total: count(usage?.total_tokens) ?? sum,
    reasoning: count(nested(usage, 'completion_tokens_details', 'reasoning_tokens')),
    cacheRead: count(
      nested(usage, 'prompt_tokens_details', 'cached_tokens') ??
        usage?.cached_tokens ??
        usage?.prompt_cache_hit_tokens,
    ),
  };
}

function nested(usage: Loose | undefined, key: string, inner: string): unknown {
  const details = usage?.[key];
  return typeof details === 'object' && details !== null ? (details as Loose)[inner] : undefined;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
