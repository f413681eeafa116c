import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { isRecord } from '../json-values.ts';
import { words } from './fields.ts';
import type { PromptPart, PromptStep } from './profile.ts';
import { mapParts, withWire } from './prompt.ts';

/** A file of the prompt: in-line, or by the URL under which the upstream fetches it. */
export interface PromptFile {
  /** All of it; empty where it goes by its URL. */
  readonly base64: string;
  /** That URL, or all of it in one. */
  readonly address: string;
  readonly filename: string | undefined;
}

/** The wire part for a media type, by the exact type or as `video/*`. */
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
  /** Media types of files other than images that may travel as a URL; the profile lists the URLs in `supportedUrls`. */
  readonly urls?: RegExp;
}

/**
 * Carries files that the core of 1.x rejects (it accepts images only): the part travels as a text part whose
 * `providerOptions.openaiCompatible` the core spreads over it, which makes it the wire part. Verified on
 * 1.0.61 (2026-11): a lone text part would be flattened to a string, so it gets an empty companion.
 * Media types are compared in lower case (RFC 2045); the core compares them case by case.
 * @throws UnsupportedFunctionalityError for what the upstream does not accept
 */
export function sendFiles(rule: MediaRule): PromptStep {
  return mapParts((parts, { role }) => {
    if (role !== 'user' || !parts.some(isFile)) return parts;
    const lifted = parts.map(part => (isFile(part) ? liftPart(part, rule) : part));
    return lifted.length === 1 && lifted[0]?.type === 'text' ? [...lifted, emptyText] : lifted;
  });
}

const emptyText: PromptPart = { type: 'text', text: '' };

function liftPart(part: PromptPart, { parts = {}, images = true, urls, stored }: MediaRule): PromptPart {
  const { data, filename } = part;
  const reference = isRecord(data) ? data.reference : undefined;
  if (reference !== undefined) return wirePart(storedPart(reference, stored));
  const mediaType = (part.mediaType ?? '').toLowerCase();
  if (images && mediaType.startsWith('image/')) return { ...part, mediaType };
  const byURL = data instanceof URL;
  const toWire = parts[mediaType] ?? parts[`${mediaType.split('/', 1)}/*`];
  if (toWire === undefined || (byURL && !urls?.test(mediaType))) {
    const accepted = ['text', ...(images ? ['images'] : []), ...Object.keys(parts)].join(', ');
    const by = toWire ? ' by URL' : '';
    throw new UnsupportedFunctionalityError({
      functionality: `file part media type ${mediaType}${by}`,
      message: `This model does not accept "${mediaType}" parts${by}. It accepts ${accepted}.`,
    });
  }
  const base64 = byURL ? '' : toBase64(data);
  const address = byURL ? String(data) : `data:${mediaType};base64,${base64}`;
  return wirePart(toWire({ base64, address, filename }));
}

function wirePart(wire: Wire): PromptPart {
  return withWire(emptyText, { text: undefined, ...wire });
}

/**
 * A file by the ids that providers gave it, as specification V4 and tool results of V3 write it; a bare one is that of
 * the provider that is called.
 */
function storedPart(reference: unknown, stored: MediaRule['stored']): Wire {
  const ids = isRecord(reference) ? reference : undefined;
  const id = ids ? stored?.keys.map(key => ids[key]).find(Boolean) : reference;
  if (stored && id) return stored.part(String(id));
  const names = ids ? ` (it has one for: ${Object.keys(ids).join(', ')})` : '';
  throw new UnsupportedFunctionalityError({
    functionality: 'file part by reference',
    message: `This model does not accept a file by reference${names}. Pass the file itself, or a URL of it.`,
  });
}

export function isFile({ type }: PromptPart): boolean {
  return type === 'file';
}

/** The address of a file, or all of it in one. */
export function dataURL({ data, mediaType }: PromptPart): string {
  return data instanceof URL ? String(data) : `data:${mediaType};base64,${toBase64(data)}`;
}

function toBase64(data: unknown): string {
  return data instanceof Uint8Array ? convertUint8ArrayToBase64(data) : String(data);
}

/** A document in OpenAI's form: a data URL with a name. */
export const fileData: FilePart = ({ address, filename }) => ({
  type: 'file',
  file: { filename: filename ?? 'file.pdf', file_data: address },
});

/** A video as most followers of OpenAI's format accept it. Source: @ai-sdk/openai-compatible 3.0.92 (2026-11). */
export const videoURL: FilePart = ({ address }) => ({ type: 'video_url', video_url: { url: address } });

/** Audio in OpenAI's form: bare base64, and the name of its format after a media type where that is another. */
export function audioFormats(names: string): FileParts {
  return Object.fromEntries(
    words(names).map(entry => {
      const [type, format = type] = entry.split('=');
      const part: FilePart = ({ base64 }) => ({ type: 'input_audio', input_audio: { data: base64, format } });
      return [`audio/${type}`, part];
    }),
  );
}

/** The formats that OpenAI accepts. */
export const audioParts: FileParts = audioFormats('wav x-wav=wav mp3 mpeg=mp3');

/** All that OpenAI's format, and its followers, have a part for. */
export const allMedia: FileParts = { 'application/pdf': fileData, 'video/*': videoURL, ...audioParts };

/** Images that the upstream fetches from any host. */
export const imageURLs: Readonly<Record<string, readonly RegExp[]>> = { 'image/*': [/^https?:\/\/.*$/] };

/** Images and documents that the upstream fetches, from `https` only. */
export const httpsFileURLs: Readonly<Record<string, readonly RegExp[]>> = {
  'image/*': [/^https:\/\/.*$/],
  'application/pdf': [/^https:\/\/.*$/],
};
