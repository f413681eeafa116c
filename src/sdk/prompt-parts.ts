import type { PromptMessage, PromptPart } from '../wire/profile.ts';

/** Maps the parts of a prompt. Messages without a change stay the objects they are. */
export function mapPromptParts(
  prompt: readonly PromptMessage[],
  map: (part: PromptPart, message: PromptMessage) => PromptPart,
): readonly PromptMessage[] {
  return prompt.map(message => {
    const { content } = message;
    if (typeof content === 'string') return message;
    let changed = false;
    const parts = content.map(part => {
      const mapped = map(part, message);
      changed ||= mapped !== part;
      return mapped;
    });
    return changed ? { ...message, content: parts } : message;
  });
}

/**
 * A call without its thought signature. The cores of 2.x and 3.x write one to every upstream (2.0.92, 3.0.92,
 * 2026-11); the profiles have written it where it is understood.
 */
export function withoutSignature(part: PromptPart): PromptPart {
  const signed =
    part.type === 'tool-call' &&
    Object.values(part.providerOptions ?? {}).some(options => options?.thoughtSignature !== undefined);
  if (!signed) return part;
  const { openaiCompatible } = part.providerOptions ?? {};
  const { providerOptions: _, ...rest } = part;
  return openaiCompatible === undefined ? rest : { ...rest, providerOptions: { openaiCompatible } };
}
