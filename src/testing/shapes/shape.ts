import type { JsonObject } from '../http/json.ts';

/** What a shape is filled with: the model's own words, and a call of a tool that the request offers. */
export interface ShapeFacts {
  readonly model: string;
  readonly text: string;
  readonly thoughts: string;
  readonly call: ShapeCall;
}

export interface ShapeCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly args: string;
  readonly input: unknown;
}

/** An answer in one of the forms that occur in the wild, streamed and whole. */
export interface Shape {
  readonly chunks: readonly unknown[];
  readonly whole: unknown;
  /** The stream does not end with `[DONE]`. */
  readonly open?: true;
}

export type ShapeTable<NAME extends string> = Readonly<Record<NAME, (facts: ShapeFacts) => Shape>>;

export const usage: JsonObject = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 };

const envelope = { id: 'chatcmpl-local', created: 1_790_000_000 };

/** A chunk of chat completions. */
export function chunk(delta: JsonObject, finish: string | null = null, extra: JsonObject = {}): JsonObject {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return { ...envelope, object: 'chat.completion.chunk', model: 'local', choices, ...extra };
}

/** The chunks of a stream, with how it ends. */
export function streamed(deltas: readonly JsonObject[], finish = 'stop'): JsonObject[] {
  return [
    chunk({ role: 'assistant', content: '' }),
    ...deltas.map(delta => chunk(delta)),
    chunk({}, finish),
    { ...envelope, object: 'chat.completion.chunk', model: 'local', choices: [], usage },
  ];
}

/** A whole chat completion. */
export function whole(message: JsonObject, finish = 'stop', extra: JsonObject = {}): JsonObject {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }];
  return { ...envelope, object: 'chat.completion', model: 'local', choices, usage, ...extra };
}

/** A call as a message holds it. */
export function toolCall({ id, name, args }: ShapeCall, index = 0): JsonObject {
  return { index, id, type: 'function', function: { name, arguments: args } };
}

/** A text in two pieces. */
export function halves(text: string): [string, string] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

/** An answer that is this text. */
export function textAnswer(text: string): Shape {
  return {
    chunks: streamed(halves(text).map(content => ({ content }))),
    whole: whole({ content: text }),
  };
}

/** An answer of these calls; in the stream, of these pieces. */
export function called(
  calls: readonly JsonObject[],
  pieces: readonly JsonObject[] = calls,
  finish = 'tool_calls',
): Shape {
  return {
    chunks: streamed(
      pieces.map(piece => ({ tool_calls: [piece] })),
      finish,
    ),
    whole: whole({ content: null, tool_calls: calls }, finish),
  };
}
