import { isCoreWire } from '../../endpoints/select-endpoint.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { planRequest, type RequestPlan } from '../../request/request-plan.ts';
import { parseModelId, splitModelId } from '../../upstreams/model-id.ts';
import type { Wire } from '../../upstreams/upstream.ts';
import { vendorFunction } from '../../upstreams/vendor-functions.ts';
import type { CloudflareModel, CloudflareModelCredential } from './cloudflare-model.ts';

/** By which credential of a provider a model is reached; `undefined` if by none. */
export function credentialFor(
  provider: ProviderContext,
  { id, kind }: Pick<CloudflareModel, 'id' | 'kind'>,
): CloudflareModelCredential | undefined {
  const upstream = splitModelId(id)?.upstream;
  const hasPackage =
    upstream !== undefined && vendorFunction(provider.settings().vendors, upstream) !== undefined;
  const wires: readonly (Wire | undefined)[] = [
    // The package of a vendor makes the models of its other kinds.
    isCoreWire(kind as Wire) || !hasPackage ? (kind as Wire) : undefined,
    hasPackage
      ? kind === 'chat'
        ? upstream.api?.wireOf?.(id.slice(id.indexOf('/') + 1))
        : 'own'
      : undefined,
  ];
  for (const wire of wires) {
    if (wire === undefined) continue;
    try {
      const plan = planRequest(provider, parseModelId(id, wire), wire, undefined);
      return credentialOf(provider, plan, upstream?.rest !== undefined);
    } catch {
      // A call that would be refused before its request has no plan.
    }
  }
  return undefined;
}

function credentialOf(
  provider: ProviderContext,
  { selection, credentialPlan: plan }: RequestPlan,
  isSold: boolean,
): CloudflareModelCredential {
  if (selection.endpoint === 'rest') return 'api-token';
  if (plan.some(({ owner }) => owner === 'provider')) return 'provider-key';
  if (selection.endpoint === 'binding') return 'binding';
  const token = plan.filter(({ owner }) => owner === 'cloudflare').at(-1);
  // What the catalogue sells, the token pays for, as it does for Workers AI, which it authenticates.
  if (token === undefined || !(isSold || token.name === 'authorization')) return 'stored-key';
  return token.source === provider.resolved().connection.apiToken ? 'api-token' : 'gateway-token';
}
