import type { CallWarning, PromptMessage, UpstreamProfile } from '../upstreams/profile.ts';

/**
 * Options of the called vendor on messages and parts, such as `cacheControl`, have no place in OpenAI's format.
 * Each name gets one warning: lost prompt caching, say, costs money unnoticed.
 */
export function partOptionWarnings(
  prompt: readonly PromptMessage[],
  { vendor }: UpstreamProfile,
): readonly CallWarning[] {
  if (vendor === undefined) return [];
  const names = new Set<string>();
  for (const { providerOptions, content } of prompt) {
    for (const name in providerOptions?.[vendor.key]) names.add(name);
    if (typeof content === 'string') continue;
    for (const part of content) for (const name in part.providerOptions?.[vendor.key]) names.add(name);
  }
  return [...names].map(name => ({
    type: 'unsupported',
    feature: `providerOptions.${vendor.key}.${name}`,
    details: 'options on messages and their parts are not carried.',
  }));
}
