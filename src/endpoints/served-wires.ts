import type { EndpointName } from '../settings/connection-settings.ts';
import type { BuiltInWire, CoreWire, Upstream, UpstreamEndpoint, Wire } from '../upstreams/upstream.ts';

/** Whether an endpoint of an upstream serves one of the core's wires. */
export function serves(endpoint: UpstreamEndpoint | undefined, wire: CoreWire): boolean {
  return endpoint !== undefined && (endpoint.wires ?? ['chat']).includes(wire);
}

export function isCoreWire(wire: Wire): wire is CoreWire {
  return wire === 'chat' || wire === 'embeddings';
}

/** Whether this package writes a wire itself. */
export function isBuiltInWire(wire: Wire): wire is BuiltInWire {
  return wire !== 'responses' && wire !== 'messages' && wire !== 'own';
}

/** The endpoints that serve this upstream and wire. */
export function endpointsOf(upstream: Upstream, wire: Wire): readonly EndpointName[] {
  const { api, cloudflare, runs } = upstream;
  return (['rest', 'compat', 'native'] as const).filter(name => {
    if (isCoreWire(wire)) return serves(upstream[name], wire);
    if (name === 'compat') return false;
    const isNative = name === 'native';
    if (isBuiltInWire(wire)) return runs?.includes(wire) && (cloudflare || !isNative);
    if (wire === 'own') return api && isNative;
    return (isNative ? api?.wires : api?.rest)?.includes(wire);
  });
}

/**
 * The two calls of the binding: `run` of the binding itself, for Workers AI and what only the catalogue has, and
 * `run` of a gateway, which passes a request on to the vendor as the gateway host does.
 * @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/
 */
export type BindingForm = 'run' | 'gateway';

/** The forms that serve an upstream's models of a wire, the preferred one first. */
export function bindingForms(upstream: Upstream, wire: Wire): readonly BindingForm[] {
  const served = endpointsOf(upstream, wire);
  const isCore = isCoreWire(wire);
  const runs = isCore ? serves(upstream.binding, wire) : isBuiltInWire(wire) && served.length > 0;
  const passedOn = (isCore || !isBuiltInWire(wire)) && served.some(name => name !== 'rest');
  return (['run', 'gateway'] as const).filter(form => (form === 'run' ? runs : passedOn));
}
