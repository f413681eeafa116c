import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { bindingFailure } from '../gateway/errors/binding-failure.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { CloudflareBinding } from '../settings/cloudflare-binding.ts';
import type { AccountRequest } from './account-request.ts';

/**
 * The binding as a `fetch` for one request: what the binding returns becomes the `result` of an envelope, and what it
 * throws becomes a failure envelope. The only status it reveals is 404 (workerd 1.20260426.1, 2026-04).
 */
export function bindingFetcher(
  binding: CloudflareBinding,
  { bound, path }: AccountRequest,
): typeof globalThis.fetch {
  return async () => {
    const work = bound?.(binding);
    if (work === undefined) throw markClientError(noMethod(path));
    try {
      return envelope({ success: true, result: (await work) ?? null }, 200);
    } catch (error) {
      // By its members: it may come from another realm.
      const { name, message } = Object(error);
      // Through another Worker, the error's name survives in the message at most.
      const missing = name === 'AiGatewayLogNotFound' || /log ?not ?found/i.test(message);
      const failure = missing ? undefined : bindingFailure(error);
      if (failure === undefined && typeof message !== 'string') throw error;
      return failure ?? envelope({ success: false, errors: [{ message }] }, missing ? 404 : 500);
    }
  };
}

function envelope(body: object, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

function noMethod(what: string): Error {
  return new UnsupportedFunctionalityError({
    functionality: what,
    message: `This Worker's binding has no method for ${what}: update the runtime, or use accountId and apiToken.`,
  });
}
