import { invalidArgument } from '../settings/configuration-error.ts';
import { refusedSetting } from '../settings/setting-table.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { Upstream, Wire } from '../upstreams/upstream.ts';
import type { Connection } from './connection.ts';
import { endpointsOf, isCoreWire } from './served-wires.ts';

/** What to do where a list of steps is not possible. */
export const clientInstead = "Use mode 'client', which sends one request per leg";

/** The paths behind a gateway that lead to an upstream's models of a wire, the preferred one first. */
export function stepEndpoints(upstream: Upstream, wire: Wire): readonly ('native' | 'compat')[] {
  const served = endpointsOf(upstream, isCoreWire(wire) ? 'chat' : wire);
  return (['native', 'compat'] as const).filter(name => served.includes(name));
}

/**
 * The connection for a step: it leads to the upstream's path behind the gateway only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/universal/
 * @throws InvalidArgumentError if the call has no gateway, or the connection cannot reach the universal endpoint
 */
export function universalConnection(
  { id, upstream }: ModelReference,
  wire: Wire,
  connection: Connection,
  gatewayId: string | null | undefined,
): Connection {
  if (gatewayId === null) {
    throw invalidArgument({
      setting: 'gatewayId',
      problem: `\`null\` means no gateway, and mode 'server' needs one to run "${id}". ${clientInstead}.`,
      example: "createCloudflare({ gatewayId: 'default' })",
    });
  }
  const { reachable, gatewayToken, endpoint, base, baseURL } = connection;
  if (reachable.includes('binding')) {
    if (!upstream.cloudflare || gatewayToken !== undefined) return connection;
    throw invalidArgument({
      setting: 'models',
      problem: `"${id}" behind a gateway needs a Cloudflare token, which the binding does not have. ${clientInstead}.`,
      example: "cloudflare.fallback([…], { mode: 'client' })",
    });
  }
  const toREST = endpoint === 'rest' || base?.form === 'rest';
  if (toREST || base?.form === 'domain') {
    const what = toREST ? 'the REST API' : 'a custom domain';
    const problem = `it leads to ${what}, which does not serve mode 'server'. ${clientInstead}.`;
    throw endpoint === 'rest'
      ? refusedSetting('endpoint', problem)
      : refusedSetting('baseURL', problem, baseURL?.setting);
  }
  const step = stepEndpoints(upstream, wire).find(
    name => reachable.includes(name) && (endpoint ?? name) === name,
  );
  return { ...connection, reachable: step ? [step] : reachable.filter(name => name !== 'rest') };
}
