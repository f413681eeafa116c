import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import type { CallWarning, ProfileContext, PromptMessage, UpstreamProfile } from '../wire/profile.ts';

/** A tool of the call, with what decides whether its arguments must follow the schema. */
export interface ToolLike {
  readonly type?: string;
  readonly name?: string;
  /** AI SDK 6 and later. */
  readonly strict?: boolean | undefined;
  /** AI SDK 6 and later. */
  readonly inputExamples?: readonly { readonly input: unknown }[] | undefined;
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** The fields of a call that this layer reads; all specifications share them. */
export interface ChatInput extends RequestInput {
  readonly prompt: readonly PromptMessage[];
  readonly topK?: number | undefined;
  /**
   * The call's `reasoning` of AI SDK 7, which passes it to models of every specification. Our own options and the
   * vendor's override it. → body `reasoning_effort`, as the profile writes it
   */
  readonly reasoning?: string | undefined;
  readonly tools?: readonly ToolLike[] | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly includeRawChunks?: boolean | undefined;
  /** What is to be reported of the caller itself. */
  readonly warning?: CallWarning | undefined;
}

/** What all calls of one model share; resolved once, when the model is created. */
export interface ChatRoute extends ModelRoute<'chat'> {
  readonly profile: UpstreamProfile;
  readonly prepare: PrepareRequest;
}

export type CallMode = ProfileContext['mode'];

/** A call as it is made. */
export interface GivenCall {
  readonly route: ChatRoute;
  readonly request: PreparedRequest;
  readonly input: ChatInput;
  readonly mode: CallMode;
  /** Grows with `warn`. */
  readonly warnings: readonly CallWarning[];
  readonly warn: (warning: CallWarning) => void;
  /** The prompt for the core: what it would drop or refuse is carried otherwise. */
  readonly prompt: readonly PromptMessage[];
}
