import type { Answer } from '../http/answer.ts';
import type { GatewayState } from './gateway-state.ts';
import type { OpenGateway, Plan, Step } from './plan.ts';

/** How a request takes part in caching. */
export interface CacheUse {
  readonly key: string;
  readonly ttlSeconds: number;
}

/** Text and pictures are cached; sounds and other files are not. Nothing unless the gateway or the request's own key turns caching on. Streams are never cached. */
export function cacheUse(
  { catalogue, gateway }: Plan & { gateway: OpenGateway },
  step: Step,
): CacheUse | undefined {
  const { options, body, upstream, method } = step;
  const gatewayTtl = gateway.settings.cacheTtl ?? 0;
  const hasFile = Object.values(body)
    .flat()
    .some(value => value instanceof Blob);
  if (body.stream === true || options.skipCache || hasFile || (method !== undefined && method !== 'POST'))
    return undefined;
  if (options.cacheKey !== undefined)
    return {
      key: JSON.stringify([gateway.id, options.cacheKey]),
      ttlSeconds: options.cacheTtl ?? (gatewayTtl > 0 ? gatewayTtl : 300),
    };
  if (gatewayTtl <= 0) return undefined;
  // The API's own token does not identify the owner of an answer; a vendor's key does.
  const auth = catalogue ? [] : upstream.authHeaders.map(name => step.headers[name] ?? '');
  return {
    key: JSON.stringify([gateway.id, upstream.slug, step.path, step.model, auth.join(''), body]),
    ttlSeconds: options.cacheTtl ?? gatewayTtl,
  };
}

export function readCache(state: GatewayState, use: CacheUse): Answer | undefined {
  const found = state.cache.get(use.key);
  return found && found.expires > state.now() ? found.answer : undefined;
}

/** Only complete successful answers are kept. */
export function writeCache(state: GatewayState, use: CacheUse, answer: Answer): void {
  const kept = typeof answer.body === 'string' || answer.headers['content-type']?.startsWith('image/');
  if (answer.status !== 200 || !kept || answer.body instanceof ReadableStream) return;
  state.cache.set(use.key, { answer, expires: state.now() + use.ttlSeconds * 1000 });
}
