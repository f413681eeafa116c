import type { LocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { readGatewayMetadata } from '../../gateway/metadata/read-metadata.ts';

/** One request, recorded when its response is complete. */
export interface SeenRequest {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly model?: string;
  readonly status: number;
  /** As the gateway reports it: `HIT`, `MISS`. */
  readonly cache?: string;
  /** Until the last byte, in milliseconds. */
  readonly ms: number;
  /** The client disconnected before the end. */
  readonly aborted?: true;
}

/** The same gateway, reporting each request when its response ends. */
export function watchRequests(gateway: LocalGateway, seen: (request: SeenRequest) => void): LocalGateway {
  return {
    ...gateway,
    handle: async request => {
      const started = performance.now();
      const model = modelIn(await request.clone().text());
      const response = await gateway.handle(request);
      const { cacheStatus } = readGatewayMetadata(name => response.headers.get(name));
      const end = (aborted: boolean): void =>
        seen({
          time: new Date().toISOString(),
          method: request.method,
          path: new URL(request.url).pathname,
          ...(model !== undefined && { model }),
          status: response.status,
          ...(cacheStatus !== undefined && { cache: cacheStatus }),
          ms: Math.round(performance.now() - started),
          ...(aborted && { aborted }),
        });
      return withEnd(response, end);
    },
  };
}

/** The model of a request; for a universal request, that of its first step. */
function modelIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(body) ? Reflect.get(Object(body[0]), 'query') : body;
    const model: unknown = Reflect.get(Object(first), 'model');
    return typeof model === 'string' ? model : undefined;
  } catch {
    return undefined;
  }
}

function withEnd(response: Response, seen: (aborted: boolean) => void): Response {
  let ended = false;
  const end = (aborted: boolean): void => {
    if (!ended) seen(aborted);
    ended = true;
  };
  if (response.body === null) {
    end(false);
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        // The client disconnected meanwhile: `cancel` has reported it, and the stream is closed.
        if (ended) return;
        if (!done) return controller.enqueue(value);
        end(false);
        controller.close();
      } catch (error) {
        end(true);
        controller.error(error);
      }
    },
    cancel(reason) {
      end(true);
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
