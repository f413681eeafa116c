import { OpenAICompatibleChatLanguageModel } from 'openai-compatible-v4';
import type { CoreOf, CoreOptions } from '../shared/chat-spec.ts';
import { coreDefaults, viewsOf } from '../shared/core-config.ts';
import { withoutSchemaStrict } from '../shared/without-schema-strict.ts';
import { toUsageV4 } from './to-usage-v4.ts';

/** The core of one model in specification V4. */
export function createCore(modelId: string, options: CoreOptions): CoreOf<OpenAICompatibleChatLanguageModel> {
  const core = new OpenAICompatibleChatLanguageModel(modelId, { ...coreDefaults, ...options });
  const viewOf = viewsOf(core, options, toUsageV4);
  return (call, mode) => {
    const transformRequestBody: typeof call.transformRequestBody = body =>
      call.transformRequestBody(withoutSchemaStrict(body));
    return viewOf({ ...call, transformRequestBody }, mode);
  };
}
