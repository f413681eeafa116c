import { isCoreWire } from '../../endpoints/served-wires.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { planRequest, type RequestPlan } from '../../request/request-plan.ts';
import { type ModelReference, parseModelId, splitModelId } from '../../upstreams/model-id.ts';
import type { Wire } from '../../upstreams/upstream.ts';
import { vendorFunction } from '../../upstreams/vendor-functions.ts';
import type { CloudflareModel, CloudflareModelCredential } from './cloudflare-model.ts';

/** By which credential of a provider a model is reached; `undefined` if by none. */
export function credentialFor(
  provider: ProviderContext,
  { id, kind }: Pick<CloudflareModel, 'id' | 'kind'>,
): CloudflareModelCredential | undefined {
  const reference = splitModelId(id);
  for (const wire of wiresOf(provider, reference, kind as Wire)) {
    try {
      const plan = planRequest({ provider, reference: parseModelId(id, wire), wire });
      return credentialOf(provider, plan, reference?.upstream.rest !== undefined);
    } catch {
      // A call that would be refused before its request has no plan.
    }
  }
  return undefined;
}

/** The wires that a model may be called on. The package of a vendor makes the models of its other kinds. */
function wiresOf(
  provider: ProviderContext,
  reference: ModelReference | undefined,
  kind: Wire,
): readonly Wire[] {
  const { vendors } = provider.settings();
  if (reference === undefined || vendorFunction(vendors, reference.upstream) === undefined) return [kind];
  if (kind === 'chat') return [kind, reference.upstream.api?.wireOf?.(reference.model) ?? []].flat();
  return isCoreWire(kind) ? [kind, 'own'] : ['own'];
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
