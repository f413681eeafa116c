import type { JsonObject } from '../http/json.ts';
import type { CompletionUsage } from '../model/completion.ts';
import type { ChatRequest } from './upstream.ts';

/** Where reasoning text goes: a member of the message, `<think>` in its text, or Mistral's content parts. */
export type ReasoningForm = 'reasoning' | 'reasoning_content' | 'think-tags' | 'thinking-parts';

/** How an upstream writes an answer down. */
export interface Dialect {
  /** @default it is not shown */
  readonly reasoning?: ReasoningForm | ((request: ChatRequest) => ReasoningForm);
  /** Whether a request makes the model reason. @default never */
  readonly reasons?: (request: ChatRequest) => boolean;
  /**
   * `reasoning_details` next to the text: of a `whole` message, of a streamed `piece`, and of the `seal`, the last
   * one of a stream.
   */
  readonly reasoningDetails?: (
    text: string,
    at: 'whole' | 'piece' | 'seal',
    request: ChatRequest,
  ) => readonly JsonObject[];
  /** Streams send their first piece of reasoning twice. */
  readonly repeatsReasoning?: true;
  /**
   * Where streams report usage: `on-request` only with `stream_options.include_usage`, `last-chunk` always next to the
   * finish reason, `every-chunk` in all of them, `choice` in the last choice and, on request, once more in a chunk
   * without choices, `x_groq` in that member, `trailing` always in a chunk with empty choices, `native` always in
   * a chunk without any choices.
   */
  readonly streamUsage: (
    request: ChatRequest,
  ) => 'on-request' | 'last-chunk' | 'every-chunk' | 'choice' | 'x_groq' | 'trailing' | 'native';
  /** The usage object, from the one in OpenAI's shape. @default the same */
  readonly usage?: (plain: JsonObject, counts: CompletionUsage, request: ChatRequest) => JsonObject;
  /** Workers AI closes streamed tool calls with an empty piece, and counts tokens per chunk. */
  readonly nullFinaliser?: true;
  /** The finish reason of an answer with tool calls. @default 'tool_calls' */
  readonly toolFinish?: (request: ChatRequest) => string;
  /** A tool call's id from its number and its tool. @default call_local… */
  readonly toolCallId?: (index: number, name: string, request: ChatRequest) => string | undefined;
  /** Streams send every tool call in one piece. */
  readonly wholeCalls?: true;
  /** Members added to every tool call. */
  readonly toolCallExtra?: (request: ChatRequest) => JsonObject;
  /** Members of every non-streamed message. Tool calls and reasoning replace those of the same name. */
  readonly messageExtra?: JsonObject;
  /** Members of every thought on the Responses API. */
  readonly thoughtExtra?: JsonObject;
  /** Members that every streamed delta starts from. */
  readonly deltaBase?: JsonObject;
  /** Text of a message that only calls tools. @default null */
  readonly textBesideCalls?: '';
  /** Members next to `choices`. */
  readonly extra?: {
    /** Of the answer and of every chunk. */
    readonly every?: (request: ChatRequest) => JsonObject;
    /** Of the answer and of the first chunk. */
    readonly first?: (request: ChatRequest) => JsonObject;
    /** Of the answer and of the last chunk with choices. */
    readonly last?: (request: ChatRequest) => JsonObject;
    /** Of the response only. */
    readonly whole?: (request: ChatRequest) => JsonObject;
  };
  /** A first chunk without choices. */
  readonly prelude?: JsonObject;
  /** Members of every choice, from its finish reason. */
  readonly choiceExtra?: (finish: string | null) => JsonObject;
  /** Sources of an answer, as `annotations` of its message. */
  readonly annotations?: (request: ChatRequest, text: string) => readonly JsonObject[];
  /** Whether the model refuses a prompt with `refuse-me`. */
  readonly refuses?: true;
  /** The text that a request makes the model continue is repeated: in every `answer`, or only in a `stream`. */
  readonly repeatsPrefill?: 'answer' | 'stream';
  /** A final answer comes with its last tool call once more. */
  readonly repeatsCall?: (request: ChatRequest) => boolean;
  /** Tokens generated when the request sets no limit. @default unlimited */
  readonly defaultMaxTokens?: (request: ChatRequest) => number | undefined;
}
