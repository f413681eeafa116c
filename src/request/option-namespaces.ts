import type { CloudflareOptions } from '../gateway/options/call-options.ts';
import { mergeOptions, parseOptions } from '../gateway/options/parse-options.ts';

/** `providerOptions` of a call, in the form that all specifications share. */
export type ProviderOptionsLike = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Our own keys of `providerOptions`: `cloudflare` and, for hosts that name their providers, that name. */
export function optionNamespaces(name: string | undefined): readonly string[] {
  if (name === undefined || name === 'cloudflare') return ['cloudflare'];
  const camelCase = name.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([camelCase, name, 'cloudflare'])];
}

/** Whether a call brings options of its own. */
export function hasOwnOptions(
  name: string | undefined,
  providerOptions: ProviderOptionsLike | undefined,
): boolean {
  return (
    providerOptions !== undefined &&
    optionNamespaces(name).some(namespace => providerOptions[namespace] !== undefined)
  );
}

/** The options of a call: the provider's, under those of the call, later namespaces winning. */
export function optionsOfCall(
  base: CloudflareOptions,
  providerOptions: ProviderOptionsLike | undefined,
  namespaces: readonly string[],
): CloudflareOptions {
  let options = base;
  for (const namespace of namespaces) {
    const own = providerOptions?.[namespace];
    if (own === undefined) continue;
    options = mergeOptions(options, parseOptions(own, `providerOptions.${namespace}`));
  }
  return options === base ? mergeOptions(base, {}) : options;
}
