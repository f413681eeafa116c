import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { isRecord, type JSONRecord } from '../json-values.ts';
import { parseURL } from '../urls.ts';
import { dataURL } from '../wire/files.ts';
import {
  type CallWarning,
  type PromptMessage,
  type PromptPart,
  reportUnsupported,
  type UpstreamProfile,
} from '../wire/profile.ts';
import { withWire } from '../wire/prompt.ts';
import { plainFiles } from './plain-files.ts';

/** The prompt without what the core would drop, refuse, or write as something else. */
export function preparePrompt(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried = plainFiles(carryFiles(prompt.flatMap(splitResults), profile, warn));
  return profile.preparePrompt?.(carried) ?? carried;
}

/**
 * The result of a call that the provider executed stands in the assistant's message. It becomes the message of a tool
 * after the call; what the assistant said after it is a message of its own.
 * @see https://github.com/mastra-ai/mastra/issues/23093
 */
function splitResults(message: PromptMessage): readonly PromptMessage[] {
  const { role, content } = message;
  if (role !== 'assistant' || typeof content === 'string' || !content.some(isResult)) return [message];
  const messages: PromptMessage[] = [];
  for (const part of content) {
    const kind = isResult(part) ? 'tool' : 'assistant';
    const last = messages.at(-1);
    if (last?.role === kind)
      messages[messages.length - 1] = { ...last, content: [...last.content, part] as PromptPart[] };
    else messages.push(kind === 'tool' ? { role: kind, content: [part] } : { ...message, content: [part] });
  }
  return messages;
}

function isResult({ type }: PromptPart): boolean {
  return type === 'tool-result';
}

/** A file that a tool returned, as a part of a prompt; `undefined` if it is not one. */
type ToFile = (item: JSONRecord) => PromptPart | undefined;

const image = 'image/*';
const file = (data: unknown, mediaType: unknown, filename?: unknown): PromptPart => ({
  type: 'file',
  data,
  mediaType: typeof mediaType === 'string' ? mediaType : image,
  ...(typeof filename === 'string' && { filename }),
});

/** Media types by file extension; other files are tried as images, which most URLs point to. */
const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
};

function byURL({ url, mediaType }: JSONRecord): PromptPart | undefined {
  const parsed = parseURL(String(url));
  if (parsed === undefined) return undefined;
  const [, end = ''] = /\.(\w+)$/.exec(parsed.pathname.toLowerCase()) ?? [];
  return file(parsed, mediaType ?? (Object.hasOwn(mediaTypes, end) ? mediaTypes[end] : image));
}

/** How the specifications write the files of a tool result, by type. */
const files: Readonly<Record<string, ToFile>> = {
  media: ({ data, mediaType }) => file(data, mediaType),
  'file-data': ({ data, mediaType, filename }) => file(data, mediaType, filename),
  'image-data': ({ data, mediaType }) => file(data, mediaType),
  'file-url': byURL,
  'image-url': ({ url }) => byURL({ url, mediaType: image }),
  'file-id': ({ fileId }) => file({ reference: fileId }, undefined),
  'image-file-id': ({ fileId }) => file({ reference: fileId }, image),
  file: ({ data, mediaType, filename }) => file(data, mediaType, filename),
};

/**
 * Carries tool results of several parts, and the files of earlier answers. A message of a tool accepts text only, and so
 * does one of the assistant: their files follow in a user message after the results of the turn. The core would send the
 * results as JSON text, and leave the files of an answer out. A file that the model does not accept is dropped with a
 * warning: what a tool or a model returned is not the caller's choice.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
function carryFiles(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  if (!prompt.some(message => hasParts(message) || hasFiles(message))) return prompt;
  const carried: PromptMessage[] = [];
  let pending: PromptPart[] = [];
  const flush = (): void => {
    if (pending.length > 0) carried.push({ role: 'user', content: pending });
    pending = [];
  };
  const results = acceptedFile(profile, warn, 'tool result content');
  const answers = acceptedFile(profile, warn, 'file of an earlier answer');
  for (const message of prompt) {
    if (message.role !== 'tool') flush();
    if (hasFiles(message)) {
      const { answer, moved } = carryAnswer(message, profile, answers, warn);
      carried.push(answer);
      pending.push(...moved);
      continue;
    }
    const parts = hasParts(message) ? message.content.map(part => carryResult(part, results)) : [];
    carried.push(parts.length === 0 ? message : { ...message, content: parts.map(({ part }) => part) });
    pending.push(...parts.flatMap(({ moved }) => moved));
  }
  flush();
  return carried;
}

/**
 * The files of an earlier answer: where the upstream reads them in the assistant's message, there, otherwise after it.
 * Words that came with audio are its transcript.
 */
function carryAnswer(
  message: PromptMessage & { content: readonly PromptPart[] },
  { vendor, answerImages }: UpstreamProfile,
  fileOf: FileReader,
  warn: (warning: CallWarning) => void,
): { readonly answer: PromptMessage; readonly moved: readonly PromptPart[] } {
  const content = message.content.filter(part => !isFile(part));
  const spoken = content.some(({ type, text }) => type === 'text' && text !== '');
  const images: JSONRecord[] = [];
  let audio: JSONRecord | undefined;
  const moved = message.content.filter(isFile).flatMap((part): readonly PromptPart[] => {
    const { mediaType = '', providerOptions } = part;
    const kept = providerOptions?.cloudflare?.audio;
    if (answerImages && mediaType.startsWith('image/')) {
      images.push({ type: 'image_url', image_url: { url: dataURL(part) } });
    } else if (isRecord(kept) && vendor?.keys.includes(String(kept.vendor)) && !isPast(kept.expiresAt)) {
      audio = { id: kept.id };
    } else if (spoken && mediaType.startsWith('audio/')) {
      reportUnsupported(warn, 'audio of an earlier answer', 'its transcript was sent instead.');
    } else return [fileOf(part as object as JSONRecord) ?? []].flat();
    return [];
  });
  const fields = { ...(images.length > 0 && { images }), ...(audio && { audio }) };
  // The vendor keeps the words with the audio.
  const words = audio === undefined ? content : content.filter(({ type }) => type !== 'text');
  const answer = {
    ...message,
    content: words.length === 0 && moved.length > 0 ? [{ type: 'text', text: seeNext }] : words,
  };
  return {
    answer: Object.keys(fields).length === 0 ? answer : withWire(answer, fields),
    moved: moved.length === 0 ? [] : [{ type: 'text', text: labelOf(moved, 'you made') }, ...moved],
  };
}

/** Whether a moment, in seconds, is over. */
function isPast(seconds: unknown): boolean {
  return typeof seconds === 'number' && seconds * 1000 < Date.now();
}

const seeNext = 'See the next message.';

function labelOf({ length }: readonly unknown[], that: string): string {
  return `${length === 1 ? 'The file' : `The ${length} files`} that ${that}:`;
}

interface CarriedResult {
  readonly part: PromptPart;
  readonly moved: readonly PromptPart[];
}

function carryResult(part: PromptPart, fileOf: FileReader): CarriedResult {
  const items = itemsOf(part);
  if (items === undefined) return { part, moved: [] };
  const texts = items.flatMap(({ type, text }) => (type === 'text' ? [String(text)] : []));
  const moved = items.flatMap(item => fileOf(item) ?? []);
  const label = labelOf(moved, `the tool "${Reflect.get(part, 'toolName')}" returned`);
  const instead = moved.length > 0 ? seeNext : 'The result holds nothing that can be shown.';
  const value = texts.length > 0 ? texts.join('\n') : instead;
  return {
    part: { ...part, output: { type: 'text', value } } as PromptPart,
    moved: moved.length === 0 ? [] : [{ type: 'text', text: label }, ...moved],
  };
}

const unreadable = 'the chat format cannot carry it, or it cannot be read';

/** The part for a file; `undefined` for text, and for what the model does not accept. */
type FileReader = (item: JSONRecord) => PromptPart | undefined;

/** Reads the files that the model accepts, and warns of the others. */
function acceptedFile(
  { preparePrompt }: UpstreamProfile,
  warn: (warning: CallWarning) => void,
  what: string,
): FileReader {
  return item => {
    const type = String(item.type);
    if (type === 'text') return undefined;
    const part = Object.hasOwn(files, type) ? files[type]?.(item) : undefined;
    const refused = part === undefined ? unreadable : refusalOf(part, preparePrompt);
    if (refused === undefined) return part;
    warn({
      type: 'unsupported',
      feature: `${what} of type "${type === 'file' ? (item.mediaType ?? type) : type}"`,
      details: `${refused}; it was dropped.`,
    });
    return undefined;
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

function isFile({ type }: PromptPart): boolean {
  return type === 'file';
}

function hasFiles(message: PromptMessage): message is PromptMessage & { content: readonly PromptPart[] } {
  const { role, content } = message;
  return role === 'assistant' && typeof content !== 'string' && content.some(isFile);
}

function hasParts(message: PromptMessage): message is PromptMessage & { content: readonly PromptPart[] } {
  const { role, content } = message;
  return role === 'tool' && typeof content !== 'string' && content.some(part => itemsOf(part) !== undefined);
}

/** The parts of a tool result that has several; a denied call, which core 1.x does not know, has one. */
export function itemsOf(part: PromptPart): readonly JSONRecord[] | undefined {
  const output: unknown = Reflect.get(part, 'output');
  if (!isRecord(output)) return undefined;
  const { type, value, reason } = output;
  if (type === 'execution-denied') return [{ type: 'text', text: reason ?? 'Tool call execution denied.' }];
  return type === 'content' && Array.isArray(value) ? value : undefined;
}
