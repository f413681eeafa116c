import type { SpecAdapter } from '../answer/spec-adapter.ts';
import type { ChatCall } from '../chat/chat-call.ts';
import type { CallMode } from '../chat/chat-input.ts';
import type { WireBody } from '../wire/body.ts';
import type { PromptMessage } from '../wire/profile.ts';

/** A language model call of any specification, as far as the shared code reads it. */
export interface CallOptionsLike {
  readonly prompt: readonly unknown[];
  readonly topK?: number | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly includeRawChunks?: boolean | undefined;
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

/** The types of one specification that the shared code is generic over. */
export interface SdkTypes {
  readonly version: string;
  readonly language: object;
  readonly call: CallOptionsLike;
  readonly generated: GenerateResultLike;
  readonly streamed: StreamResultLike;
  readonly embedding: unknown;
  readonly image: unknown;
  readonly speech: unknown;
  readonly transcription: unknown;
  readonly reranking: unknown;
}

interface LanguageModelLike {
  readonly specificationVersion: string;
  doGenerate(options: never): PromiseLike<GenerateResultLike>;
  doStream(options: never): PromiseLike<StreamResultLike>;
}

/** The types of a specification, read off its models. */
export interface TypesOf<
  LANGUAGE extends LanguageModelLike,
  EMBEDDING,
  IMAGE,
  SPEECH,
  TRANSCRIPTION,
  RERANKING,
> {
  readonly version: LANGUAGE['specificationVersion'];
  readonly language: LANGUAGE;
  readonly call: Parameters<LANGUAGE['doGenerate']>[0];
  readonly generated: Awaited<ReturnType<LANGUAGE['doGenerate']>>;
  readonly streamed: Awaited<ReturnType<LANGUAGE['doStream']>>;
  readonly embedding: EMBEDDING;
  readonly image: IMAGE;
  readonly speech: SPEECH;
  readonly transcription: TRANSCRIPTION;
  readonly reranking: RERANKING;
}

/** A language model of one specification, from any package. */
export interface LanguageModelOf<TYPES extends SdkTypes> {
  doGenerate(options: TYPES['call']): PromiseLike<TYPES['generated']>;
  doStream(options: TYPES['call']): PromiseLike<TYPES['streamed']>;
}

/** A call as the core writes it. */
interface WrittenCall<TYPES extends SdkTypes> {
  readonly body: WireBody;
  readonly warnings: TYPES['generated']['warnings'];
}

/** What the core does for one model, in all its calls. */
export interface ChatCore<TYPES extends SdkTypes> {
  /** Writes the body of a request, with the core's warnings. */
  readonly write: (options: TYPES['call'], mode: CallMode) => Promise<WrittenCall<TYPES>>;
  /** Reads the response to a streaming call. */
  readonly read: (
    call: ChatCall,
    response: Response,
    includeRawChunks: boolean | undefined,
  ) => Promise<TYPES['streamed']['stream']>;
}

/** The openai-compatible package of one major. */
export type ChatCores<TYPES extends SdkTypes> = (modelId: string, includeUsage: boolean) => ChatCore<TYPES>;

/** All that the shared code has to know about a specification in order to serve models in it. */
export interface Specification<TYPES extends SdkTypes> {
  readonly version: TYPES['version'];
  readonly adapter: SpecAdapter<TYPES['generated']['warnings'][number], TYPES['generated']['finishReason']>;
  readonly prompt: {
    /** A prompt in the parts that all specifications share. */
    readonly read: (prompt: TYPES['call']['prompt']) => readonly PromptMessage[];
    /** The way back, for the core. */
    readonly write: (prompt: readonly PromptMessage[]) => TYPES['call']['prompt'];
  };
  readonly chatCores: ChatCores<TYPES>;
}
