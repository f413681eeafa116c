import { isRecord, type JSONRecord } from '../json-values.ts';
import { dataURL, isFile } from '../wire/files.ts';
import {
  type CallWarning,
  type PromptMessage,
  type PromptPart,
  reportUnsupported,
  type UpstreamProfile,
} from '../wire/profile.ts';
import { withWire } from '../wire/prompt.ts';
import { acceptedFiles, type FileReader } from './accepted-files.ts';

/**
 * Carries tool results of several parts, and the files of earlier answers. A message of a tool accepts text only, and so
 * does one of the assistant: their files follow in a user message after the results of the turn. The core would send the
 * results as JSON text, and leave the files of an answer out. A file that the model does not accept is dropped with a
 * warning: what a tool or a model returned is not the caller's choice.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function carryFiles(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried: PromptMessage[] = [];
  let pending: readonly PromptPart[] = [];
  const flush = (): void => {
    if (pending.length > 0) carried.push({ role: 'user', content: pending });
    pending = [];
  };
  const reader = acceptedFiles(profile, warn);
  for (const message of prompt) {
    const { role, content } = message;
    if (role !== 'tool') flush();
    if (typeof content === 'string') carried.push(message);
    else if (role === 'assistant' && content.some(isFile)) {
      const [answer, moved] = carryAnswer(message, content, profile, reader, warn);
      carried.push(answer);
      pending = moved;
    } else if (role === 'tool') {
      const results = content.map(part => carryResult(part, reader));
      carried.push({ ...message, content: results.map(([part]) => part) });
      pending = [...pending, ...results.flatMap(([, moved]) => moved)];
    } else carried.push(message);
  }
  flush();
  return carried;
}

/** What stays, and the parts that move to the next message. */
type Carried<ITEM> = readonly [item: ITEM, moved: readonly PromptPart[]];

/**
 * The files of an earlier answer: where the upstream reads them in the assistant's message, there, otherwise after it.
 * Words that came with audio are its transcript.
 */
function carryAnswer(
  message: PromptMessage,
  parts: readonly PromptPart[],
  { vendor, answerImages }: UpstreamProfile,
  readFile: FileReader,
  warn: (warning: CallWarning) => void,
): Carried<PromptMessage> {
  const content = parts.filter(part => !isFile(part));
  const spoken = content.some(({ type, text }) => type === 'text' && text !== '');
  const images: JSONRecord[] = [];
  let audio: JSONRecord | undefined;
  const moved = parts.filter(isFile).flatMap(part => {
    const { mediaType = '', providerOptions } = part;
    const kept = providerOptions?.cloudflare?.audio;
    if (answerImages && mediaType.startsWith('image/')) {
      images.push({ type: 'image_url', image_url: { url: dataURL(part) } });
    } else if (isRecord(kept) && vendor?.keys.includes(String(kept.vendor)) && !isPast(kept.expiresAt)) {
      audio = { id: kept.id };
    } else if (spoken && mediaType.startsWith('audio/')) {
      reportUnsupported(warn, 'audio of an earlier answer', 'its transcript was sent instead.');
    } else return readFile({ ...part }, 'file of an earlier answer');
    return [];
  });
  // The vendor keeps the words with the audio.
  const words = audio === undefined ? content : content.filter(({ type }) => type !== 'text');
  const answer = {
    ...message,
    content: words.length === 0 && moved.length > 0 ? [{ type: 'text', text: seeNext }] : words,
  };
  const fields = { ...(images.length > 0 && { images }), ...(audio && { audio }) };
  return [withWire(answer, fields), labelled(moved, 'you made')];
}

/** Whether a moment, in seconds, is over. */
function isPast(seconds: unknown): boolean {
  return typeof seconds === 'number' && seconds * 1000 < Date.now();
}

const seeNext = 'See the next message.';

/** Files behind words that tell whose they are. */
function labelled(files: readonly PromptPart[], that: string): readonly PromptPart[] {
  const { length } = files;
  const text = `${length === 1 ? 'The file' : `The ${length} files`} that ${that}:`;
  return length === 0 ? [] : [{ type: 'text', text }, ...files];
}

function carryResult(part: PromptPart, readFile: FileReader): Carried<PromptPart> {
  const items = itemsOf(part);
  if (items === undefined) return [part, []];
  const texts = items.flatMap(({ type, text }) => (type === 'text' ? [String(text)] : []));
  const moved = items.flatMap(item => readFile(item, 'tool result content'));
  const value = texts.length === 0 && moved.length > 0 ? seeNext : texts.join('\n');
  return [
    { ...part, output: { type: 'text', value } } as PromptPart,
    labelled(moved, `the tool "${Reflect.get(part, 'toolName')}" returned`),
  ];
}

/** The parts of a tool result that has several; a denied call, which core 1.x does not know, has one. */
export function itemsOf(part: PromptPart): readonly JSONRecord[] | undefined {
  const output: unknown = Reflect.get(part, 'output');
  if (!isRecord(output)) return undefined;
  const { type, value, reason } = output;
  if (type === 'execution-denied') return [{ type: 'text', text: reason ?? 'Tool call execution denied.' }];
  return type === 'content' && Array.isArray(value) ? value : undefined;
}
