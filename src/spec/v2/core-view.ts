import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import { z } from 'zod/v4';
import { recordAnswer } from '../../answer/answer-record.ts';
import { neutralUsage } from '../../answer/neutral-usage.ts';
import { repairChunk } from '../../answer/repair.ts';
import type { ChatCall } from '../../chat/chat-call.ts';
import { toUsageV2 } from './to-usage-v2.ts';

type Core = OpenAICompatibleChatLanguageModel;
type CoreConfig = ConstructorParameters<typeof OpenAICompatibleChatLanguageModel>[1];

/**
 * The core of a model. Building one costs several times what a call does, as it makes its schemas, so it is
 * built once; each call works on a view of it.
 */
export function createCore(
  modelId: string,
  options: Pick<CoreConfig, 'includeUsage' | 'supportsStructuredOutputs'>,
): Core {
  return new OpenAICompatibleChatLanguageModel(modelId, { ...options, ...baseConfig });
}

const baseConfig: Omit<CoreConfig, 'includeUsage' | 'supportsStructuredOutputs'> = {
  provider: 'cloudflare.chat',
  url: () => '',
  headers: () => ({}),
  errorStructure: {
    // The second branch of the core's chunk schema: it sees only what the first one refused.
    errorSchema: z.unknown().transform(repairChunk),
    errorToMessage: String,
  },
};

/**
 * The core with the configuration of one call. The core keeps all its state in `config` and has no `#private`
 * fields, so an object that inherits from it and hides `config` is a core of its own, without the cost of one.
 * Checked on the lowest and latest 1.x by test/spec/core-view.test.ts.
 */
export function coreView(core: Core, call: ChatCall): Core {
  // `config` is private in the core's types only; see above.
  const { config } = core as unknown as { readonly config: CoreConfig };
  return Object.create(core, { config: { value: { ...config, ...configOfCall(call) } } });
}

function configOfCall(call: ChatCall): Partial<CoreConfig> {
  const { record } = call;
  return {
    url: () => call.request.target.url,
    fetch: call.fetch,
    transformRequestBody: call.transformRequestBody,
    // From the recorded usage: the core's schema has dropped what it does not know by now.
    convertUsage: () => toUsageV2(neutralUsage(record.usage)),
    metadataExtractor: {
      extractMetadata: async ({ parsedBody }) => {
        recordAnswer(record, parsedBody);
        return undefined;
      },
      createStreamExtractor: () => ({
        processChunk: chunk => recordAnswer(record, chunk),
        buildMetadata: () => undefined,
      }),
    },
  };
}
