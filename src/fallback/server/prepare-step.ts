import type { ChatRoute } from '../../chat/chat-call.ts';
import { gatewayOfCall } from '../../endpoints/gateway-of-call.ts';
import { clientInstead, universalConnection } from '../../endpoints/universal.ts';
import { optionNamespaces, optionsOfCall } from '../../request/option-namespaces.ts';
import {
  createPrepareRequest,
  type PreparedRequest,
  type PrepareRequest,
} from '../../request/prepare-request.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import type { ModelReference } from '../../upstreams/parse-model-id.ts';

/**
 * Prepares calls of a model as steps behind a gateway: on its upstream's own path, or on compat where that is the
 * only one. Nothing of the model's own preparation changes.
 */
export function prepareStep({ provider, reference }: ChatRoute): PrepareRequest {
  const context: ProviderContext = {
    known: provider.known,
    settings: provider.settings,
    resolved: () => {
      const resolved = provider.resolved();
      return { ...resolved, connection: universalConnection(resolved.connection, reference) };
    },
  };
  const prepare = createPrepareRequest(context, withoutRun(reference), 'chat');
  return async input => {
    checkGateway(provider, reference, input);
    return withAliasWarning(await prepare(input));
  };
}

/** The binding's own `run` takes one model; a list goes through `run` of a gateway. */
function withoutRun(reference: ModelReference): ModelReference {
  const { binding: _, ...upstream } = reference.upstream;
  return { ...reference, upstream };
}

function checkGateway(
  provider: ProviderContext,
  { id }: ModelReference,
  { providerOptions }: Parameters<PrepareRequest>[0],
): void {
  const { connection, options: base } = provider.resolved();
  const options = optionsOfCall(base, providerOptions, optionNamespaces(provider.settings().name));
  if (gatewayOfCall(connection, options.gatewayId) !== null) return;
  throw invalidArgument({
    setting: 'gatewayId',
    problem: `\`null\` means no gateway, and in mode 'server' a gateway asks the legs of a fallback, "${id}" among them. ${clientInstead}.`,
    example: "createCloudflare({ gatewayId: 'default' })",
  });
}

/** Read on native paths by documentation; for lists of steps there is no word of it (2026-10). */
function withAliasWarning(request: PreparedRequest): PreparedRequest {
  const { plan } = request;
  if (plan.facts.byokAlias === undefined || plan.selection.endpoint !== 'native') return request;
  const warning = {
    type: 'unsupported',
    feature: 'providerOptions.cloudflare.byokAlias',
    details: 'it is documented for native paths, not for lists of steps; it was sent all the same.',
  } as const;
  const applied = { ...plan.applied, warnings: [...plan.applied.warnings, warning] };
  return { ...request, plan: { ...plan, applied } };
}
