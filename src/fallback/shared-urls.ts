import { isPromise } from '../json-values.ts';
import type { UrlPatterns } from './leg.ts';

type MaybePromise = UrlPatterns | PromiseLike<UrlPatterns>;
type SharedUrls = Record<string, RegExp[]>;

/**
 * The URLs that all legs accept. The SDK downloads everything else, so that a file in the prompt suits every leg. A
 * promise if any leg's patterns are one.
 */
export function sharedUrls(all: readonly MaybePromise[]): SharedUrls | Promise<SharedUrls> {
  const known = all.filter(isKnown);
  if (known.length === all.length) return intersection(known);
  // A leg that fails to report its URLs accepts none.
  const settled = all.map(urls => Promise.resolve(urls).catch((): UrlPatterns => ({})));
  return Promise.all(settled).then(intersection);
}

function isKnown(urls: MaybePromise): urls is UrlPatterns {
  return !isPromise(urls);
}

/** The patterns of any leg that every leg accepts, for the same media type or a wider one. */
function intersection(all: readonly UrlPatterns[]): SharedUrls {
  const shared: SharedUrls = {};
  for (const [type, patterns] of all.flatMap(urls => Object.entries(urls))) {
    const both = patterns.filter(
      pattern => all.every(urls => accepts(urls, type, pattern)) && !accepts(shared, type, pattern),
    );
    if (both.length > 0) shared[type] = [...(shared[type] ?? []), ...both];
  }
  return shared;
}

function accepts(urls: UrlPatterns, type: string, pattern: RegExp): boolean {
  return Object.entries(urls).some(
    ([wider, patterns]) =>
      prefixOf(type).startsWith(prefixOf(wider)) && patterns.map(String).includes(String(pattern)),
  );
}

/** A media type as the SDK compares it: its prefix. */
function prefixOf(type: string): string {
  return type === '*/*' ? '' : type.toLowerCase().replace('*', '');
}
