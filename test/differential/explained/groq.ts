import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['groq'];
const instead = ['llama-3.3-70b-versatile', 'qwen/qwen3-32b'];
const withSchema = ['JSON strict schema', 'JSON loose schema', 'structuredOutputs: true*'];
const schemas =
  'Only some models take a JSON schema (https://console.groq.com/docs/structured-outputs#supported-models).';

export const groq: readonly Explanation[] = [
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
    where: ['+ response_format.json_schema.strict'],
    calls: withSchema,
    models: ['openai/gpt-oss-120b'],
    why: 'gpt-oss is held to schemas that allow it (https://console.groq.com/docs/structured-outputs#strict-mode-strict-true); @ai-sdk/groq 2.0.56 cannot ask for that.',
  },
  {
    vendors,
    where: ['- response_format', '+ tools[]', '+ tool_choice', '+ parallel_tool_calls'],
    calls: ['JSON and tools'],
    why: '"json mode cannot be combined with tool/function calling": the schema becomes a tool, as in @ai-sdk/groq 4.0.84 (https://github.com/vercel/ai/issues/16540).',
  },
  {
    vendors,
    where: ['+ reasoning_format'],
    calls: ['*'],
    models: ['qwen/qwen3-32b'],
    if: ours('parsed'),
    why: 'Without it Qwen writes `<think>` into the text (https://console.groq.com/docs/reasoning#reasoning-format).',
  },
  {
    vendors,
    where: ['- messages[].reasoning'],
    calls: ['late system message', 'reasoning in history', 'tool turn*'],
    models: ['llama-3.3-70b-versatile'],
    why: '"reasoning is not supported with this model" (https://github.com/vercel/ai/issues/8057).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: *'],
    models: ['llama-3.3-70b-versatile'],
    why: 'A model that does not reason refuses an effort (https://console.groq.com/docs/reasoning).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "low"', 'reasoningEffort: "medium"', 'reasoningEffort: "high"'],
    models: ['qwen/qwen3-32b'],
    why: 'Qwen 3 takes `none` and `default` only (https://console.groq.com/docs/reasoning#reasoning-effort).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "none"', 'reasoningEffort: "default"'],
    models: ['openai/gpt-oss-120b'],
    why: 'gpt-oss takes `low`, `medium` and `high` only (https://console.groq.com/docs/reasoning#reasoning-effort).',
  },
];
