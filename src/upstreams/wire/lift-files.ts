import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import type { PromptMessage, PromptPart, PromptStep } from '../profile.ts';

/** A file of the prompt in the form that goes on the wire. */
export interface LiftedFile {
  readonly base64: string;
  readonly mediaType: string;
  readonly filename: string | undefined;
}

/** The wire part for a media type, by exact type. */
export type FileParts = Readonly<Record<string, (file: LiftedFile) => Readonly<Record<string, unknown>>>>;

/**
 * Carries files that the core of 1.x refuses (it knows images only): the part travels as a text part whose
 * `providerOptions.openaiCompatible` the core spreads over it, which makes it the wire part. Verified on
 * 1.0.61 (2026-11): a lone text part would be flattened to a string, so it gets an empty companion.
 * Media types are compared in lower case, as RFC 2045 says; the core compares letter by letter.
 */
export function liftFiles(wireParts: FileParts): PromptStep {
  return prompt => prompt.map(message => liftMessage(message, wireParts));
}

function liftMessage(message: PromptMessage, wireParts: FileParts): PromptMessage {
  const { content } = message;
  if (message.role !== 'user' || typeof content === 'string' || !content.some(isFile)) return message;
  const parts = content.map(part => (isFile(part) ? liftPart(part, wireParts) : part));
  const [only, ...others] = parts;
  const alone = others.length === 0 && only?.type === 'text';
  return { ...message, content: alone ? [...parts, { type: 'text', text: '' } as PromptPart] : parts };
}

function liftPart(part: PromptPart, wireParts: FileParts): PromptPart {
  const mediaType = (part.mediaType ?? '').toLowerCase();
  if (mediaType.startsWith('image/')) return { ...part, mediaType };
  const toWire = wireParts[mediaType];
  if (toWire === undefined || part.data instanceof URL) {
    const functionality = `file part media type ${mediaType}${part.data instanceof URL ? ' by URL' : ''}`;
    throw new UnsupportedFunctionalityError({ functionality });
  }
  const wire = toWire({ base64: toBase64(part.data), mediaType, filename: part.filename });
  const text = {
    type: 'text',
    text: '',
    providerOptions: { openaiCompatible: { text: undefined, ...wire } },
  };
  return text;
}

function isFile(part: PromptPart): boolean {
  return part.type === 'file';
}

function toBase64(data: unknown): string {
  return data instanceof Uint8Array ? convertUint8ArrayToBase64(data) : String(data);
}
