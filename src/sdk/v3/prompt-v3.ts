import type { LanguageModelV3Prompt } from 'provider-v3';
import type { PromptMessage, PromptPart } from '../../wire/profile.ts';
import { mapPromptParts, withoutSignature } from '../shared/map-parts.ts';

/** A prompt of V3 reads as the parts that all specifications share. */
export function fromPromptV3(prompt: LanguageModelV3Prompt): readonly PromptMessage[] {
  return prompt as readonly PromptMessage[];
}

/** The way back: what was lifted has become text parts, and the others are those of V3. */
export function toPromptV3(prompt: readonly PromptMessage[]): LanguageModelV3Prompt {
  return mapPromptParts(prompt, part => withParsedInput(withoutSignature(part))) as LanguageModelV3Prompt;
}

/** Arguments that are text already. The core of 2.x would write JSON text as a JSON string once more (2.0.87, 2026-11). */
function withParsedInput(part: PromptPart): PromptPart {
  const input: unknown = Reflect.get(part, 'input');
  if (part.type !== 'tool-call' || typeof input !== 'string') return part;
  try {
    return { ...part, input: JSON.parse(input) } as PromptPart;
  } catch {
    return part;
  }
}
