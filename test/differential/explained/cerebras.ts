import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['cerebras'];
const reference = 'https://inference-docs.cerebras.ai/api-reference/chat-completions';
const notes = 'https://github.com/dcdpr/jp/issues/531';
const tags = 'response_format.json_schema.schema.properties.tags';

export const cerebras: readonly Explanation[] = [
  {
    vendors,
    where: ['+ stream_options'],
    calls: ['*'],
    mode: 'stream',
    if: ours({ include_usage: true }),
    why: 'A stream tells its usage only when asked (https://platform.openai.com/docs/api-reference/chat/create#chat_create-stream_options); @ai-sdk/cerebras 1.0.62 does not ask.',
  },
  {
    vendors,
    where: ['- max_tokens', '+ max_completion_tokens'],
    calls: ['maxOutputTokens'],
    why: `The limit is \`max_completion_tokens\` (${reference}).`,
  },
  {
    vendors,
    where: ['- frequency_penalty', '+ warning:frequencyPenalty'],
    calls: ['frequencyPenalty'],
    why: 'Cerebras refuses penalties (https://inference-docs.cerebras.ai/resources/openai).',
  },
  {
    vendors,
    where: ['- presence_penalty', '+ warning:presencePenalty'],
    calls: ['presencePenalty'],
    why: 'Cerebras refuses penalties (https://inference-docs.cerebras.ai/resources/openai).',
  },
  {
    vendors,
    where: ['- messages[].reasoning_content', '+ messages[].reasoning'],
    calls: ['late system message', 'reasoning in history', 'tool turn*'],
    why: '`reasoning_content` is refused and `reasoning` taken (https://github.com/proxysoul/Empryo/issues/209).',
  },
  {
    vendors,
    where: ['+ response_format.json_schema.strict'],
    calls: ['JSON strict schema', 'JSON loose schema', 'JSON and tools'],
    why: 'A schema that can be enforced is (https://inference-docs.cerebras.ai/capabilities/structured-outputs), and what cannot is not.',
  },
  {
    vendors,
    where: [`- ${tags}.minItems`, `- ${tags}.maxItems`],
    calls: ['JSON loose schema'],
    why: `"Unsupported JSON schema fields" (${notes}).`,
  },
  {
    vendors,
    where: ['+ warning:responseFormat'],
    calls: ['JSON loose schema'],
    why: `That limits are told in words is told, too (${notes}).`,
  },
  {
    vendors,
    where: [`+ ${tags}.description`],
    calls: ['JSON loose schema'],
    if: ours('(minItems: 1, maxItems: 3)'),
    why: `Limits that Cerebras refuses are told in words (${notes}).`,
  },
  {
    vendors,
    where: ['+ throws'],
    calls: ['image URL', 'image'],
    if: ours('AI_UnsupportedFunctionalityError'),
    why: `The models here take text only (${reference}).`,
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "none"'],
    models: ['gpt-oss-120b'],
    why: 'gpt-oss always reasons (https://inference-docs.cerebras.ai/capabilities/reasoning).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: *'],
    models: ['llama-3.3-70b'],
    why: 'A model that does not reason refuses an effort (https://inference-docs.cerebras.ai/capabilities/reasoning).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "low"', 'reasoningEffort: "medium"', 'reasoningEffort: "high"'],
    models: ['zai-glm-4.7'],
    why: 'GLM can be told not to reason, and nothing else (https://inference-docs.cerebras.ai/capabilities/reasoning).',
  },
];
