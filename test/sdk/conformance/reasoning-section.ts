import { expect } from 'vitest';
import { modes, played, type Section, tell } from './section.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The members of a body that decide on reasoning. */
const members = [
  'reasoning_effort',
  'thinking',
  'enable_thinking',
  'thinking_budget',
  'reasoning',
  'chat_template_kwargs',
];

type Row = readonly [model: string, reasoning: string, body: Fields, warning?: string];

/** What becomes of the call's own word at each upstream, and what is said of it. */
const rows: readonly Row[] = [
  ['openai/gpt-5-mini', 'provider-default', {}],
  ['openai/gpt-5-mini', 'minimal', { reasoning_effort: 'minimal' }],
  ['openai/gpt-5-mini', 'low', { reasoning_effort: 'low' }],
  ['openai/gpt-5-mini', 'xhigh', { reasoning_effort: 'high' }, '"high" was sent'],
  ['openai/gpt-5-mini', 'none', {}, 'does not accept'],
  ['openai/gpt-5.1', 'none', { reasoning_effort: 'none' }],
  ['openai/gpt-4o', 'low', {}, 'does not accept'],
  ['groq/openai/gpt-oss-20b', 'minimal', { reasoning_effort: 'low' }, '"low" was sent'],
  ['groq/openai/gpt-oss-20b', 'high', { reasoning_effort: 'high' }],
  ['groq/openai/gpt-oss-20b', 'none', {}, 'does not accept'],
  ['anthropic/claude-sonnet-4.5', 'high', { reasoning_effort: 'high' }],
  ['anthropic/claude-sonnet-4.5', 'none', { reasoning_effort: 'none' }],
  ['anthropic/claude-sonnet-4.5', 'minimal', { reasoning_effort: 'low' }, '"low" was sent'],
  ['google/gemini-2.5-flash', 'none', { reasoning_effort: 'none' }],
  ['google/gemini-3-pro', 'none', {}, 'does not accept'],
  ['deepseek/deepseek-v4-pro', 'none', { thinking: { type: 'disabled' } }],
  ['deepseek/deepseek-v4-pro', 'max', { thinking: { type: 'enabled' }, reasoning_effort: 'max' }],
  ['@cf/zai-org/glm-4.7-flash', 'none', { chat_template_kwargs: { enable_thinking: false } }],
  [
    '@cf/zai-org/glm-4.7-flash',
    'low',
    { chat_template_kwargs: { enable_thinking: true } },
    'enable_thinking',
  ],
  ['@cf/meta/llama-3.3-70b-instruct-fp8-fast', 'low', {}, 'does not accept'],
];

const thinking = { type: 'enabled', budgetTokens: 2000 };
const budget = { type: 'enabled', budget_tokens: 2000 };

/** What says it more exactly, and wins without a word. */
const exact: readonly (readonly [model: string, options: Fields, body: Fields])[] = [
  ['openai/gpt-5-mini', { cloudflare: { reasoningEffort: 'low' } }, { reasoning_effort: 'low' }],
  ['openai/gpt-5.1', { cloudflare: { reasoningEffort: null } }, { reasoning_effort: 'none' }],
  ['openai/gpt-5-mini', { openai: { reasoningEffort: 'low' } }, { reasoning_effort: 'low' }],
  ['openai/gpt-5-mini', { anthropic: { thinking } }, { reasoning_effort: 'high' }],
  [
    'openai/gpt-5-mini',
    { cloudflare: { extraBody: { reasoning_effort: 'low' } } },
    { reasoning_effort: 'low' },
  ],
  ['groq/openai/gpt-oss-20b', { groq: { reasoningEffort: 'low' } }, { reasoning_effort: 'low' }],
  ['anthropic/claude-sonnet-4.5', { anthropic: { thinking } }, { thinking: budget }],
  ['anthropic/claude-sonnet-4.5', { anthropic: { effort: 'low' } }, { reasoning_effort: 'low' }],
  [
    'google/gemini-3-pro',
    { google: { thinkingConfig: { thinkingLevel: 'low' } } },
    { reasoning_effort: 'low' },
  ],
  [
    'deepseek/deepseek-v4-pro',
    { deepseek: { thinking: { type: 'disabled' } } },
    { thinking: { type: 'disabled' } },
  ],
];

/** The call's own `reasoning`, which `ai` 7 hands to models of every specification. */
export const reasoningSection: Section = (pair, test) => {
  const sent = async (model: string, call: object, mode: (typeof modes)[number]) => {
    const { cloudflare, request } = played(pair);
    const { warnings } = await tell(pair, { model: cloudflare(model), ...call }, mode);
    const found = Object.entries(request().body).filter(([name]) => members.includes(name));
    return { body: Object.fromEntries(found), warnings };
  };

  for (const mode of modes) {
    test(`the level of a call reaches each upstream in its own words (${mode})`, async () => {
      for (const [model, reasoning, body, warning] of rows) {
        const { warnings, ...told } = await sent(model, { reasoning }, mode);
        expect({ model, reasoning, ...told }).toEqual({ model, reasoning, body });
        if (warning === undefined) expect(warnings).toEqual([]);
        else expect(JSON.stringify(warnings)).toContain(warning.replaceAll('"', String.raw`\"`));
      }
    });

    test(`an option that says it more exactly wins over the level of a call (${mode})`, async () => {
      for (const [model, providerOptions, body] of exact) {
        const { warnings, ...told } = await sent(model, { reasoning: 'high', providerOptions }, mode);
        expect({ model, providerOptions, ...told }).toEqual({ model, providerOptions, body });
        expect(warnings).toEqual([]);
      }
    });
  }
};
