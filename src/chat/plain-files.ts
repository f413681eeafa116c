import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { isRecord } from '../json-values.ts';
import { mapItems } from '../wire/body.ts';
import type { PromptPart, PromptStep } from '../wire/profile.ts';
import { mapParts } from '../wire/prompt.ts';

/**
 * Files in the one form that the profiles read. AI SDK 7 passes forms of its own specification to models of every other
 * one too: text as a file, and a media type without its second half, such as `image`. Files of text become text, and
 * images get their type from their first bytes.
 */
export const plainFiles: PromptStep = mapParts(parts => mapItems(parts, plainFile));

export function plainFile(part: PromptPart): PromptPart {
  const { type, data: given, mediaType } = part;
  if (type !== 'file') return part;
  const data = isRecord(given) && given.type === 'data' ? given.data : given;
  if (isRecord(data) && data.type === 'text' && typeof data.text === 'string')
    return textPart(part, data.text);
  if (mediaType === undefined) return part;
  const whole = mediaType.includes('/') ? mediaType : `${mediaType}/*`;
  const text = textTypes.test(whole) ? decodedText(data) : undefined;
  if (text !== undefined) return textPart(part, text);
  const known = whole.toLowerCase() === 'image/*' ? imageType(data) : whole;
  return known === mediaType ? part : { ...part, mediaType: known };
}

/** The text of a file, behind the file's name. */
export function textPart({ filename, providerOptions }: PromptPart, text: string): PromptPart {
  return { type: 'text', text: filename === undefined ? text : `${filename}:\n${text}`, providerOptions };
}

/** Media types of text. @see https://github.com/vercel/ai/issues/7399 */
const textTypes =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|x-ndjson|yaml|x-yaml|toml|javascript)$)/i;

function decodedText(data: unknown): string | undefined {
  try {
    const bytes = typeof data === 'string' ? convertBase64ToUint8Array(data) : data;
    return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : undefined;
  } catch {
    return undefined;
  }
}

/** How images begin, in base64. */
const imageTypes: readonly (readonly [string, string])[] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

function imageType(data: unknown): string {
  const start = data instanceof Uint8Array ? convertUint8ArrayToBase64(data.subarray(0, 6)) : data;
  return (
    imageTypes.find(([prefix]) => typeof start === 'string' && start.startsWith(prefix))?.[1] ?? 'image/*'
  );
}
