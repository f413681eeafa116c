import type { LanguageModelV2 } from '@ai-sdk/provider';
import { type Step, type StepView, toolCallContent, warningText } from './stream-step.ts';

/** Requests a whole response, which the gateway may have cached, and shows it like a streamed one. */
export async function generateStep(
  model: LanguageModelV2,
  options: Parameters<LanguageModelV2['doGenerate']>[0],
  view: StepView,
): Promise<Step> {
  const result = await model.doGenerate(options);
  for (const warning of result.warnings) view.warning(warningText(warning));
  const content: Step['content'] = [];
  const toolCalls = result.content.filter(part => part.type === 'tool-call');
  for (const part of result.content) {
    if (part.type === 'tool-call') {
      content.push(toolCallContent(part));
      view.toolCall(part);
    } else if (part.type === 'text' || part.type === 'reasoning') {
      const { type, text, providerMetadata } = part;
      content.push({ type, text, ...(providerMetadata && { providerOptions: providerMetadata }) });
      view[type](text);
    }
  }
  const { finishReason, usage, providerMetadata, response } = result;
  return { content, toolCalls, finishReason, usage, providerMetadata, servedModel: response?.modelId };
}
