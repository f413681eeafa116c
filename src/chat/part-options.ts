import type { CallWarning, PromptMessage, UpstreamProfile } from '../wire/profile.ts';
import { itemsOf } from './prepare-prompt.ts';

type Options = PromptMessage['providerOptions'];

/**
 * Warns of the called vendor's options on messages and parts, such as `cacheControl`, which OpenAI's format cannot
 * carry. Once per name: lost prompt caching, for example, costs money unnoticed.
 */
export function partOptionWarnings(
  prompt: readonly PromptMessage[],
  { vendor }: UpstreamProfile,
): readonly CallWarning[] {
  if (vendor === undefined) return [];
  const features = new Set<string>();
  const collect = (options: Options): void => {
    if (options === undefined) return;
    for (const key of vendor.keys) {
      for (const name in options[key])
        if (!vendor.carriedOnParts?.includes(name)) features.add(`providerOptions.${key}.${name}`);
    }
  };
  for (const { providerOptions, content } of prompt) {
    collect(providerOptions);
    if (typeof content === 'string') continue;
    for (const part of content) {
      collect(part.providerOptions);
      for (const item of itemsOf(part) ?? []) collect(item.providerOptions as Options);
    }
  }
  const details = 'options on messages and parts cannot be sent.';
  return [...features].map(feature => ({ type: 'unsupported', feature, details }));
}
