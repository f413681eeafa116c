import { type CloudflareProviderMetadata, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import type { ChatFailure } from './chat-failure.ts';
import { type Subject, describeFailure } from './describe-failure.ts';
import { logHeader } from './pictures.ts';

interface Media {
  readonly uint8Array: Uint8Array;
  readonly mediaType: string;
}

type Result = Parameters<typeof getCloudflareMetadata>[0];

/** A picture or a sound as the body of a response, with the log id of its call in a header. */
export function mediaResponse({ uint8Array, mediaType }: Media, result: Result): Response {
  const { logId }: CloudflareProviderMetadata = getCloudflareMetadata(result) ?? {};
  const headers = { 'content-type': mediaType, 'cache-control': 'no-store' };
  return new Response(Uint8Array.from(uint8Array), {
    headers: logId === undefined ? headers : { ...headers, [logHeader]: logId },
  });
}

/** What went wrong, in words for visitors. */
export function mediaFailure(error: unknown, subject: Subject): Response {
  return new Response(describeFailure(error, subject), { status: 502 });
}

export function invalidRequest(): Response {
  const failure: ChatFailure = {
    title: 'The request is invalid.',
    hint: 'Reload the page and try again.',
    retryable: false,
  };
  return Response.json(failure, { status: 400 });
}
