/** Patterns of URLs that a model fetches itself, by media type. */
export type UrlPatterns = Readonly<Record<string, readonly RegExp[]>>;

type MaybePromise = UrlPatterns | PromiseLike<UrlPatterns>;
type SharedUrls = Record<string, RegExp[]>;

/**
 * The URLs that all legs take; the SDK downloads everything else, and a file in the prompt suits every leg. A promise
 * where a leg's are one.
 */
export function sharedUrls(all: readonly MaybePromise[]): SharedUrls | Promise<SharedUrls> {
  const known = all.filter(isKnown);
  if (known.length === all.length) return intersection(known);
  // Of a leg that cannot tell, nothing is assumed.
  const settled = all.map(urls => Promise.resolve(urls).catch((): UrlPatterns => ({})));
  return Promise.all(settled).then(intersection);
}

function isKnown(urls: MaybePromise): urls is UrlPatterns {
  return typeof urls.then !== 'function';
}

function intersection([first = {}, ...others]: readonly UrlPatterns[]): SharedUrls {
  const start = Object.fromEntries(Object.entries(first).map(([type, patterns]) => [type, [...patterns]]));
  return others.reduce(intersect, start);
}

/** Of two media types the narrower one, and of patterns those that stand in both. */
function intersect(left: SharedUrls, right: UrlPatterns): SharedUrls {
  const shared: SharedUrls = {};
  for (const [leftType, patterns] of Object.entries(left)) {
    for (const [rightType, others] of Object.entries(right)) {
      const type = narrower(leftType, rightType);
      const both = patterns.filter(pattern => others.some(other => String(other) === String(pattern)));
      if (type !== undefined && both.length > 0) shared[type] = [...(shared[type] ?? []), ...both];
    }
  }
  return shared;
}

function narrower(left: string, right: string): string | undefined {
  if (prefixOf(left).startsWith(prefixOf(right))) return left;
  return prefixOf(right).startsWith(prefixOf(left)) ? right : undefined;
}

/** A media type as the SDK compares it: what it begins with. */
function prefixOf(type: string): string {
  return type === '*/*' ? '' : type.toLowerCase().replace('*', '');
}
