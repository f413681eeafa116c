import type { CallWarning, PromptMessage, PromptPart } from '../upstreams/profile.ts';

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
const urlOf = ({ url }: Members): URL => new URL(String(url));

/** The forms in which the specifications write files of a tool result, by their type. */
const files: Readonly<Record<string, ToFile>> = {
  media: ({ data, mediaType }) => file(data, mediaType),
  'file-data': ({ data, mediaType, filename }) => file(data, mediaType, filename),
  'image-data': ({ data, mediaType }) => file(data, mediaType),
  'file-url': item => file(urlOf(item), item.mediaType ?? 'application/octet-stream'),
  'image-url': item => file(urlOf(item), image),
  'file-id': ({ fileId }) => file({ reference: referenceOf(fileId) }, undefined),
  'image-file-id': ({ fileId }) => file({ reference: referenceOf(fileId) }, image),
  file: ({ data, mediaType, filename }) => file(data, mediaType, filename),
};

/** Ids by provider; a bare one is OpenAI's, whose API they come from. */
function referenceOf(fileId: unknown): unknown {
  return typeof fileId === 'string' ? { openai: fileId } : fileId;
}

/**
 * Carries what tools return in several parts. A tool message takes text only, so its texts become one, and its files
 * follow in a message of the user, behind the results of the turn. The core would send all of it as JSON text.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function liftToolResults(
  prompt: readonly PromptMessage[],
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
    const results = hasParts(message) ? message.content.map(part => liftResult(part, warn)) : [];
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

function liftResult(part: PromptPart, warn: (warning: CallWarning) => void): LiftedResult {
  const items = itemsOf(part);
  if (items === undefined) return { part, moved: [] };
  const texts = items.flatMap(({ type, text }) => (type === 'text' ? [String(text)] : []));
  const moved = items.flatMap(item => fileOf(item, warn) ?? []);
  const name = Reflect.get(part, 'toolName');
  const label = `${moved.length === 1 ? 'The file' : `The ${moved.length} files`} that the tool "${name}" returned:`;
  const value = [...texts, ...(moved.length > 0 && texts.length === 0 ? ['See the next message.'] : [])];
  return {
    part: { ...part, output: { type: 'text', value: value.join('\n') } } as PromptPart,
    moved: moved.length === 0 ? [] : [{ type: 'text', text: label }, ...moved],
  };
}

function fileOf(item: Members, warn: (warning: CallWarning) => void): PromptPart | undefined {
  const type = String(item.type);
  if (type === 'text') return undefined;
  const found = Object.hasOwn(files, type) ? files[type]?.(item) : undefined;
  if (found === undefined) {
    const details = 'the chat format has no place for it; it was left out.';
    warn({ type: 'unsupported', feature: `tool result content of type "${type}"`, details });
  }
  return found;
}

function hasParts(message: PromptMessage): message is PromptMessage & { content: readonly PromptPart[] } {
  const { role, content } = message;
  return role === 'tool' && typeof content !== 'string' && content.some(part => itemsOf(part) !== undefined);
}

/** The parts of a tool result that has several. */
function itemsOf(part: PromptPart): readonly Members[] | undefined {
  const output: unknown = Reflect.get(part, 'output');
  if (typeof output !== 'object' || output === null || Reflect.get(output, 'type') !== 'content')
    return undefined;
  const value: unknown = Reflect.get(output, 'value');
  return Array.isArray(value) ? value : undefined;
}
