import { isText } from '../json-values.ts';
import { mapItems } from './body.ts';
import type { PromptMessage, PromptPart, PromptStep } from './profile.ts';

/**
 * Carries what the core of 1.x drops from an assistant turn: the thought signature of a Gemini call travels with
 * the call, as `extra_content.google.thought_signature`, and that of a text with the message. Gemini 3 rejects a turn
 * whose first call has none, so calls of another model get `missing`; that of a text is wanted, not required.
 * @param keys the keys of `providerOptions` under which a signature may come back
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures and https://github.com/mozilla-ai/any-llm/pull/1320
 */
export function sendSignatures(keys: readonly string[], missing?: string): PromptStep {
  return prompt =>
    mapItems(prompt, message => {
      const { role, content } = message;
      if (role !== 'assistant' || typeof content === 'string') return message;
      const signatures = content.map(part => signatureOf(part, keys));
      const first = content.findIndex(({ type }) => type === 'tool-call');
      const unsigned = content.some(({ type }, at) => type === 'tool-call' && signatures[at]) ? -1 : first;
      const parts = content.map((part, at) =>
        part.type === 'tool-call' ? signed(part, at === unsigned ? missing : signatures[at]) : part,
      );
      const ofText = signatures.filter((signature, at) => signature && content[at]?.type === 'text');
      return signed({ ...message, content: parts }, ofText.at(-1));
    });
}

function signed<ITEM extends PromptMessage | PromptPart>(item: ITEM, signature: string | undefined): ITEM {
  return signature === undefined
    ? item
    : withWire(item, { extra_content: { google: { thought_signature: signature } } });
}

function signatureOf({ providerOptions }: PromptPart, keys: readonly string[]): string | undefined {
  const found = keys.map(key => providerOptions?.[key]?.thoughtSignature);
  return found.find(isText);
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
    const { role, content } = message;
    if (role !== 'assistant' || typeof content === 'string') return message;
    const reasoning_details = content.flatMap(({ type, providerOptions }) => {
      const details = type === 'reasoning' ? providerOptions?.cloudflare?.reasoningDetails : undefined;
      return Array.isArray(details) ? details : [];
    });
    return reasoning_details.length === 0 ? message : withWire(message, { reasoning_details });
  });

/** The core of 1.x spreads this block over what it writes for the message or the part. */
export function withWire<ITEM extends PromptMessage | PromptPart>(
  item: ITEM,
  fields: Readonly<Record<string, unknown>>,
): ITEM {
  const { providerOptions } = item;
  const openaiCompatible = { ...providerOptions?.openaiCompatible, ...fields };
  return { ...item, providerOptions: { ...providerOptions, openaiCompatible } };
}
