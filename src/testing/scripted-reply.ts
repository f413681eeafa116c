import type { LocalFailure } from './failures/local-failures.ts';
import type { LocalEndpoint } from './records.ts';
import type { LocalShape } from './shapes/local-shapes.ts';

/** The upstream calls that a scripted reply is for. All given members must match. */
export interface ReplyMatch {
  endpoint?: LocalEndpoint;
  /** Any name of the upstream: `google`, `google-ai-studio`, `xai`, `grok`, … */
  upstream?: string;
  /** The model id, as sent by the caller or to the upstream. */
  model?: string;
  /** Number of calls to reply to; `Infinity` for all. @default 1 */
  times?: number;
}

/** A known failure, by name. */
export interface FailureReply {
  error: LocalFailure;
}

/** The built-in model's response, in an unusual form that occurs in the wild, by name. For chat completions. */
export interface ShapeReply {
  shape: LocalShape;
}

/** A plain response. Objects are sent as JSON, strings unchanged. */
export interface PlainReply {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Time to the first byte, in milliseconds. @default 0 */
  delayMs?: number;
}

/** A streamed response. Objects are sent as `data: {json}` events, strings unchanged. */
export interface StreamReply {
  chunks: readonly unknown[];
  /** `done`: ends with `[DONE]`. `none`: ends without it. `cut`: breaks off like a dropped socket. @default 'done' */
  ending?: 'done' | 'none' | 'cut';
  /** Pause before each chunk, in milliseconds. @default the gateway's `chunkDelayMs` */
  delayMs?: number;
  /** Bytes per network read, to split events and characters anywhere. @default one read per chunk */
  splitBytes?: number;
  headers?: Record<string, string>;
  /** @default 200 */
  status?: number;
}

/** A well-formed completion with this content, streamed if requested. */
export interface CompletionReply {
  /** @default '' */
  text?: string;
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

/** The response of an upstream, or of the gateway in front of it, in place of the built-in model's. */
export type ScriptedReply = FailureReply | ShapeReply | PlainReply | StreamReply | CompletionReply;
