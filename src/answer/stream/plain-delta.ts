import { isRecord, isText, type JSONRecord } from '../../json-values.ts';
import { words } from '../../wire/fields.ts';

/** A chunk that does nothing but add text to one block, or that adds nothing. */
export interface PlainDelta {
  /** Equal for chunks that add to the same block. Where nothing is added, `''`, or `end` where the answer may end. */
  readonly block: string;
  /** The type of the one part that the core makes of it, if it makes one. */
  readonly type?: 'text-delta' | 'reasoning-delta' | 'tool-input-delta';
  readonly text: string;
  /** The name of the member that holds the text. */
  readonly member: string;
  /** Which call the arguments belong to. */
  readonly index?: number;
  readonly chunk: JSONRecord;
  /** Whether the chunk also holds the count so far, or log probabilities of the text. */
  readonly hasFacts: boolean;
}

/** Members that change nothing from one chunk to the next, or are padding. */
const chunkMembers = words(
  'id object created model provider system_fingerprint service_tier obfuscation p choices usage response',
);
const choiceMembers = words('index delta finish_reason logprobs native_finish_reason');
const callMembers = words('index type function');

/** What a chunk adds, or `undefined` if it does anything else. */
export function plainDelta(chunk: unknown): PlainDelta | undefined {
  if (!hasOnly(chunk, chunkMembers)) return undefined;
  const { choices, usage = null, response } = chunk;
  if (usage !== null && (!isRecord(usage) || response !== undefined)) return undefined;
  if (response !== undefined)
    return choices === undefined && isText(response)
      ? { ...text, block: 'native', text: response, member: 'response', chunk, hasFacts: false }
      : undefined;
  // Usage stands alone.
  if (Array.isArray(choices) && choices.length === 0) return { ...ending, chunk, hasFacts: true };
  const choice = only(choices);
  // What belongs to another choice, `AnswerEvents` removes.
  if (!hasOnly(choice, choiceMembers) || choice.index || !isRecord(choice.delta)) return undefined;
  const { finish_reason: reason, native_finish_reason: native, logprobs } = choice;
  const added = addedBy(choice.delta);
  const ends = (reason ?? native ?? null) !== null;
  if (added === undefined || (ends && added !== nothing)) return undefined;
  return { ...(ends ? ending : added), chunk, hasFacts: usage !== null || isRecord(logprobs) };
}

function hasOnly(value: unknown, members: readonly string[]): value is JSONRecord {
  if (!isRecord(value)) return false;
  for (const key in value) if (!members.includes(key)) return false;
  return true;
}

/** What a delta adds to its one field. A role, `null` and an empty text next to it add nothing. */
function addedBy(delta: JSONRecord): AddedText | undefined {
  let field: string | undefined;
  for (const key in delta) {
    const value = delta[key];
    if (value === null || value === '' || (key === 'role' && value === 'assistant')) continue;
    if (field !== undefined) return undefined;
    field = key;
  }
  if (field === undefined) return nothing;
  const value = delta[field];
  if (field === 'tool_calls') return argumentsOf(value);
  if (field === 'content') return isText(value) ? { ...text, text: value } : contentPart(value);
  if (!isText(value)) return undefined;
  // Core 1.x reads the second field only where the first one is absent or null, not where it is empty.
  if (field === 'reasoning' && delta.reasoning_content !== '')
    return { ...reasoning, member: field, text: value };
  return field === 'reasoning_content' ? { ...reasoning, member: field, text: value } : undefined;
}

type AddedText = Omit<PlainDelta, 'chunk' | 'hasFacts'>;

const nothing: AddedText = { block: '', member: '', text: '' };
const ending: AddedText = { ...nothing, block: 'end' };
const text = { block: 'text', type: 'text-delta', member: 'content' } as const;
const reasoning = { block: 'reasoning', type: 'reasoning-delta' } as const;

/** Mistral's list of one part, which means the same as a text. */
export function contentPart(content: unknown): AddedText | undefined {
  const part = only(content);
  const thinks = part?.type === 'thinking';
  const inner = thinks ? only(part.thinking) : part;
  if (inner?.type !== 'text' || !isText(inner.text) || inner.thinking) return undefined;
  return { ...(thinks ? reasoning : text), member: 'text', text: inner.text };
}

/** A further piece of the arguments of one call, without an id or a name. */
function argumentsOf(calls: unknown): AddedText | undefined {
  const call = only(calls);
  if (!hasOnly(call, callMembers) || !hasOnly(call.function, ['arguments'])) return undefined;
  const { index, type = 'function' } = call;
  const text = call.function.arguments;
  // Another object may stand for all arguments so far.
  if (typeof index !== 'number' || type !== 'function' || !isText(text) || beginsObject.test(text))
    return undefined;
  return { block: `tool ${index}`, type: 'tool-input-delta', text, member: 'arguments', index };
}

/** How arguments begin that may replace earlier ones. */
export const beginsObject: RegExp = /^\s*\{/;

function only(list: unknown): JSONRecord | undefined {
  return Array.isArray(list) && list.length === 1 && isRecord(list[0]) ? list[0] : undefined;
}
