import type { BindingForm } from '../../endpoints/select-endpoint.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import type { ModelReference } from '../../upstreams/model-id.ts';
import { knownUpstream } from '../../upstreams/registry.ts';
import type { CloudflareAutoRouterOptions, CloudflareGatewayOptions } from './cloudflare-options.ts';

/** What an option needs to know to decide whether it can be honoured. */
export interface OptionTarget {
  readonly endpoint: EndpointName;
  /** How the binding is called, where that is the endpoint. */
  readonly bindingForm?: BindingForm;
  readonly reference: ModelReference;
  /** `null`: a plain Workers AI call. */
  readonly gatewayId: string | null | undefined;
  readonly providerKey: boolean;
}

/**
 * Whether an option is honoured on a target, and if not, why. With `sent` it travels anyway and the result
 * carries a warning; without, it is dropped with a warning, or is an error where the row is strict.
 */
export type Support =
  | { readonly honoured: true }
  | { readonly honoured: false; readonly because: string; readonly sent?: true };

const honoured: Support = { honoured: true };

/** The REST page lists nine headers; for these it shows no example either, so they are sent with a warning. */
export const undocumentedOnRest = ({ endpoint }: OptionTarget): Support =>
  endpoint === 'rest'
    ? { honoured: false, because: 'it is not documented for the REST API', sent: true }
    : honoured;

const noNameOnRun: Support = { honoured: false, because: "the binding's `run` has no option for it" };

/** The same, and where the binding has no name for an option, it travels as an undocumented header. */
export const undocumentedOnRestAndRun = (target: OptionTarget): Support =>
  target.bindingForm === 'run' ? { ...noNameOnRun, sent: true } : undocumentedOnRest(target);

/** A payload stored against the caller's wishes would be worse than a refused call. */
export function payloadSupport(target: OptionTarget): Support {
  if (target.gatewayId === null) return honoured;
  if (target.bindingForm === 'run') return noNameOnRun;
  if (target.endpoint === 'rest')
    return { honoured: false, because: 'it is not documented for the REST API' };
  return honoured;
}

/** Workers AI is not billed through Unified Billing, and `false` asks for nothing. */
export function credentialsSupport({ bindingForm, reference }: OptionTarget, required: boolean): Support {
  return bindingForm === 'run' && required && !reference.upstream.cloudflare ? noNameOnRun : honoured;
}

const onlyAutoRouter = ({ reference }: OptionTarget): Support =>
  reference.upstream.router
    ? honoured
    : { honoured: false, because: 'only the auto router (`cloudflare/auto`) reads it' };

/** Its headers are documented for compat; whether the binding passes them on is unverified (2026-10). */
export function autoRouterSupport(
  target: OptionTarget,
  { models, providers }: CloudflareAutoRouterOptions,
): Support {
  const router = onlyAutoRouter(target);
  if (!router.honoured || target.endpoint !== 'binding') return router;
  const because = 'it is documented for the compat endpoint, not for the binding';
  const pools = models !== undefined || providers !== undefined;
  return pools ? { honoured: false, because } : { honoured: false, because, sent: true };
}

export const onlyWorkersAI = ({ endpoint, reference }: OptionTarget): Support =>
  reference.upstream.cloudflare && (endpoint === 'rest' || endpoint === 'binding')
    ? honoured
    : { honoured: false, because: 'only Workers AI models on the REST API and the binding read it' };

/** The alias for an upstream; `default` is what the gateway uses anyway. */
export function aliasOf(
  option: CloudflareGatewayOptions['byokAlias'],
  upstream: { readonly name: string },
): string | undefined {
  const named = (name: string): boolean => knownUpstream(name)?.name === upstream.name;
  const alias =
    typeof option === 'object' ? Object.entries(option).find(([name]) => named(name))?.[1] : option;
  return alias === 'default' ? undefined : alias;
}

export function byokSupport(
  { endpoint, reference, providerKey }: OptionTarget,
  value: string | Record<string, string>,
): Support {
  if (aliasOf(value, reference.upstream) === undefined) return honoured;
  if (reference.upstream.cloudflare)
    return { honoured: false, because: 'Workers AI is run by Cloudflare and accepts no stored key' };
  if (providerKey)
    return { honoured: false, because: 'a provider key on the request is used instead of any stored key' };
  if (endpoint === 'rest')
    return { honoured: false, because: 'the REST API reads only the stored key named "default"' };
  if (endpoint === 'binding')
    return { honoured: false, because: 'the binding reads only the stored key named "default"' };
  // Documented for native paths; on compat only some accounts' reports say that it is read (unverified, 2026-10).
  return endpoint === 'compat'
    ? { honoured: false, because: 'it is documented for native paths, not for compat', sent: true }
    : honoured;
}

/** Providers without the agreement silently fall back to ordinary retention. @see https://developers.cloudflare.com/ai-gateway/features/unified-billing/ */
export function zdrSupport({ reference, providerKey }: OptionTarget): Support {
  if (providerKey)
    return { honoured: false, because: 'it applies to Unified Billing, not to a key of your own' };
  const { zeroDataRetention, cloudflare } = reference.upstream;
  if (cloudflare || zeroDataRetention === true) return honoured;
  const because = 'Unified Billing offers it for OpenAI and Anthropic only';
  if (zeroDataRetention === undefined) return { honoured: false, because };
  return { honoured: false, because: `${because}, and the gateway picks the provider`, sent: true };
}
