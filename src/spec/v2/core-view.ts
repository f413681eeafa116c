import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import { z } from 'zod/v4';
import { type AnswerRecord, recordAnswer } from '../../answer/answer-record.ts';
import { neutralUsage } from '../../answer/neutral-usage.ts';
import { repairChunk } from '../../answer/repair.ts';
import type { ChatCall } from '../../chat/chat-call.ts';
import { toUsageV2 } from './to-usage-v2.ts';

type Core = OpenAICompatibleChatLanguageModel;
type CoreConfig = ConstructorParameters<typeof OpenAICompatibleChatLanguageModel>[1];

interface CoreOptions {
  readonly includeUsage: boolean;
  readonly supportsStructuredOutputs: boolean;
}

/** The core of one model, for one call. */
export type CoreOf = (call: ChatCall, mode: 'generate' | 'stream') => Core;

const shared: Pick<CoreConfig, 'provider' | 'headers' | 'errorStructure'> = {
  provider: 'cloudflare.chat',
  headers: () => ({}),
  errorStructure: {
    // The second branch of the core's chunk schema: it sees only what the first one refused.
    errorSchema: z.unknown().transform(repairChunk),
    errorToMessage: String,
  },
};

/**
 * Builds the core of a model once, as that costs several times what a call does (it makes schemas), and hands out
 * a view of it for each call. The core keeps its state in `config` and has no `#private` fields, so an object that
 * inherits from it and has a `config` of its own is a core of its own, without the cost of one. Checked on the
 * installed 1.x by test/spec/core-view.test.ts.
 */
export function createCore(modelId: string, options: CoreOptions): CoreOf {
  const core = new OpenAICompatibleChatLanguageModel(modelId, { ...shared, ...options, url: () => '' });
  return (call, mode) => {
    const view: Core = Object.create(core);
    // Written, not defined: a property with a descriptor makes the view a slow object.
    return Object.assign(view, { config: configOfCall(call, mode, options) });
  };
}

function configOfCall(
  call: ChatCall,
  mode: 'generate' | 'stream',
  { includeUsage, supportsStructuredOutputs }: CoreOptions,
): object {
  const { record } = call;
  return {
    provider: shared.provider,
    headers: shared.headers,
    includeUsage,
    supportsStructuredOutputs,
    url: () => call.request.plan.target.url,
    fetch: call.fetch,
    transformRequestBody: call.transformRequestBody,
    // From the recorded usage: the core's schema has dropped what it does not know by now.
    convertUsage: () => toUsageV2(neutralUsage(record.usage)),
    ...(mode === 'stream' && { metadataExtractor: extractorOf(record) }),
  } satisfies CoreConfig;
}

function extractorOf(record: AnswerRecord): NonNullable<CoreConfig['metadataExtractor']> {
  return {
    // A whole answer comes back with the result, so nobody has to wait for it here.
    extractMetadata: async () => undefined,
    createStreamExtractor: () => ({
      processChunk: chunk => recordAnswer(record, chunk),
      buildMetadata: () => undefined,
    }),
  };
}
