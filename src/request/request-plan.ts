import { type CredentialPlan, planCredentials } from '../credentials/credential-plan.ts';
import { gatewayOfCall } from '../endpoints/gateway-of-call.ts';
import { selectEndpoint } from '../endpoints/select-endpoint.ts';
import type { Selection } from '../endpoints/selection.ts';
import { buildTarget, type Target } from '../endpoints/target.ts';
import type { ErrorContext } from '../gateway/errors/error-context.ts';
import { type AppliedOptions, applyOptions } from '../gateway/options/apply-options.ts';
import type { CloudflareOptions } from '../gateway/options/call-options.ts';
import { aliasOf } from '../gateway/options/option-support.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type { ModelKind } from '../upstreams/upstream.ts';
import { optionNamespaces, optionsOfCall, type ProviderOptionsLike } from './option-namespaces.ts';
import type { ProviderContext } from './provider-context.ts';
import { suggestModels } from './suggest-models.ts';

/** The decisions of a call that need no secret: the way it takes, and what its options become on it. */
export interface RequestPlan {
  readonly target: Target;
  readonly selection: Selection;
  readonly gatewayId: string | null | undefined;
  readonly options: CloudflareOptions;
  readonly applied: AppliedOptions;
  readonly credentialPlan: CredentialPlan;
  /** Headers that our options and the endpoint write. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  /** What errors say of the call, as far as it is known here. */
  readonly facts: Omit<ErrorContext, 'cloudflareToken' | 'providerKey' | 'redact'>;
}

/** @throws one of the SDK's own errors when settings and options cannot be honoured */
export function planRequest(
  provider: ProviderContext,
  reference: ModelReference,
  kind: ModelKind,
  providerOptions: ProviderOptionsLike | undefined,
): RequestPlan {
  const settings = provider.settings();
  const { connection, providerKeys, options: base } = provider.resolved();
  const { upstream } = reference;
  const options = optionsOfCall(base, providerOptions, optionNamespaces(settings.name));
  const gatewayId = gatewayOfCall(connection, options.gatewayId);
  const key = providerKeys.get(upstream.name);
  const providerKey = key !== undefined;
  const byokAlias = upstream.cloudflare ? undefined : aliasOf(options.byokAlias, upstream);
  const selection = selectEndpoint(connection, { reference, kind, gatewayId, providerKey, byokAlias });
  const { endpoint, bindingForm } = selection;
  const target = buildTarget({ connection, selection, reference, kind, gatewayId, azure: settings.azure });
  const applied = applyOptions(options, {
    endpoint,
    ...(bindingForm !== undefined && { bindingForm }),
    reference,
    gatewayId,
    providerKey,
  });
  const gatewayHeader =
    endpoint === 'rest' && typeof gatewayId === 'string' ? { 'cf-aig-gateway-id': gatewayId } : {};
  return {
    target,
    selection,
    gatewayId,
    options,
    applied,
    credentialPlan: planCredentials({ connection, settings, endpoint, target, upstream, providerKey: key }),
    ownHeaders: { ...applied.headers, ...gatewayHeader },
    facts: {
      endpoint,
      modelId: reference.id,
      sentModel: target.model,
      ...(gatewayId !== undefined && { gatewayId }),
      ...(connection.accountId && { accountId: connection.accountId.value }),
      ...(byokAlias !== undefined && { byokAlias }),
      upstream: upstream.name,
      hint: failure => suggestModels(failure, reference.id, provider.known.ids),
    },
  };
}
