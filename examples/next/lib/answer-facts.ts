import type { TextStreamPart, ToolSet } from 'ai';
import { type CloudflareMessageMetadata, cloudflareMessageMetadata } from 'ai-sdk-provider-cloudflare';

/** What is known about an answer beside its text: the metadata of its message. */
export interface AnswerFacts {
  /** The id of the model that was asked. */
  model: string;
  /** What the gateway says about each call of the model: a tool call makes another one necessary. */
  steps?: CloudflareMessageMetadata[];
  /** From the request to the first text, in milliseconds. */
  firstTextMs?: number;
  /** From the request to the end, in milliseconds. */
  durationMs?: number;
  inputTokens?: number;
  outputTokens?: number;
}

/** Reads the facts off the stream of one answer, for `toUIMessageStreamResponse({ messageMetadata })`. */
export function answerFacts(
  model: string,
): (event: { part: TextStreamPart<ToolSet> }) => AnswerFacts | undefined {
  const started = Date.now();
  const steps: CloudflareMessageMetadata[] = [];
  let spoken = false;
  return ({ part }) => {
    if (part.type === 'start') return { model };
    if (part.type === 'text-delta' && !spoken) {
      spoken = true;
      return { model, firstTextMs: Date.now() - started };
    }
    if (part.type === 'finish-step') {
      steps.push(cloudflareMessageMetadata({ part }) ?? {});
      return { model, steps: [...steps] };
    }
    if (part.type !== 'finish') return undefined;
    const { inputTokens, outputTokens } = part.totalUsage;
    return {
      model,
      durationMs: Date.now() - started,
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    };
  };
}
