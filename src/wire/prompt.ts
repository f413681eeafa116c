import { mapItems } from './body.ts';
import type { PromptMessage, PromptPart, PromptStep } from './profile.ts';

/**
 * Carries what the core of 1.x drops from an assistant turn: the thought signature of a Gemini call travels with
 * the call, as `extra_content.google.thought_signature`. Gemini 3 rejects a turn whose first call has none, so
 * calls of another model get `missing`.
 * @param keys the keys of `providerOptions` under which a signature may come back
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export function sendSignatures(keys: readonly string[], missing?: string): PromptStep {
  return mapParts((parts, { role }) => {
    const signatures = parts.map(part => signatureOf(part, keys));
    const first = parts.findIndex(part => part.type === 'tool-call');
    const signed = signatures.some(signature => signature !== undefined);
    if (role !== 'assistant' || first === -1 || (!signed && missing === undefined)) return parts;
    return parts.map((part, index) => {
      const signature = signatures[index] ?? (!signed && index === first ? missing : undefined);
      if (part.type !== 'tool-call' || signature === undefined) return part;
      return withWire(part, { extra_content: { google: { thought_signature: signature } } });
    });
  });
}

function signatureOf({ type, providerOptions }: PromptPart, keys: readonly string[]): string | undefined {
  if (type !== 'tool-call') return undefined;
  const found = keys.map(key => providerOptions?.[key]?.thoughtSignature);
  return found.find((value): value is string => typeof value === 'string' && value !== '');
}

/** Rewrites the parts of messages; messages in which nothing changed stay the same. */
export function mapParts(
  map: (parts: readonly PromptPart[], message: PromptMessage) => readonly PromptPart[],
): PromptStep {
  return prompt =>
    mapItems(prompt, message => {
      if (typeof message.content === 'string') return message;
      const content = map(message.content, message);
      return content === message.content ? message : { ...message, content };
    });
}

/** The reasoning details of an earlier answer, unchanged: an upstream checks their signatures. */
export const sendReasoningDetails: PromptStep = prompt =>
  prompt.map(message => {
    const details = detailsOf(message);
    return details.length === 0 ? message : withWire(message, { reasoning_details: details });
  });

function detailsOf({ role, content }: PromptMessage): readonly unknown[] {
  if (role !== 'assistant' || typeof content === 'string') return [];
  return content.flatMap(({ type, providerOptions }) => {
    const details = type === 'reasoning' ? providerOptions?.cloudflare?.reasoningDetails : undefined;
    return Array.isArray(details) ? details : [];
  });
}

/** The core of 1.x spreads this block over what it writes for the message or the part. */
export function withWire<ITEM extends PromptMessage | PromptPart>(
  item: ITEM,
  fields: Readonly<Record<string, unknown>>,
): ITEM {
  const { providerOptions } = item;
  const openaiCompatible = { ...providerOptions?.openaiCompatible, ...fields };
  return { ...item, providerOptions: { ...providerOptions, openaiCompatible } };
}

/** Runs prompt steps one after the other. */
export function composePromptSteps(...steps: readonly PromptStep[]): PromptStep {
  return prompt => steps.reduce((current, step) => step(current), prompt);
}
