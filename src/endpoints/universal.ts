import { invalidArgument } from '../settings/configuration-error.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { Upstream, Wire } from '../upstreams/upstream.ts';
import { type Connection, gatewayBase } from './connection.ts';
import { endpointsOf, isCoreWire, serves } from './select-endpoint.ts';
import { bindingRequest, type Target } from './target.ts';

/** Where a list of steps goes, and one step in it. */
export interface StepTarget {
  /** The universal endpoint; the same for all steps of a list. */
  readonly url: string;
  /** The gateway's name of the provider, or `compat`. */
  readonly provider: string;
  /** Path and query below the provider's base. */
  readonly endpoint: string;
}

/** What to do where a list of steps is not possible. */
export const clientInstead = "Use mode 'client', which sends one request per leg";

/** The paths behind a gateway that lead to an upstream's models of a wire, the preferred one first. */
export function stepEndpoints(upstream: Upstream, wire: Wire): readonly ('native' | 'compat')[] {
  const { native, compat } = upstream;
  if (!isCoreWire(wire)) return endpointsOf(upstream, wire).includes('native') ? ['native'] : [];
  return [
    ...(serves(native, 'chat') ? ['native' as const] : []),
    ...(serves(compat, 'chat') ? ['compat' as const] : []),
  ];
}

/**
 * The connection for a step: it leads to the upstream's path behind the gateway only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/universal/
 * @throws InvalidArgumentError where it leads to no universal endpoint
 */
export function universalConnection(
  connection: Connection,
  { id, upstream }: ModelReference,
  wire: Wire,
): Connection {
  if (connection.reachable.includes('binding')) {
    if (upstream.cloudflare && connection.gatewayToken === undefined) throw tokenAtBinding(id);
    return connection;
  }
  checkReach(connection);
  const endpoint = stepEndpoints(upstream, wire).find(
    name => connection.reachable.includes(name) && (connection.endpoint ?? name) === name,
  );
  const others = connection.reachable.filter(name => name !== 'rest');
  return { ...connection, reachable: endpoint === undefined ? others : [endpoint] };
}

/** A call planned for a path behind the gateway, as a step. */
export function stepTarget(
  connection: Connection,
  { url, binding }: Target,
  gatewayId: string | null | undefined,
): StepTarget {
  if (binding?.form === 'gateway') return { url, provider: binding.provider, endpoint: binding.endpoint };
  const base = gatewayBase(connection, gatewayId ?? 'default');
  const { provider, endpoint } = bindingRequest('', url.slice(base.length + 1));
  return { url: base, provider, endpoint };
}

function checkReach({ base, baseURL, endpoint }: Connection): void {
  const example = "createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}' })";
  if (endpoint === 'rest') {
    const problem = `the REST API does not serve mode 'server'. Omit the setting. ${clientInstead}.`;
    throw invalidArgument({
      setting: 'endpoint',
      problem,
      example: "createCloudflare({ endpoint: 'auto' })",
    });
  }
  if (base?.form !== 'rest' && base?.form !== 'domain') return;
  const what = base.form === 'rest' ? 'the REST API' : 'a custom domain';
  throw invalidArgument({
    setting: baseURL?.setting ?? 'baseURL',
    problem: `it leads to ${what}, which does not serve mode 'server'. ${clientInstead}.`,
    example,
  });
}

function tokenAtBinding(id: string): Error {
  return invalidArgument({
    setting: 'models',
    problem: `"${id}" behind a gateway needs a Cloudflare token, which the binding does not have. ${clientInstead}.`,
    example: "cloudflare.fallback([…], { mode: 'client' })",
  });
}
