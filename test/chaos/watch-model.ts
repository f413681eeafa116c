import type { LanguageModelV2, LanguageModelV2StreamPart } from '@ai-sdk/provider';

/** One call of a model, as its caller sees it. */
export interface Opening {
  readonly mode: 'generate' | 'stream';
  /** Which attempts at the gateway belong to it: from, and to without the last. */
  readonly from: number;
  to: number;
  /** What the promise rejected with. */
  rejected?: unknown;
  /** Of a generated answer: its text, and how many tools it calls. */
  text?: string;
  calls?: number;
  readonly parts: LanguageModelV2StreamPart[];
  /** How many parts had come when the call was given up. */
  partsAtAbort?: number;
  ended?: 'closed' | 'failed' | 'cancelled';
  /** What a read of the stream failed with. */
  failure?: unknown;
  metadata?: unknown;
}

export interface Watch {
  readonly openings: Opening[];
  readonly requests: () => number;
  readonly onPart: () => void;
}

/** The model with a note of everything that it does. */
export function watchModel(model: LanguageModelV2, watch: Watch): LanguageModelV2 {
  const open = (mode: Opening['mode']): Opening => {
    const from = watch.requests();
    const opening: Opening = { mode, from, to: from, parts: [] };
    watch.openings.push(opening);
    return opening;
  };
  const settle = async <RESULT>(opening: Opening, work: PromiseLike<RESULT>): Promise<RESULT> => {
    try {
      return await work;
    } catch (error) {
      opening.rejected = error;
      throw error;
    } finally {
      opening.to = watch.requests();
    }
  };
  return {
    specificationVersion: 'v2',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: async options => {
      const opening = open('generate');
      const result = await settle(opening, model.doGenerate(options));
      opening.text = result.content.map(part => (part.type === 'text' ? part.text : '')).join('');
      opening.calls = result.content.filter(part => part.type === 'tool-call').length;
      opening.metadata = result.providerMetadata;
      return result;
    },
    doStream: async options => {
      const opening = open('stream');
      const result = await settle(opening, model.doStream(options));
      return { ...result, stream: watchStream(result.stream, opening, watch.onPart) };
    },
  };
}

function watchStream(
  stream: ReadableStream<LanguageModelV2StreamPart>,
  opening: Opening,
  onPart: () => void,
): ReadableStream<LanguageModelV2StreamPart> {
  const reader = stream.getReader();
  return new ReadableStream<LanguageModelV2StreamPart>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (opening.ended === 'cancelled') return;
          if (done) {
            opening.ended = 'closed';
            return controller.close();
          }
          opening.parts.push(value);
          controller.enqueue(value);
          onPart();
        } catch (error) {
          if (opening.ended === 'cancelled') return;
          opening.ended = 'failed';
          opening.failure = error;
          controller.error(error);
        }
      },
      cancel: reason => {
        opening.ended ??= 'cancelled';
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
