import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['alibaba'];
const withSchema = ['JSON strict schema', 'JSON loose schema', 'JSON and tools'];
const instead = ['qwen3-max', 'qwen3-32b'];
const schemas = 'Only later models take a JSON schema (@ai-sdk/alibaba 2.0.58, 2026-08).';
const choices = ['choice required', 'choice named'];
const forced =
  '"The tool_choice parameter does not support being set to required or object in thinking mode" (https://github.com/cloudwego/eino/issues/994)';
const streamsOnly =
  '"parameter.enable_thinking must be set to false for non-streaming calls" (https://github.com/infiniflow/ragflow/issues/8972)';

export const alibaba: readonly Explanation[] = [
  {
    vendors,
    where: ['~ messages[].content'],
    calls: ['late system message', 'reasoning in history', 'tool turn*'],
    if: values => values.ours === '' || values.ours === '4',
    why: 'Thoughts are no part of the answer; @ai-sdk/alibaba 0.0.6 writes them into it.',
  },
  { vendors, where: ['+ messages[]'], calls: withSchema, models: instead, why: schemas },
  {
    vendors,
    where: ['~ response_format.type'],
    calls: withSchema,
    models: instead,
    if: ours('json_object'),
    why: schemas,
  },
  {
    vendors,
    where: ['- response_format.json_schema', '+ warning:responseFormat'],
    calls: withSchema,
    models: instead,
    why: schemas,
  },
  {
    vendors,
    where: ['~ tool_choice', '+ warning:toolChoice'],
    calls: ['enableThinking: true beside choice required'],
    why: `${forced}.`,
  },
  {
    vendors,
    where: ['+ enable_thinking', '+ warning:toolChoice'],
    calls: choices,
    models: ['qwen3.8-max'],
    why: `Models that think by default are told not to: ${forced}.`,
  },
  {
    vendors,
    where: ['+ enable_thinking', '+ warning:toolChoice'],
    calls: choices,
    models: ['qwen3-32b'],
    mode: 'stream',
    why: `Open-weight models think by default in streams, and are told not to: ${forced}.`,
  },
  {
    vendors,
    where: ['+ enable_thinking'],
    calls: ['*'],
    models: ['qwen3-32b'],
    mode: 'generate',
    if: ours(false),
    why: `${streamsOnly}.`,
  },
  {
    vendors,
    where: ['~ enable_thinking', '+ warning:reasoningEffort'],
    calls: ['enableThinking: true*'],
    models: ['qwen3-32b'],
    mode: 'generate',
    why: `${streamsOnly}, with a warning.`,
  },
  {
    vendors,
    where: ['- thinking_budget', '+ warning:reasoningEffort'],
    calls: ['thinkingBudget: *'],
    models: ['qwen3-32b'],
    mode: 'generate',
    why: `${streamsOnly}, with a warning.`,
  },
];
