import { type CredentialPlan, planCredentials } from '../credentials/credential-plan.ts';
import { type Connection, gatewayOfCall } from '../endpoints/connection.ts';
import { type Selection, selectEndpoint } from '../endpoints/select-endpoint.ts';
import { buildTarget, type Target } from '../endpoints/target.ts';
import type { CallContext } from '../gateway/errors/exchange.ts';
import { type AppliedOptions, applyOptions, headersOf } from '../gateway/options/apply-options.ts';
import type {
  CloudflareCustomCost,
  CloudflareOptions,
  CloudflareTraceOptions,
} from '../gateway/options/cloudflare-options.ts';
import { aliasOf } from '../gateway/options/option-limitations.ts';
import { optionTable } from '../gateway/options/option-table.ts';
import { optionsOfCall, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { type JSONRecord, mergeDeep } from '../json-values.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ProviderContext } from './provider-context.ts';
import { suggestModels } from './suggest-models.ts';

/** What all calls of a model share. */
export interface ModelRoute<WIRE extends Wire = Wire> {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  /** The format of its requests. */
  readonly wire: WIRE;
  /** Narrows where its requests may go. @default wherever the connection leads */
  readonly narrow?: (connection: Connection, gatewayId: string | null | undefined) => Connection;
}

/** The decisions of a call that need no secret: its route, and what its options become there. */
export interface RequestPlan extends AppliedOptions {
  readonly target: Target;
  readonly selection: Selection;
  readonly gatewayId: string | null | undefined;
  readonly options: CloudflareOptions;
  readonly credentialPlan: CredentialPlan;
  /** The price for the gateway's log. */
  readonly customCost: CloudflareCustomCost | undefined;
  readonly connection: Connection;
  /** What errors report about the call, except for its credentials. */
  readonly context: Omit<CallContext, 'cloudflareToken' | 'providerKey' | 'redact'>;
}

/**
 * @param trace the span that the call belongs to, unless its options name another
 * @throws one of the SDK's own errors when settings and options cannot be honoured
 */
export function planRequest(
  { provider, reference, wire, narrow }: ModelRoute,
  providerOptions?: ProviderOptionsLike,
  trace?: CloudflareTraceOptions,
): RequestPlan {
  const settings = provider.settings();
  const { connection: resolved, providerKeys, options: base } = provider.resolved();
  const { upstream } = reference;
  const unknown: CallWarning[] = [];
  const options = optionsOfCall(base, providerOptions, settings.name, warning => unknown.push(warning));
  const gatewayId = gatewayOfCall(resolved, options.gatewayId);
  const connection = narrow?.(resolved, gatewayId) ?? resolved;
  const key = providerKeys.get(upstream.name);
  const providerKey = key !== undefined;
  const byokAlias = upstream.cloudflare ? undefined : aliasOf(options.byokAlias, upstream);
  const selection = selectEndpoint(connection, { reference, wire, gatewayId, providerKey, byokAlias });
  const { endpoint } = selection;
  const target = buildTarget({ connection, selection, reference, wire, gatewayId, azure: settings.azure });
  const place = { ...selection, reference, wire, gatewayId, providerKey, inList: narrow !== undefined };
  const applied = applyOptions({ ...options, ...(gatewayId !== undefined && { gatewayId }) }, place);
  const traced = options.otel === undefined && trace ? headersOf(optionTable.otel, trace, place) : {};
  return {
    target,
    selection,
    gatewayId,
    options,
    ...applied,
    warnings: [...unknown, ...applied.warnings],
    gatewayHeaders: { ...applied.gatewayHeaders, ...traced },
    customCost: 'cf-aig-custom-cost' in applied.gatewayHeaders ? options.customCost : undefined,
    credentialPlan: planCredentials({ connection, settings, endpoint, target, upstream, providerKey: key }),
    connection,
    context: {
      endpoint,
      modelId: reference.id,
      sentModel: target.model,
      ...(gatewayId !== undefined && { gatewayId }),
      ...(connection.accountId && { accountId: connection.accountId.value }),
      ...(byokAlias !== undefined && { byokAlias }),
      upstream: upstream.name,
      hint: failure => suggestModels(failure, reference.id, provider.memory.modelIds),
    },
  };
}

/**
 * Body fields that belong to Cloudflare and the caller only, written last: those of gateway options, and the raw
 * ones of `extraBody`. Where both write an object, its members are merged.
 */
export function ownFields({ gatewayFields, options }: RequestPlan): JSONRecord {
  return mergeDeep(gatewayFields, options.extraBody ?? {});
}
