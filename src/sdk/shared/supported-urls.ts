import type { UpstreamProfile } from '../../wire/profile.ts';

/** URLs that a model fetches by itself, as a copy that callers may change. */
export function supportedUrlsOf({ supportedUrls }: UpstreamProfile): Record<string, RegExp[]> {
  return Object.fromEntries(
    Object.entries(supportedUrls ?? {}).map(([type, patterns]) => [type, [...patterns]]),
  );
}
