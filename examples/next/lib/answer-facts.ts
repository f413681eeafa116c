import type { TextStreamPart, ToolSet } from 'ai';
import { type CloudflareMessageMetadata, cloudflareMessageMetadata } from 'ai-sdk-provider-cloudflare/v4';

/** The details of a response, sent as the metadata of its message. */
export interface AnswerFacts {
  /** The id of the requested model. */
  model: string;
  /** The gateway's metadata for each model call. After a tool call, another call follows. */
  steps?: CloudflareMessageMetadata[];
  /** From the request to the first text, in milliseconds. */
  firstTextMs?: number;
  /** From the request to the end, in milliseconds. */
  durationMs?: number;
  inputTokens?: number;
  outputTokens?: number;
}

/** Collects the facts from the stream of one response, for `toUIMessageStreamResponse({ messageMetadata })`. */
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
