import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { isRecord, type JSONRecord } from '../json-values.ts';
import { parseURL } from '../urls.ts';
import type { CallWarning, PromptMessage, PromptPart, UpstreamProfile } from '../wire/profile.ts';
import { plainFiles } from './plain-files.ts';

/** The prompt without what the core would drop, refuse, or write as something else. */
export function preparePrompt(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried = plainFiles(carryToolResults(prompt.flatMap(splitResults), profile, warn));
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
 * Carries tool results of several parts. A tool message accepts text only, so its texts become one, and its files
 * follow in a user message after the results of the turn. The core would send all of it as JSON text. A file that the
 * model does not accept is dropped with a warning: what a tool returns is not the caller's choice.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
function carryToolResults(
  prompt: readonly PromptMessage[],
  { preparePrompt }: Pick<UpstreamProfile, 'preparePrompt'>,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  if (!prompt.some(hasParts)) return prompt;
  const carried: PromptMessage[] = [];
  let pending: PromptPart[] = [];
  const flush = (): void => {
    if (pending.length > 0) carried.push({ role: 'user', content: pending });
    pending = [];
  };
  for (const message of prompt) {
    if (message.role !== 'tool') flush();
    const results = hasParts(message)
      ? message.content.map(part => carryResult(part, acceptedFile(preparePrompt, warn)))
      : [];
    carried.push(results.length === 0 ? message : { ...message, content: results.map(({ part }) => part) });
    pending.push(...results.flatMap(({ moved }) => moved));
  }
  flush();
  return carried;
}

interface CarriedResult {
  readonly part: PromptPart;
  readonly moved: readonly PromptPart[];
}

function carryResult(part: PromptPart, fileOf: (item: JSONRecord) => PromptPart | undefined): CarriedResult {
  const items = itemsOf(part);
  if (items === undefined) return { part, moved: [] };
  const texts = items.flatMap(({ type, text }) => (type === 'text' ? [String(text)] : []));
  const moved = items.flatMap(item => fileOf(item) ?? []);
  const name = Reflect.get(part, 'toolName');
  const label = `${moved.length === 1 ? 'The file' : `The ${moved.length} files`} that the tool "${name}" returned:`;
  const instead = moved.length > 0 ? 'See the next message.' : 'The result holds nothing that can be shown.';
  const value = texts.length > 0 ? texts.join('\n') : instead;
  return {
    part: { ...part, output: { type: 'text', value } } as PromptPart,
    moved: moved.length === 0 ? [] : [{ type: 'text', text: label }, ...moved],
  };
}

const unreadable = 'the chat format cannot carry it, or it cannot be read';

/** Reads the files that the model accepts, and warns of the others. */
function acceptedFile(
  preparePrompt: UpstreamProfile['preparePrompt'],
  warn: (warning: CallWarning) => void,
): (item: JSONRecord) => PromptPart | undefined {
  return item => {
    const type = String(item.type);
    if (type === 'text') return undefined;
    const part = Object.hasOwn(files, type) ? files[type]?.(item) : undefined;
    const refused = part === undefined ? unreadable : refusalOf(part, preparePrompt);
    if (refused === undefined) return part;
    warn({
      type: 'unsupported',
      feature: `tool result content of type "${type}"`,
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
