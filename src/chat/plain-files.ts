import type { PromptMessage, PromptPart } from '../wire/profile.ts';

/**
 * Files in the one form that the profiles read. AI SDK 7 hands on what its own specification can say to models of
 * every other one too: a text as a file, and a media type without its second half, as `image`.
 */
export function plainFiles(prompt: readonly PromptMessage[]): readonly PromptMessage[] {
  if (!prompt.some(hasUnusual)) return prompt;
  return prompt.map(message => {
    const { content } = message;
    return typeof content === 'string' ? message : { ...message, content: content.map(plainFile) };
  });
}

function hasUnusual({ content }: PromptMessage): boolean {
  return typeof content !== 'string' && content.some(part => plainFile(part) !== part);
}

function plainFile(part: PromptPart): PromptPart {
  const { type, data, mediaType, providerOptions } = part;
  if (type !== 'file') return part;
  const text = textOf(data);
  if (text !== undefined) return { type: 'text', text, ...(providerOptions && { providerOptions }) };
  return mediaType === undefined || mediaType.includes('/') ? part : { ...part, mediaType: `${mediaType}/*` };
}

function textOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || Reflect.get(data, 'type') !== 'text') return undefined;
  const text: unknown = Reflect.get(data, 'text');
  return typeof text === 'string' ? text : undefined;
}
