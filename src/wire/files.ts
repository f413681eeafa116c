import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { isRecord, type JSONRecord } from '../json-values.ts';
import type { PromptMessage, PromptPart, PromptStep } from './profile.ts';

/** A file of the prompt: in-line, or by the URL under which the upstream fetches it. */
export interface PromptFile {
  readonly base64: string;
  readonly url: string | undefined;
  readonly mediaType: string;
  readonly filename: string | undefined;
}

/** The wire part for a media type, by exact type. */
export type FileParts = Readonly<Record<string, FilePart>>;

export type FilePart = (file: PromptFile) => Wire;

type Wire = Readonly<Record<string, unknown>>;

/** The media that an upstream accepts besides text. */
export interface MediaRule {
  readonly parts?: FileParts;
  /** Whether images are accepted, as `image_url`. @default true */
  readonly images?: boolean;
  /** Files that the upstream keeps itself: the keys under which their ids come, and the wire part for one. */
  readonly stored?: { readonly keys: readonly string[]; readonly part: (id: string) => Wire };
  /** Whether files other than images may travel as a URL; the profile lists the URLs in `supportedUrls`. */
  readonly urls?: true;
}

/**
 * Carries files that the core of 1.x rejects (it accepts images only): the part travels as a text part whose
 * `providerOptions.openaiCompatible` the core spreads over it, which makes it the wire part. Verified on
 * 1.0.61 (2026-11): a lone text part would be flattened to a string, so it gets an empty companion.
 * Media types are compared in lower case (RFC 2045); the core compares them case by case.
 * @throws UnsupportedFunctionalityError for what the upstream does not accept
 */
export function sendFiles(rule: MediaRule): PromptStep {
  return prompt => prompt.map(message => liftMessage(message, rule));
}

function liftMessage(message: PromptMessage, rule: MediaRule): PromptMessage {
  const { content } = message;
  if (message.role !== 'user' || typeof content === 'string' || !content.some(isFile)) return message;
  const parts = content.map(part => (isFile(part) ? liftPart(part, rule) : part));
  const [only, ...others] = parts;
  const alone = others.length === 0 && only?.type === 'text';
  return { ...message, content: alone ? [...parts, { type: 'text', text: '' }] : parts };
}

function liftPart(part: PromptPart, rule: MediaRule): PromptPart {
  const { parts = {}, images = true, urls } = rule;
  const reference = referenceOf(part.data);
  if (reference !== undefined) return wirePart(storedPart(reference, rule));
  const mediaType = (part.mediaType ?? '').toLowerCase();
  const byURL = part.data instanceof URL;
  const image = mediaType.startsWith('image/');
  if (image && images) return { ...part, mediaType };
  const toWire = Object.hasOwn(parts, mediaType) ? parts[mediaType] : undefined;
  if (toWire === undefined || (byURL && urls !== true)) {
    throw new UnsupportedFunctionalityError({
      functionality: `file part media type ${mediaType}${byURL && toWire ? ' by URL' : ''}`,
      message: `This model does not accept ${byURL && toWire ? 'URLs of ' : ''}"${mediaType}" parts. It accepts ${mediaOf(parts, images)}.`,
    });
  }
  const base64 = byURL ? '' : toBase64(part.data);
  const wire = toWire({
    base64,
    url: byURL ? String(part.data) : undefined,
    mediaType,
    filename: part.filename,
  });
  return wirePart(wire);
}

function wirePart(wire: Wire): PromptPart {
  return { type: 'text', text: '', providerOptions: { openaiCompatible: { text: undefined, ...wire } } };
}

/** Ids by provider; a bare one is that of the provider that is called. */
type FileReference = string | JSONRecord;

/** A file by the ids that providers gave it, as specification V4 and tool results of V3 write it. */
function referenceOf(data: unknown): FileReference | undefined {
  const reference = typeof data === 'object' && data !== null ? Reflect.get(data, 'reference') : undefined;
  return typeof reference === 'string' || isRecord(reference) ? reference : undefined;
}

function storedPart(reference: FileReference, { stored }: MediaRule): Wire {
  const id = stored && idFor(reference, stored.keys);
  if (stored !== undefined && id !== undefined) return stored.part(id);
  const names =
    typeof reference === 'string' ? '' : ` (it has one for: ${Object.keys(reference).join(', ')})`;
  throw new UnsupportedFunctionalityError({
    functionality: 'file part by reference',
    message: `This model does not accept a file by reference${names}. Pass the file itself, or a URL of it.`,
  });
}

function idFor(reference: FileReference, keys: readonly string[]): string | undefined {
  if (typeof reference === 'string') return reference;
  const key = keys.find(name => Object.hasOwn(reference, name));
  return key === undefined ? undefined : String(reference[key]);
}

function mediaOf(parts: FileParts, images: boolean): string {
  return ['text', ...(images ? ['images'] : []), ...Object.keys(parts)].join(', ');
}

function isFile(part: PromptPart): boolean {
  return part.type === 'file';
}

/** The address of a file, or all of it in one. */
export function dataURL({ data, mediaType }: PromptPart): string {
  return data instanceof URL ? String(data) : `data:${mediaType};base64,${toBase64(data)}`;
}

function toBase64(data: unknown): string {
  return data instanceof Uint8Array ? convertUint8ArrayToBase64(data) : String(data);
}

/** A document in OpenAI's form: a data URL with a name. */
export const fileData: FilePart = ({ base64, url, filename }) => ({
  type: 'file',
  file: {
    filename: filename ?? 'file.pdf',
    file_data: url ?? `data:application/pdf;base64,${base64}`,
  },
});

const inputAudio =
  (format: string): FilePart =>
  ({ base64 }) => ({ type: 'input_audio', input_audio: { data: base64, format } });

/** Audio in OpenAI's form: bare base64 and the name of its format. */
export const audioParts: FileParts = {
  'audio/wav': inputAudio('wav'),
  'audio/x-wav': inputAudio('wav'),
  'audio/mp3': inputAudio('mp3'),
  'audio/mpeg': inputAudio('mp3'),
};

/** Images that the upstream fetches from any host. */
export const imageURLs: Readonly<Record<string, readonly RegExp[]>> = { 'image/*': [/^https?:\/\/.*$/] };

/** Images and documents that the upstream fetches, from `https` only. */
export const httpsFileURLs: Readonly<Record<string, readonly RegExp[]>> = {
  'image/*': [/^https:\/\/.*$/],
  'application/pdf': [/^https:\/\/.*$/],
};
