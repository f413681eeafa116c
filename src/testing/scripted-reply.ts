import type { LocalFailure } from './failures/local-failures.ts';
import type { LocalEndpoint } from './records.ts';

/** Which upstream call a scripted reply answers. Everything given must match. */
export interface ReplyMatch {
  endpoint?: LocalEndpoint;
  /** Any name of the upstream: `google`, `google-ai-studio`, `xai`, `grok`, … */
  upstream?: string;
  /** The model id, as the caller spelled it or as the upstream gets it. */
  model?: string;
  /** How many calls it answers; `Infinity` for all. @default 1 */
  times?: number;
}

/** A failure of the contract, by name. */
export interface FailureReply {
  error: LocalFailure;
}

/** A plain answer. Objects are sent as JSON, strings as they are. */
export interface PlainReply {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Time to the first byte, in milliseconds. @default 0 */
  delayMs?: number;
}

/** A streamed answer. Objects become `data: {json}` events, strings are sent raw. */
export interface StreamReply {
  chunks: readonly unknown[];
  /** `done`: ends with `[DONE]`. `none`: just ends. `cut`: breaks off like a dropped socket. @default 'done' */
  ending?: 'done' | 'none' | 'cut';
  /** Pause before each chunk, in milliseconds. @default the gateway's `chunkDelayMs` */
  delayMs?: number;
  /** Bytes per network read, so that reads split events and characters anywhere. @default one read per chunk */
  splitBytes?: number;
  headers?: Record<string, string>;
  /** @default 200 */
  status?: number;
}

/** A well-formed completion with this content, streamed or not as the request asks. */
export interface CompletionReply {
  text: string;
  reasoning?: string;
  toolCalls?: readonly ScriptedToolCall[];
  /** @default 'stop', or 'tool_calls' with tool calls */
  finishReason?: string;
  /** Token counts. @default counted */
  usage?: ScriptedUsage;
}

export interface ScriptedToolCall {
  name: string;
  /** An object, or the raw text of the arguments. */
  arguments: Record<string, unknown> | string;
  /** @default a generated id in the upstream's style */
  id?: string;
}

export interface ScriptedUsage {
  promptTokens?: number;
  completionTokens?: number;
  reasoningTokens?: number;
  cachedTokens?: number;
}

/** What an upstream, or the gateway in front of it, answers instead of the built-in model. */
export type ScriptedReply = FailureReply | PlainReply | StreamReply | CompletionReply;
