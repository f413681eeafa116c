/** The answer of a model, before an upstream writes it in its own format. */
export interface Completion {
  readonly text: string;
  readonly reasoning?: string;
  /** The refusal in place of a text. */
  readonly refusal?: string;
  readonly toolCalls: readonly CompletedToolCall[];
  readonly finishReason?: string;
  /** The stop sequence that ended the text. */
  readonly stopped?: string;
  readonly usage: CompletionUsage;
}

export interface CompletedToolCall {
  readonly id?: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

export interface CompletionUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly reasoningTokens: number;
  readonly cachedTokens: number;
}
