import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import type { CoreOf, CoreOptions } from '../shared/chat-spec.ts';
import { coreDefaults, viewsOf } from '../shared/core-config.ts';
import { toUsageV2 } from './to-usage-v2.ts';

/** The core of one model in specification V2. */
export function createCore(modelId: string, options: CoreOptions): CoreOf<OpenAICompatibleChatLanguageModel> {
  const core = new OpenAICompatibleChatLanguageModel(modelId, { ...coreDefaults(), ...options });
  return viewsOf(core, options, toUsageV2);
}
