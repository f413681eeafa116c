import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { JSONRecord } from '../json-values.ts';
import { parseURL } from '../urls.ts';
import {
  type CallWarning,
  type PromptPart,
  reportUnsupported,
  type UpstreamProfile,
} from '../wire/profile.ts';
import { plainFiles } from './plain-files.ts';

/** The part for a file; none for text, and for what the model does not accept, with a warning. */
export type FileReader = (item: JSONRecord, what: string) => readonly PromptPart[];

export function acceptedFiles(
  { preparePrompt }: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): FileReader {
  return (item, what) => {
    const { type, mediaType = type } = item;
    if (type === 'text') return [];
    const part = fileOf(item);
    const refused = part
      ? refusalOf(part, preparePrompt)
      : 'the chat format cannot carry it, or it cannot be read';
    if (part && refused === undefined) return [part];
    const feature = `${what} of type "${type === 'file' ? mediaType : type}"`;
    reportUnsupported(warn, feature, `${refused}; it was dropped.`);
    return [];
  };
}

/** Why the model does not accept a file, in the words of its profile. */
function refusalOf(part: PromptPart, preparePrompt: UpstreamProfile['preparePrompt']): string | undefined {
  try {
    preparePrompt?.(plainFiles([{ role: 'user', content: [part] }]));
    return undefined;
  } catch (error) {
    if (!UnsupportedFunctionalityError.isInstance(error)) throw error;
    return error.message.replace(/\.$/, '');
  }
}

/** Media types by file extension; other files are tried as images, which most URLs point to. */
const mediaTypes: ReadonlyMap<string | undefined, string> = new Map([
  ['pdf', 'application/pdf'],
  ['mp3', 'audio/mpeg'],
  ['wav', 'audio/wav'],
]);

/** A file of a tool result as a part of a prompt, in whichever form the specifications write it. */
function fileOf({ url, fileId, data, mediaType, filename }: JSONRecord): PromptPart | undefined {
  const address = url === undefined ? undefined : parseURL(String(url));
  const source = fileId === undefined ? (address ?? data) : { reference: fileId };
  const end = address?.pathname.toLowerCase().split('.').at(-1);
  return source === undefined
    ? undefined
    : {
        type: 'file',
        data: source,
        mediaType: typeof mediaType === 'string' ? mediaType : (mediaTypes.get(end) ?? 'image/*'),
        ...(typeof filename === 'string' && { filename }),
      };
}
