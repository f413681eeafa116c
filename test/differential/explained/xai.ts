import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['xai'];
const properties = 'response_format.json_schema.schema.properties';
const catalogue = 'https://developers.cloudflare.com/ai/models/grok-4.5/';

export const xai: readonly Explanation[] = [
  {
    vendors,
    where: [
      `- ${properties}.name.minLength`,
      `+ ${properties}.name.description`,
      `- ${properties}.tags.minItems`,
      `- ${properties}.tags.maxItems`,
      `+ ${properties}.tags.description`,
      '+ warning:responseFormat',
    ],
    calls: ['JSON loose schema'],
    why: 'Lengths are not supported (https://docs.x.ai/docs/guides/structured-outputs) and told in words, with a warning.',
  },
  {
    vendors,
    where: ['~ reasoning_effort'],
    calls: ['reasoningEffort: "xhigh"'],
    models: ['grok-4.5', 'grok-3-mini'],
    if: ours('high'),
    why: '`xhigh` came with grok-4.6 (@ai-sdk/xai 4.0.59, 2026-08).',
  },
  {
    vendors,
    where: ['+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "xhigh"'],
    models: ['grok-4.5', 'grok-3-mini'],
    why: 'That `high` was sent in place of `xhigh` is told (@ai-sdk/xai 4.0.59, 2026-08).',
  },
  {
    vendors,
    where: ['~ reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: "medium"'],
    models: ['grok-3-mini'],
    why: 'grok-3-mini takes `low` and `high` only (pydantic-ai 4fda389, 2026-08).',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoningEffort: *'],
    models: ['grok-4.20-0309-reasoning'],
    why: 'The variants of grok-4.20 refuse the field (@ai-sdk/xai 4.0.59, 2026-08).',
  },
  {
    vendors,
    where: ['- search_parameters', '+ warning:searchParameters'],
    calls: ['searchParameters: *'],
    why: 'xAI refuses live search (https://github.com/vercel/ai/pull/15713, 2026-05).',
  },
  {
    vendors,
    where: ['- parallel_function_calling', '+ parallel_tool_calls'],
    calls: ['parallel_function_calling: *'],
    why: `The catalogue's closed schema names it \`parallel_tool_calls\` (${catalogue}).`,
  },
];
