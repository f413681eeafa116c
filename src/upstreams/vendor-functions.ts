import { invalidArgument } from '../settings/configuration-error.ts';
import { nearest } from '../settings/nearest.ts';
import { knownUpstream, upstreams } from './registry.ts';
import type { Upstream } from './upstream.ts';
import type { VendorAPI, VendorFunctions } from './vendor-api.ts';

/** An upstream with an API of its own behind the gateway. */
export type VendorUpstream = Upstream & { readonly api: VendorAPI };

export function hasAPI(upstream: Upstream): upstream is VendorUpstream {
  return upstream.api !== undefined;
}

/**
 * The upstream under any of its names.
 * @param setting what names it, for the error
 * @throws InvalidArgumentError where the gateway has no path for a package
 */
export function vendorUpstream(name: string, setting: string): VendorUpstream {
  const upstream = knownUpstream(name);
  if (upstream !== undefined && hasAPI(upstream)) return upstream;
  const names = upstreams.filter(hasAPI).map(other => other.name);
  const close = nearest(name, names);
  const instead = close ? `Did you mean \`${close}\`?` : `It has one for ${names.join(', ')}.`;
  throw invalidArgument({
    setting,
    problem: `the gateway has no path for a package of it. ${instead}`,
    example: 'createCloudflare({ vendors: { openai: createOpenAI } })',
  });
}

/** @throws InvalidArgumentError for an upstream that is unknown or has no path for a package */
export function checkVendors(vendors: VendorFunctions<unknown> | undefined): void {
  for (const name of Object.keys(vendors ?? {})) vendorUpstream(name, `vendors.${name}`);
}

/** The function for an upstream, under any of its names. */
export function vendorFunction(
  vendors: VendorFunctions<unknown> | undefined,
  upstream: Upstream,
): ((settings: never) => unknown) | undefined {
  return Object.entries(vendors ?? {}).find(([name]) => knownUpstream(name)?.name === upstream.name)?.[1];
}
