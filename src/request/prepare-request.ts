import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import { planCredentials } from '../credentials/credential-plan.ts';
import { userHeaders } from '../credentials/reserved-headers.ts';
import { gatewayOfCall } from '../endpoints/gateway-of-call.ts';
import { type Selection, selectEndpoint } from '../endpoints/select-endpoint.ts';
import { buildTarget, type Target } from '../endpoints/target.ts';
import type { ErrorContext } from '../gateway/errors/error-context.ts';
import { type AppliedOptions, applyOptions } from '../gateway/options/apply-options.ts';
import type { CloudflareOptions } from '../gateway/options/call-options.ts';
import { aliasOf } from '../gateway/options/option-support.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type { ModelKind } from '../upstreams/upstream.ts';
import { VERSION } from '../version.ts';
import { optionNamespaces, optionsOfCall, type ProviderOptionsLike } from './option-namespaces.ts';
import type { ProviderContext } from './provider-context.ts';

/** What a model hands over of a call; the same in every specification. */
export interface RequestInput {
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly providerOptions?: ProviderOptionsLike | undefined;
}

/** Where a call goes, with what, and why: everything but its body. */
export interface PreparedRequest {
  readonly target: Target;
  readonly selection: Selection;
  readonly gatewayId: string | null;
  readonly options: CloudflareOptions;
  readonly applied: AppliedOptions;
  readonly credentials: CallCredentials;
  /** All headers, secrets included. */
  readonly headers: () => Record<string, string>;
  /** All headers but the credentials. */
  readonly openHeaders: Readonly<Record<string, string>>;
  readonly errorContext: ErrorContext;
}

/** Takes every decision of a call that does not depend on its body. Sends nothing. */
export async function prepareRequest(
  provider: ProviderContext,
  reference: ModelReference,
  kind: ModelKind,
  input: RequestInput,
): Promise<PreparedRequest> {
  const settings = provider.settings();
  const { connection, providerKeys, options: base } = provider.resolved();
  const { upstream } = reference;
  const options = optionsOfCall(base, input.providerOptions, optionNamespaces(settings.name));
  const gatewayId = gatewayOfCall(connection, options.gatewayId);
  const providerKey = providerKeys.get(upstream.name);
  const byokAlias = upstream.cloudflare ? undefined : aliasOf(options.byokAlias, upstream);
  const facts = { reference, kind, gatewayId, providerKey: providerKey !== undefined, byokAlias };
  const selection = selectEndpoint(connection, facts);
  const { endpoint } = selection;
  const target = buildTarget({ connection, endpoint, reference, kind, gatewayId, azure: settings.azure });
  const applied = applyOptions(options, { endpoint, reference, gatewayId, providerKey: facts.providerKey });
  const credentials = await resolveCredentials(
    planCredentials({ connection, settings, endpoint, upstream, providerKey }),
  );
  const inURL = endpoint !== 'rest';
  const openHeaders = withUserHeaders(settings.headers, input.headers, {
    ...applied.headers,
    ...(!inURL && gatewayId !== null && { 'cf-aig-gateway-id': gatewayId }),
  });
  return {
    target,
    selection,
    gatewayId,
    options,
    applied,
    credentials,
    headers: () => ({ ...openHeaders, ...credentials.headers() }),
    openHeaders,
    errorContext: {
      endpoint,
      modelId: reference.id,
      sentModel: target.model,
      gatewayId,
      ...(connection.accountId && { accountId: connection.accountId.value }),
      cloudflareToken: credentials.cloudflareToken,
      ...(credentials.providerKey !== undefined && {
        providerKey: credentials.providerKey.replace(/^providerKeys\./, ''),
      }),
      ...(byokAlias !== undefined && { byokAlias }),
      upstream: upstream.name,
      redact: credentials.redact,
    },
  };
}

type HeaderSetting = Readonly<Record<string, string | undefined>> | undefined;

/** Ours under the settings' under the call's, none of which may hide another of ours. */
function withUserHeaders(
  settings: HeaderSetting,
  call: HeaderSetting,
  ours: Record<string, string>,
): Record<string, string> {
  const theirs = { ...userHeaders(settings, 'headers', ours), ...userHeaders(call, 'headers', ours) };
  const userAgent = [theirs['user-agent'], `ai-sdk-provider-cloudflare/${VERSION}`].filter(Boolean).join(' ');
  return { ...ours, ...theirs, 'user-agent': userAgent };
}
