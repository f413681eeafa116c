import { isRecord, type JSONRecord, parseRecord } from '../../json-values.ts';
/** A chunk that does nothing but add text to one field of one choice. */
export interface PlainDelta {
  /** Equal for chunks that may be joined. */
  readonly kind: string;
  readonly text: string;
  /** The name of the member that holds the text. */
  readonly member: string;
  /** The chunk, as JSON, with another text. */
  readonly write: (text: string) => string;
}

/** Members of a chunk that say nothing new from one chunk to the next, or are padding. */
const repeated = new Set([
  'id',
  'object',
  'created',
  'model',
  'provider',
  'system_fingerprint',
  'service_tier',
  'obfuscation',
  'p',
  'choices',
  'usage',
]);

/** A chunk taken for what it adds, or `undefined` where it does anything else. */
export function plainDelta(json: string): PlainDelta | undefined {
  const chunk = parseRecord(json);
  if (chunk === undefined) return undefined;
  for (const key in chunk) if (!repeated.has(key)) return undefined;
  const { choices, usage } = chunk;
  if ((usage !== undefined && usage !== null) || !Array.isArray(choices) || choices.length !== 1)
    return undefined;
  const choice: unknown = choices[0];
  if (!isRecord(choice) || (choice.finish_reason ?? undefined) !== undefined) return undefined;
  for (const key in choice) if (!choiceKeys.has(key)) return undefined;
  if ((choice.logprobs ?? undefined) !== undefined || !isRecord(choice.delta)) return undefined;
  const added = addedBy(choice.delta);
  if (added === undefined) return undefined;
  const { field, member, text, delta } = added;
  return {
    member,
    kind: `${chunk.id} ${choice.index} ${field}`,
    text,
    write: joined => JSON.stringify({ ...chunk, choices: [{ ...choice, delta: delta(joined) }] }),
  };
}

const choiceKeys = new Set(['index', 'delta', 'finish_reason', 'logprobs', 'native_finish_reason']);

interface Added {
  readonly field: string;
  readonly member: string;
  readonly text: string;
  readonly delta: (text: string) => JSONRecord;
}

/** The one field that a delta adds text to. A role, `null` and an empty text beside it say nothing. */
function addedBy(delta: JSONRecord): Added | undefined {
  let field: string | undefined;
  for (const key in delta) {
    const value = delta[key];
    if (value === null || value === '' || (key === 'role' && value === 'assistant')) continue;
    if (field !== undefined) return undefined;
    field = key;
  }
  if (field === 'tool_calls') return argumentsOf(delta);
  if (field !== 'content' && field !== 'reasoning_content' && field !== 'reasoning') return undefined;
  const value = delta[field];
  if (Array.isArray(value)) return field === 'content' ? partOf(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const name = field;
  return { field, member: field, text: value, delta: text => ({ ...delta, [name]: text }) };
}

/** Mistral's list of one part, which says the same as a text. */
function partOf([part, ...others]: readonly unknown[]): Added | undefined {
  if (others.length > 0 || !isRecord(part)) return undefined;
  const thoughts = part.type === 'thinking' && Array.isArray(part.thinking) ? part.thinking : undefined;
  const inner: unknown = thoughts === undefined ? part : thoughts.length === 1 ? thoughts[0] : undefined;
  if (!isRecord(inner) || inner.type !== 'text' || typeof inner.text !== 'string') return undefined;
  const field = thoughts === undefined ? 'content' : 'reasoning_content';
  return { field: `part ${field}`, member: 'text', text: inner.text, delta: text => ({ [field]: text }) };
}

/** A further piece of the arguments of one call: no id, no name. */
function argumentsOf(delta: JSONRecord): Added | undefined {
  const calls = delta.tool_calls;
  if (!Array.isArray(calls) || calls.length !== 1) return undefined;
  const call: unknown = calls[0];
  if (!isRecord(call) || !isRecord(call.function)) return undefined;
  for (const key in call)
    if (key !== 'index' && key !== 'function' && !(key === 'type' && call.type === 'function'))
      return undefined;
  for (const key in call.function) if (key !== 'arguments') return undefined;
  const { index, function: piece } = call;
  if (typeof index !== 'number' || typeof piece.arguments !== 'string') return undefined;
  return {
    field: `tool ${index}`,
    member: 'arguments',
    text: piece.arguments,
    delta: text => ({ ...delta, tool_calls: [{ ...call, function: { arguments: text } }] }),
  };
}
