import type { ChatCall, ChatInput } from '../../chat/chat-call.ts';
import type { SpecAdapter } from '../../chat/spec-adapter.ts';
import type { PromptMessage } from '../../wire/profile.ts';

/** A call of any specification, as far as the shared code takes it apart. */
export interface CallOptionsLike {
  readonly prompt: readonly unknown[];
  readonly topK?: number | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** A whole answer of any specification. */
export interface GenerateResultLike {
  readonly content: { readonly type: string }[];
  readonly finishReason: unknown;
  readonly warnings: unknown[];
  readonly providerMetadata?: object | undefined;
  readonly response?: { readonly headers?: Record<string, string> | undefined; readonly body?: unknown };
}

/** A streamed answer of any specification. */
export interface StreamResultLike {
  readonly stream: ReadableStream<{ readonly type: string }>;
  readonly response?: { readonly headers?: Record<string, string> | undefined };
}

/** The chat core of one specification. */
export interface ChatCore<OPTIONS, GENERATED, STREAMED> {
  doGenerate(options: OPTIONS): PromiseLike<GENERATED>;
  doStream(options: OPTIONS): PromiseLike<STREAMED>;
}

export type CallMode = 'generate' | 'stream';

/** What a core is built with; the same for every specification. */
export interface CoreOptions {
  readonly includeUsage: boolean;
  readonly supportsStructuredOutputs: boolean;
}

/** The core of one model, for one call. */
export type CoreOf<CORE> = (call: ChatCall, mode: CallMode) => CORE;

/** All that the shared code needs to know of a specification to serve chat models in it. */
export interface ChatSpec<
  OPTIONS extends CallOptionsLike,
  GENERATED extends GenerateResultLike,
  STREAMED extends StreamResultLike,
> {
  readonly adapter: SpecAdapter<GENERATED['warnings'][number], GENERATED['finishReason']>;
  readonly createCore: (
    modelId: string,
    options: CoreOptions,
  ) => CoreOf<ChatCore<OPTIONS, GENERATED, STREAMED>>;
  /** A call in the form that all specifications share. */
  readonly input: (options: OPTIONS) => ChatInput;
  /** A shared prompt in the form of this specification. */
  readonly prompt: (prompt: readonly PromptMessage[]) => OPTIONS['prompt'];
}
