import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { CallWarning, PromptMessage, PromptPart, UpstreamProfile } from '../wire/profile.ts';
import { plainFiles } from './plain-files.ts';

type Members = Readonly<Record<string, unknown>>;

/** A file that a tool returned, as the part of a prompt; `undefined` for what is none. */
type ToFile = (item: Members) => PromptPart | undefined;

const image = 'image/*';
const file = (data: unknown, mediaType: unknown, filename?: unknown): PromptPart => ({
  type: 'file',
  data,
  mediaType: typeof mediaType === 'string' ? mediaType : image,
  ...(typeof filename === 'string' && { filename }),
});

/** Media types by the end of a path; files of other kinds are tried as images, which most are that come by URL. */
const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
};

/** Node 18 has no URL.canParse before 18.17. */
function parseURL(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function byURL({ url, mediaType }: Members): PromptPart | undefined {
  const parsed = parseURL(String(url));
  if (parsed === undefined) return undefined;
  const [, end = ''] = /\.(\w+)$/.exec(parsed.pathname.toLowerCase()) ?? [];
  return file(parsed, mediaType ?? (Object.hasOwn(mediaTypes, end) ? mediaTypes[end] : image));
}

/** The forms in which the specifications write files of a tool result, by their type. */
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
 * Carries what tools return in several parts. A tool message takes text only, so its texts become one, and its files
 * follow in a message of the user, behind the results of the turn. The core would send all of it as JSON text. A file
 * that the model does not take is left out with a warning: what a tool returns is not the caller's choice.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function liftToolResults(
  prompt: readonly PromptMessage[],
  { lift }: Pick<UpstreamProfile, 'lift'>,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  if (!prompt.some(hasParts)) return prompt;
  const lifted: PromptMessage[] = [];
  let pending: PromptPart[] = [];
  const flush = (): void => {
    if (pending.length > 0) lifted.push({ role: 'user', content: pending });
    pending = [];
  };
  for (const message of prompt) {
    if (message.role !== 'tool') flush();
    const results = hasParts(message)
      ? message.content.map(part => liftResult(part, takesOf(lift, warn)))
      : [];
    lifted.push(results.length === 0 ? message : { ...message, content: results.map(({ part }) => part) });
    pending.push(...results.flatMap(({ moved }) => moved));
  }
  flush();
  return lifted;
}

interface LiftedResult {
  readonly part: PromptPart;
  readonly moved: readonly PromptPart[];
}

function liftResult(part: PromptPart, fileOf: (item: Members) => PromptPart | undefined): LiftedResult {
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

const unreadable = 'the chat format has no place for it, or it cannot be read';

/** Reads the files that the model takes, and tells of the others. */
function takesOf(
  lift: UpstreamProfile['lift'],
  warn: (warning: CallWarning) => void,
): (item: Members) => PromptPart | undefined {
  return item => {
    const type = String(item.type);
    if (type === 'text') return undefined;
    const part = Object.hasOwn(files, type) ? files[type]?.(item) : undefined;
    const refused = part === undefined ? unreadable : refusalOf(part, lift);
    if (refused === undefined) return part;
    warn({
      type: 'unsupported',
      feature: `tool result content of type "${type}"`,
      details: `${refused}; it was left out.`,
    });
    return undefined;
  };
}

/** Why the model does not take a file, in the words of its profile. */
function refusalOf(part: PromptPart, lift: UpstreamProfile['lift']): string | undefined {
  try {
    lift?.(plainFiles([{ role: 'user', content: [part] }]));
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

/** The parts of a tool result that has several; a call that was denied, which the core of 1.x does not know, has one. */
export function itemsOf(part: PromptPart): readonly Members[] | undefined {
  const output: unknown = Reflect.get(part, 'output');
  if (typeof output !== 'object' || output === null) return undefined;
  const { type, value, reason } = output as Members;
  if (type === 'execution-denied') return [{ type: 'text', text: reason ?? 'Tool call execution denied.' }];
  return type === 'content' && Array.isArray(value) ? value : undefined;
}
