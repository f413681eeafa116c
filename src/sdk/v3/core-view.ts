import { OpenAICompatibleChatLanguageModel } from 'openai-compatible-v3';
import type { CoreOf, CoreOptions } from '../shared/chat-spec.ts';
import { coreDefaults, viewsOf } from '../shared/core-config.ts';
import { detailedUsage } from '../shared/detailed-usage.ts';
import { withoutSchemaStrict } from '../shared/without-schema-strict.ts';

/** The core of one model in specification V3. */
export function createCore(modelId: string, options: CoreOptions): CoreOf<OpenAICompatibleChatLanguageModel> {
  const core = new OpenAICompatibleChatLanguageModel(modelId, { ...coreDefaults(), ...options });
  const viewOf = viewsOf(core, options, detailedUsage);
  return (call, mode) => {
    const transformRequestBody: typeof call.transformRequestBody = body =>
      call.transformRequestBody(withoutSchemaStrict(body));
    return viewOf({ ...call, transformRequestBody }, mode);
  };
}
