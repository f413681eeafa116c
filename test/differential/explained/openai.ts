import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['openai'];
const matrix = 'the live-verified matrix of pydantic-ai 4fda389 (2026-08)';

export const openai: readonly Explanation[] = [
  {
    vendors,
    where: ['~ response_format.json_schema.strict', '+ warning:responseFormat', '+ warning:strictJsonSchema'],
    calls: ['strictJsonSchema: true beside loose schema'],
    why: 'A schema with an optional property is refused as strict (https://platform.openai.com/docs/guides/structured-outputs: "\'required\' is required to be supplied and to be an array including every key in properties").',
  },
  {
    vendors,
    where: ['- tools[].function.strict'],
    calls: [
      'tool turn*',
      'long tool call id',
      'parallel tools',
      'tools',
      'choice *',
      'JSON and tools',
      'parallelToolCalls: *',
    ],
    why: '`strict: false` is the default of chat completions (https://platform.openai.com/docs/guides/function-calling#strict-mode).',
  },
  {
    vendors,
    where: ['~ messages[].tool_calls[].id', '~ messages[].tool_call_id'],
    calls: ['long tool call id'],
    why: 'Ids of more than 40 characters are refused (@earendil-works/pi-ai 0.74.2, 2026-05).',
  },
  {
    vendors,
    where: ['~ response_format.json_schema.strict'],
    calls: ['JSON strict schema', 'JSON and tools', 'structuredOutputs: true beside strict schema'],
    if: ours(true),
    why: 'Schemas that OpenAI takes as strict are sent so, which is the default of @ai-sdk/openai 4.0.118 (2026-08).',
  },
  {
    vendors,
    where: ['~ messages[].content[].file.filename'],
    calls: ['PDF'],
    why: 'A file needs some name (https://platform.openai.com/docs/guides/pdf-files); where the caller gives none, both make one up.',
  },
  {
    vendors,
    where: ['~ messages[].role'],
    calls: ['system messages', 'late system message'],
    models: ['gpt-5-mini', 'gpt-5.2', 'gpt-6-sol'],
    if: ours('system'),
    why: 'OpenAI takes `system` for every model but o1-mini, and behind a gateway no other vendor takes `developer` (pydantic-ai 4fda389, 2026-08).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: *'],
    models: ['gpt-4o'],
    why: `A model that does not reason refuses an effort: ${matrix}.`,
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "none"'],
    models: ['gpt-5-mini'],
    why: `gpt-5 cannot be told not to reason: ${matrix}.`,
  },
  {
    vendors,
    where: ['~ reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "xhigh"', 'reasoningEffort: "max"'],
    models: ['gpt-5-mini'],
    why: `The highest effort of gpt-5 is \`high\`: ${matrix}.`,
  },
  {
    vendors,
    where: ['~ reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "max"'],
    models: ['gpt-5.2', 'gpt-6-sol'],
    if: ({ ours, theirs }) => (theirs === undefined ? ours === true : ours === 'xhigh'),
    why: `\`max\` exists in the Responses API only, the highest effort here is \`xhigh\`: ${matrix}.`,
  },
  {
    vendors,
    where: ['~ reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "minimal"'],
    models: ['gpt-5.2'],
    why: `From gpt-5.1 on there is no effort \`minimal\`: ${matrix}.`,
  },
  {
    vendors,
    where: ['+ reasoning_effort'],
    calls: ['reasoningEffort: "minimal"'],
    models: ['gpt-6-sol'],
    if: ours('low'),
    why: `\`minimal\` is refused by gpt-6 (@ai-sdk/openai 2.0.130); the nearest effort is sent where the package sends none.`,
  },
  {
    vendors,
    where: ['+ temperature', '- warning:temperature'],
    calls: ['temperature'],
    models: ['gpt-5.2'],
    why: `gpt-5.1 to 5.4 do not reason unless asked to, and then take sampling settings: ${matrix}.`,
  },
  {
    vendors,
    where: ['+ top_p', '- warning:topP'],
    calls: ['topP'],
    models: ['gpt-5.2'],
    why: `gpt-5.1 to 5.4 do not reason unless asked to, and then take sampling settings: ${matrix}.`,
  },
  {
    vendors,
    where: ['+ logprobs', '- warning:logprobs'],
    calls: ['logprobs: true', 'logprobs: 3'],
    models: ['gpt-5.2'],
    why: `gpt-5.1 to 5.4 do not reason unless asked to, and then take \`logprobs\`: ${matrix}.`,
  },
  {
    vendors,
    where: ['- max_tokens'],
    calls: ['maxCompletionTokens: 50 beside maxOutputTokens'],
    models: ['gpt-4o'],
    why: 'Both limits at once are refused (https://platform.openai.com/docs/api-reference/chat/create#chat_create-max_completion_tokens).',
  },
  {
    vendors,
    where: ['+ warning:maxOutputTokens'],
    calls: ['maxCompletionTokens: 50 beside maxOutputTokens'],
    why: '`maxCompletionTokens` wins in both, which the package does silently (@ai-sdk/openai 2.0.130).',
  },
];
