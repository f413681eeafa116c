import type { GatewayState } from '../gateway/gateway-state.ts';
import { countTokens } from './count-tokens.ts';
import { fnv1a } from './hash.ts';

/** A piece of a prompt in the order in which it is cached. */
export interface PromptBlock {
  /** What is counted. */
  readonly text: string;
  /** What must be the same for a hit, apart from the text: its role, for example. */
  readonly key: string;
  /** The prompt up to here is to be cached for so many seconds. */
  readonly ttlSeconds?: number;
}

/** Tokens of a prompt by how they were billed. */
export interface CacheUsage {
  readonly total: number;
  readonly read: number;
  /** Written for five minutes, and for longer. */
  readonly written: number;
  readonly writtenLong: number;
}

const mostEntries = 10_000;
export const shortLife = 300;

/** Reads the longest known prefix of a prompt, and caches it up to each mark. */
export function usePromptCache(
  state: GatewayState,
  scope: string,
  blocks: readonly PromptBlock[],
  leastTokens: number,
): CacheUsage {
  const prefixes = prefixesOf(scope, blocks);
  const total = prefixes.at(-1)?.tokens ?? 0;
  const marks = prefixes.filter(
    ({ ttlSeconds, tokens }) => ttlSeconds !== undefined && tokens >= leastTokens,
  );
  const end = marks.at(-1)?.tokens ?? 0;
  const now = state.now();
  const known = prefixes.filter(
    ({ key, tokens }) => tokens <= end && (state.promptCache.get(key) ?? 0) > now,
  );
  const read = known.at(-1)?.tokens ?? 0;
  let from = read;
  let written = 0;
  let writtenLong = 0;
  for (const { key, tokens, ttlSeconds = 0 } of marks) {
    if (ttlSeconds > shortLife) writtenLong += Math.max(0, tokens - from);
    else written += Math.max(0, tokens - from);
    from = Math.max(from, tokens);
    remember(state, key, now + ttlSeconds * 1000);
  }
  return { total, read, written, writtenLong };
}

interface Prefix {
  readonly key: string;
  readonly tokens: number;
  readonly ttlSeconds: number | undefined;
}

function prefixesOf(scope: string, blocks: readonly PromptBlock[]): Prefix[] {
  let hash = fnv1a(scope);
  let length = 0;
  let tokens = 0;
  return blocks.map(({ text, key, ttlSeconds }) => {
    hash = fnv1a(`${key}\n${text}\n`, hash);
    length += key.length + text.length;
    tokens += countTokens(text);
    return { key: `${hash}:${length}`, tokens, ttlSeconds };
  });
}

/** The oldest entries go first. */
function remember({ promptCache }: GatewayState, key: string, expires: number): void {
  promptCache.delete(key);
  promptCache.set(key, expires);
  const [oldest] = promptCache.keys();
  if (promptCache.size > mostEntries && oldest !== undefined) promptCache.delete(oldest);
}
