import { createLocalBinding } from './binding/create-local-binding.ts';
import { createState, resetState } from './gateway/gateway-state.ts';
import { handleRequest } from './handle-request.ts';
import { abortableFetch } from './http/abortable-fetch.ts';
import type { LocalGateway } from './local-gateway.ts';
import type { LocalGatewayOptions } from './local-gateway-options.ts';

/**
 * Creates a gateway with Cloudflare's REST API, the unified endpoint, provider-native paths and the universal endpoint,
 * backed by strict upstreams and a small deterministic model. It opens no socket and makes no network calls.
 *
 * @example
 * const gateway = createLocalGateway();
 * gateway.reply({ text: 'Hi there' });
 * const client = createClient({ fetch: gateway.fetch });
 */
export function createLocalGateway(options: LocalGatewayOptions = {}): LocalGateway {
  const state = createState(options);
  const handle = (request: Request): Promise<Response> => handleRequest(state, request);
  return {
    handle,
    fetch: abortableFetch(handle),
    binding: bindingOptions => createLocalBinding(handle, bindingOptions),
    requests: state.requests,
    upstreamRequests: state.upstreamRequests,
    logs: state.logs,
    reply: (reply, match = {}) => state.replies.add(reply, match),
    reset: () => resetState(state),
  };
}
