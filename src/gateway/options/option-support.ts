import { knownUpstream } from '../../upstreams/registry.ts';
import type { CloudflareGatewayOptions } from './gateway-options.ts';
import { honoured, type OptionTarget, type Support } from './option-row.ts';

/** The REST page lists nine headers; for these it shows no example either, so they are sent with a warning. */
export const undocumentedOnRest = ({ endpoint }: OptionTarget): Support =>
  endpoint === 'rest'
    ? { honoured: false, because: 'it is not documented for the REST API', sent: true }
    : honoured;

export const onlyAutoRouter = ({ reference }: OptionTarget): Support =>
  reference.upstream.router
    ? honoured
    : { honoured: false, because: 'only the auto router (`cloudflare/auto`) reads it' };

export const onlyWorkersAIOnRest = ({ endpoint, reference }: OptionTarget): Support =>
  reference.upstream.cloudflare && endpoint === 'rest'
    ? honoured
    : { honoured: false, because: 'only Workers AI models on the REST API read it' };

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
