import type { LanguageModelV2, LanguageModelV2CallWarning, LanguageModelV2Prompt } from '@ai-sdk/provider';
import type { CloudflareExplanation } from '../../chat/explanation.ts';

type CallOptions = Parameters<LanguageModelV2['doGenerate']>[0];

/** A model that can tell what it would send. */
interface Explainable {
  explain(options: CallOptions, mode: 'generate' | 'stream'): Promise<CloudflareExplanation>;
}

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = Omit<CallOptions, 'prompt' | 'abortSignal'> & {
  /**
   * @default 'Hello'
   */
  readonly prompt?: string | LanguageModelV2Prompt | undefined;

  /**
   * Explain the streaming call. @default false
   */
  readonly stream?: boolean | undefined;
};

/** Runs a call up to the network and returns what would have been sent. */
export function explainCall(
  model: Explainable,
  { prompt = 'Hello', stream = false, ...options }: ExplainOptions,
): Promise<CloudflareExplanation> {
  const messages: LanguageModelV2Prompt =
    typeof prompt === 'string' ? [{ role: 'user', content: [{ type: 'text', text: prompt }] }] : prompt;
  return model.explain({ ...options, prompt: messages }, stream ? 'stream' : 'generate');
}

/** An empty answer, so that the core runs to its end without a network. */
export function emptyAnswer(mode: 'generate' | 'stream'): Response {
  return mode === 'stream'
    ? new Response('data: [DONE]\n\n')
    : new Response('{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}');
}

/** The warnings that a stream begins with. */
export async function startWarnings(
  stream: ReadableStream<{ readonly type: string; readonly warnings?: LanguageModelV2CallWarning[] }>,
): Promise<readonly LanguageModelV2CallWarning[]> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value?.type === 'stream-start' ? (value.warnings ?? []) : [];
}
