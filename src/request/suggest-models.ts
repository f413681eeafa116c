import type { HintedFailure } from '../gateway/errors/exchange.ts';
import { inWords } from '../settings/in-words.ts';
import { nearest } from '../settings/nearest.ts';
import { knownPrefixes, knownUpstream } from '../upstreams/registry.ts';

/** How many ids a hint names. */
const maxSuggestions = 3;

/** The same id with the known upstream that an unknown prefix resembles. */
function otherPrefix(modelId: string): readonly string[] {
  const [prefix = '', ...rest] = modelId.split('/');
  if (knownUpstream(prefix) !== undefined || prefix.startsWith('@')) return [];
  const near = nearest(prefix, knownPrefixes);
  return near === undefined ? [] : [[near, ...rest].join('/')];
}

/** The hint of a failed call; for an unknown model, with the nearest known ids or upstream. */
export function suggestModels(
  { kind, hint }: HintedFailure,
  modelId: string,
  known: readonly string[],
): string | undefined {
  if (kind !== 'model-not-found' && kind !== 'invalid-provider') return hint;
  if (known.includes(modelId)) return hint;
  let rest = [...known, ...otherPrefix(modelId)];
  const close: string[] = [];
  while (close.length < maxSuggestions) {
    const id = nearest(modelId, rest);
    if (id === undefined) break;
    close.push(`'${id}'`);
    rest = rest.filter(other => other !== id);
  }
  return [hint, close.length > 0 && `Did you mean ${inWords(close)}?`].filter(Boolean).join(' ') || undefined;
}
