import type { HintedFailure } from '../gateway/errors/error-context.ts';
import { nearest } from '../settings/nearest.ts';
import { knownPrefixes, knownUpstream } from '../upstreams/registry.ts';

/** How many ids a hint names. */
const MOST = 3;

/** The same id under the name of an upstream that a prefix nobody knows is close to. */
function otherPrefix(modelId: string): readonly string[] {
  const [prefix = '', ...rest] = modelId.split('/');
  if (knownUpstream(prefix) !== undefined || prefix.startsWith('@')) return [];
  const near = nearest(prefix, knownPrefixes);
  return near === undefined ? [] : [[near, ...rest].join('/')];
}

/** The hint of a failed call; of a model that nobody knows, with the nearest ids of a list at hand, or upstream. */
export function suggestModels(
  { kind, hint }: HintedFailure,
  modelId: string,
  known: readonly string[],
): string | undefined {
  if (kind !== 'model-not-found' && kind !== 'invalid-provider') return hint;
  if (known.includes(modelId)) return hint;
  let rest = [...known, ...otherPrefix(modelId)];
  const close: string[] = [];
  while (close.length < MOST) {
    const id = nearest(modelId, rest);
    if (id === undefined) break;
    close.push(`'${id}'`);
    rest = rest.filter(other => other !== id);
  }
  if (close.length === 0) return hint;
  const last = close.pop();
  const words = close.length === 0 ? last : `${close.join(', ')} or ${last}`;
  return [hint, `Did you mean ${words}?`].filter(Boolean).join(' ');
}
