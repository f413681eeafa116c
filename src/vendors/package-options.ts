import { optionNamespaces, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import type { PackageOptions } from '../upstreams/vendor-api.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { VendorCall } from './vendor-call.ts';
import { CALL_HEADER } from './vendor-fetch.ts';

/** A call of any model, as far as this layer reads it; the same in every specification. */
export interface PackageCall {
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly providerOptions?: ProviderOptionsLike | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

const names = ['reasoningEffort', 'textVerbosity', 'user', 'parallelToolCalls'] as const;

/**
 * The call as the vendor's package gets it: without our options, but for the chat options that it has a name for, and
 * with the header by which its requests are recognised.
 * @param key the value of that header
 */
export function packageCall<OPTIONS extends PackageCall>(
  options: OPTIONS,
  call: VendorCall,
  key: string,
  isLanguage: boolean,
): OPTIONS {
  const { provider, upstream } = call.route;
  const { name, headers = {} } = provider.settings();
  const providerOptions: Record<string, ProviderOptionsLike[string]> = { ...options.providerOptions };
  for (const namespace of optionNamespaces(name)) delete providerOptions[namespace];
  const own = ownOptions(call, isLanguage);
  const { key: block } = upstream.api.options ?? {};
  if (block !== undefined && Object.keys(own).length > 0)
    providerOptions[block] = { ...own, ...providerOptions[block] };
  // Packages merge some of them with their own, `anthropic-beta` for one.
  const ours = Object.fromEntries(
    Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]),
  );
  return { ...options, providerOptions, headers: { ...ours, ...options.headers, [CALL_HEADER]: key } };
}

function ownOptions({ route, request, warn }: VendorCall, isLanguage: boolean): Record<string, unknown> {
  const { options } = request.plan;
  const table = route.upstream.api.options?.names ?? {};
  const own: Record<string, unknown> = {};
  for (const name of names) {
    const value = options[name];
    if (value === undefined || value === null) continue;
    // Each value is of its own row's type.
    const write = table[name] as ((value: PackageOptions[typeof name], model: string) => object) | undefined;
    if (isLanguage && write !== undefined) Object.assign(own, write(value, route.reference.model));
    else
      warn(
        unused(
          name,
          isLanguage ? `the package of ${route.upstream.name} has no such option` : 'it is for chat models',
        ),
      );
  }
  if (options.dimensions !== undefined) warn(unused('dimensions', 'the vendor names it in its own options'));
  return own;
}

function unused(name: string, because: string): CallWarning {
  return {
    type: 'unsupported',
    feature: `providerOptions.cloudflare.${name}`,
    details: `${because}; it was not sent.`,
  };
}
