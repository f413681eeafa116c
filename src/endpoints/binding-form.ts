import type { ModelKind, Upstream } from '../upstreams/upstream.ts';

/**
 * The two calls of the binding: `run` of the binding itself, for Workers AI and what only the catalogue has, and
 * `run` of a gateway, which hands a request on to the vendor as the gateway host does.
 * @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/
 */
export type BindingForm = 'run' | 'gateway';

/** The forms that serve an upstream's models of a kind, the one to take first. */
export function bindingForms(upstream: Upstream, kind: ModelKind): readonly BindingForm[] {
  const { binding, compat, native } = upstream;
  const onRun = binding !== undefined && (binding.kinds ?? ['chat']).includes(kind);
  const onCompat = compat !== undefined && (compat.kinds ?? ['chat']).includes(kind);
  const onGateway = onCompat || native?.paths[kind] !== undefined;
  return [...(onRun ? ['run' as const] : []), ...(onGateway ? ['gateway' as const] : [])];
}
