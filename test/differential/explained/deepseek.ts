import type { Explanation } from '../explanation.ts';
import { ours, sameSchema } from '../same-text.ts';

const vendors = ['deepseek'];
const thinking = ['deepseek-v4-pro', 'deepseek-reasoner'];
const disabled = 'thinking: {"type":"disabled"} beside';
const alwaysThinks =
  'deepseek-reasoner always thinks and refuses to be told not to (https://github.com/BerriAI/litellm/pull/28138)';
const guide = 'https://api-docs.deepseek.com/guides/thinking_mode';

export const deepseek: readonly Explanation[] = [
  {
    vendors,
    where: ['~ messages[].content'],
    calls: ['JSON strict schema', 'JSON loose schema', 'JSON and tools', 'strictJsonSchema: *'],
    if: sameSchema,
    why: 'The schema in the text has no `$schema` either (@ai-sdk/moonshotai 3.0.60, 2026-08); other words introduce it.',
  },
  {
    vendors,
    where: ['+ warning:responseFormat'],
    calls: ['JSON strict schema', 'JSON loose schema', 'JSON and tools', 'strictJsonSchema: *'],
    why: 'That the schema is put into words is told, as from @ai-sdk/deepseek 3.0.56 on (2026-08).',
  },
  {
    vendors,
    where: ['+ warning:strictJsonSchema'],
    calls: ['strictJsonSchema: *'],
    why: 'The option is for other hosts; on the DeepSeek API @ai-sdk/deepseek 1.0.60 ignores it silently.',
  },
  {
    vendors,
    where: ['~ tool_choice', '+ warning:toolChoice'],
    calls: ['choice required', 'choice named'],
    models: thinking,
    why: 'A thinking model refuses a forced call (https://github.com/cloudwego/eino/issues/994).',
  },
  {
    vendors,
    where: ['~ tool_choice', '+ warning:toolChoice'],
    calls: [`${disabled} choice required`],
    models: ['deepseek-reasoner'],
    why: `${alwaysThinks}, so no call can be forced.`,
  },
  {
    vendors,
    where: ['- temperature', '- top_p', '+ warning:temperature', '+ warning:topP'],
    calls: [`${disabled} sampling`],
    models: ['deepseek-reasoner'],
    why: `${alwaysThinks}, so sampling settings have no effect (${guide}).`,
  },
  {
    vendors,
    where: ['- thinking', '+ warning:thinking'],
    calls: ['thinking: *'],
    models: ['deepseek-reasoner'],
    why: `${alwaysThinks}.`,
  },
  {
    vendors,
    where: ['- reasoning_effort'],
    calls: ['reasoningEffort: *'],
    models: ['deepseek-reasoner'],
    why: 'deepseek-reasoner has no effort to select (https://github.com/anomalyco/models.dev/pull/2179).',
  },
  {
    vendors,
    where: ['+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "low"', 'reasoningEffort: "high"', 'reasoningEffort: "max"'],
    models: ['deepseek-reasoner'],
    why: 'That deepseek-reasoner has no effort to select is told (https://github.com/anomalyco/models.dev/pull/2179).',
  },
  {
    vendors,
    where: ['+ thinking'],
    calls: ['reasoningEffort: *'],
    models: ['deepseek-v4-pro', 'deepseek-chat'],
    if: ours({ type: 'enabled' }),
    why: 'Whoever asks for an effort wants the model to think, as in @ai-sdk/deepseek 3.0.56 (2026-08).',
  },
  {
    vendors,
    where: ['~ reasoning_effort'],
    calls: ['reasoningEffort: "xhigh"'],
    models: ['deepseek-v4-pro', 'deepseek-chat'],
    if: ours('high'),
    why: `DeepSeek reads \`xhigh\` as \`high\` (${guide}, 2026-11); the package follows an older page.`,
  },
  {
    vendors,
    where: ['- warning:thinking.type'],
    calls: ['thinking: {"type":"adaptive"}'],
    why: '`adaptive` is an older name of `enabled`, which both send (@ai-sdk/deepseek 1.0.60).',
  },
  {
    vendors,
    where: ['+ throws'],
    calls: ['PDF*', 'named PDF'],
    if: ours('AI_UnsupportedFunctionalityError'),
    why: 'DeepSeek takes no documents; @ai-sdk/deepseek 1.0.60 leaves them out with a warning, and the model answers without them.',
  },
  {
    vendors,
    where: ['+ throws'],
    calls: ['image*'],
    models: ['deepseek-reasoner', 'deepseek-chat'],
    if: ours('AI_UnsupportedFunctionalityError'),
    why: 'Images came with v4 (@ai-sdk/deepseek 3.0.56, 2026-08); whether the names before it take them is open, so they are refused before the request.',
  },
];
