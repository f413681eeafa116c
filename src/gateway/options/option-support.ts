import { knownUpstream } from '../../upstreams/registry.ts';
import type { CloudflareAutoRouterOptions, CloudflareGatewayOptions } from './gateway-options.ts';
import { honoured, type OptionTarget, type Support } from './option-row.ts';

/** The REST page lists nine headers; for these it shows no example either, so they are sent with a warning. */
export const undocumentedOnRest = ({ endpoint }: OptionTarget): Support =>
  endpoint === 'rest'
    ? { honoured: false, because: 'it is not documented for the REST API', sent: true }
    : honoured;

const noNameOnRun: Support = { honoured: false, because: "the binding's `run` has no option for it" };

/** The same, and where the binding has no name for an option, it travels as a header that nobody documents. */
export const undocumentedOnRestAndRun = (target: OptionTarget): Support =>
  target.bindingForm === 'run' ? { ...noNameOnRun, sent: true } : undocumentedOnRest(target);

/** A payload stored against the caller's word would be worse than a refused call. */
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

/** Its headers are documented for compat; whether the binding hands them on is unverified (2026-10). */
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

/** The alias for an upstream; `default` is what the gateway takes anyway. */
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
    return { honoured: false, because: 'Workers AI is run by Cloudflare and takes no stored key' };
  if (providerKey)
    return { honoured: false, because: 'a provider key on the request is used instead of any stored key' };
  if (endpoint === 'rest')
    return { honoured: false, because: 'the REST API reads only the stored key named "default"' };
  if (endpoint === 'binding')
    return { honoured: false, because: 'the binding reads only the stored key named "default"' };
  // Documented for native paths; on compat it is read by some accounts' reports only (unverified, 2026-10).
  return endpoint === 'compat'
    ? { honoured: false, because: 'it is documented for native paths, not for compat', sent: true }
    : honoured;
}

/** Providers without the agreement silently fall back to ordinary retention. @see https://developers.cloudflare.com/ai-gateway/features/unified-billing/ */
export function zdrSupport({ reference, providerKey }: OptionTarget): Support {
  if (providerKey)
    return { honoured: false, because: 'it holds for Unified Billing, not for a key of your own' };
  const { zeroDataRetention, cloudflare } = reference.upstream;
  if (cloudflare || zeroDataRetention === true) return honoured;
  const because = 'Unified Billing has it for OpenAI and Anthropic only';
  if (zeroDataRetention === undefined) return { honoured: false, because };
  return { honoured: false, because: `${because}, and the gateway picks the provider`, sent: true };
}
