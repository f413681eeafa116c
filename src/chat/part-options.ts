import type { ModelReference } from '../upstreams/model-id.ts';
import type { CallWarning, PromptMessage, UpstreamProfile } from '../wire/profile.ts';
import { itemsOf } from './carried-files.ts';
import type { ToolLike } from './chat-input.ts';

type Options = PromptMessage['providerOptions'];

/**
 * Warns of parts that only their vendor can read (`custom` of AI SDK 7), and of the called vendor's options on messages
 * and parts, such as `cacheControl`, which OpenAI's format cannot carry. Once per name: lost prompt caching, for example,
 * costs money unnoticed.
 */
export function partOptionWarnings(
  prompt: readonly PromptMessage[],
  { vendor }: UpstreamProfile,
): readonly CallWarning[] {
  const found = new Map<string, string>();
  const collect = (options: Options): void => {
    for (const key of vendor?.keys ?? []) {
      // An id, as the `itemId` of Responses, only means something to the vendor.
      for (const name in options?.[key])
        if (!vendor?.carriedOnParts?.includes(name) && !name.endsWith('Id'))
          found.set(`providerOptions.${key}.${name}`, 'options on messages and parts cannot be sent.');
    }
  };
  for (const { providerOptions, content } of prompt) {
    collect(providerOptions);
    if (typeof content === 'string') continue;
    for (const part of content) {
      const { type } = part;
      if (type === 'custom' || type === 'reasoning-file') {
        const feature = `prompt part of kind "${Reflect.get(part, 'kind') ?? type}"`;
        found.set(feature, 'only its vendor can read it; it was left out.');
      }
      collect(part.providerOptions);
      for (const item of itemsOf(part) ?? []) collect(item.providerOptions as Options);
    }
  }
  return [...found].map(([feature, details]) => ({ type: 'unsupported', feature, details }));
}

/** Warns of tools that the vendor runs itself, with the wire that carries them. */
export function vendorToolWarnings(
  { upstream: { name, api } }: ModelReference,
  tools: readonly ToolLike[] | undefined,
): readonly CallWarning[] {
  const theirs = (tools ?? []).filter(({ type = 'function' }) => type !== 'function');
  if (theirs.length === 0 || api?.wireOf === undefined) return [];
  const wire = api.wires === undefined ? "the vendor's own API" : `\`cloudflare.${api.wires[0]}(…)\``;
  const names = theirs.map(tool => `"${tool.name}"`).join(', ');
  const message = `Chat completions do not carry tools that the vendor runs (${names}); ${wire} does, with createCloudflare({ vendors: { ${name}: ${api.create} } }).`;
  return [{ type: 'other', message }];
}
