import { logHeader } from './pictures.ts';

/** A picture or a sound in this tab. */
export interface FetchedMedia {
  /** To be revoked when it is no longer shown. */
  readonly url: string;
  readonly bytes: number;
  readonly type: string;
  readonly logId: string | undefined;
}

/** @throws Error whose message is what the route said */
export async function fetchMedia(route: string, body: object, signal: AbortSignal): Promise<FetchedMedia> {
  const response = await fetch(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error(await response.text());
  const blob = await response.blob();
  const logId = response.headers.get(logHeader) ?? undefined;
  return { url: URL.createObjectURL(blob), bytes: blob.size, type: blob.type, logId };
}
