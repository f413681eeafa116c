import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { refused, send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, SYS, WIRE_HI, WIRE_WX, WX } from '../support/prompts.ts';

const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });
const required = { tools: [WX], toolChoice: { type: 'required' } as const };
const two: LanguageModelV2Prompt = [SYS, { role: 'system', content: 'Two' }, ...HI];
const onCompat = { accountId: '0'.repeat(31).concat('1'), gatewayId: 'g', gatewayToken: 't' };

describe('fireworks', () => {
  it('efforts within its range, one system message', async () => {
    const call = { prompt: two, maxOutputTokens: 7, ...effort('xhigh') };
    const { body, warnings } = await send('fireworks/glm-5.3', call);
    expect(body).toEqual({
      model: 'glm-5.3',
      max_tokens: 7,
      reasoning_effort: 'high',
      messages: [{ role: 'system', content: 'Be brief\n\nTwo' }, WIRE_HI],
    });
    expect(warnings).toEqual([expect.stringContaining('"high" was sent')]);
  });

  it('thinking or effort, not both', async () => {
    const fireworks = {
      thinking: { type: 'enabled', budgetTokens: 2048 },
      reasoningEffort: 'low',
      serviceTier: 'priority',
    };
    const { body, warnings } = await send('fireworks/glm-5.3', { providerOptions: { fireworks } });
    expect(body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2048 },
      service_tier: 'priority',
    });
    expect(body).not.toHaveProperty('reasoning_effort');
    expect(warnings).toEqual([expect.stringContaining('`thinking` was sent instead')]);
  });
});

describe('options of vendors', () => {
  it.each([
    ['cerebras/gpt-oss-120b', 'cerebras', 'promptCacheKey', 'a', { prompt_cache_key: 'a' }],
    ['cerebras/gpt-oss-120b', 'cerebras', 'serviceTier', 'flex', { service_tier: 'flex' }],
    ['cerebras/gpt-oss-120b', 'cerebras', 'reasoningFormat', 'raw', { reasoning_format: 'raw' }],
    ['cerebras/gpt-oss-120b', 'cerebras', 'logprobs', true, { logprobs: true }],
    ['xai/grok-4.5', 'xai', 'serviceTier', 'priority', { service_tier: 'priority' }],
    [
      'openrouter/a/b',
      'openrouter',
      'cacheControl',
      { type: 'ephemeral' },
      { cache_control: { type: 'ephemeral' } },
    ],
    ['openrouter/a/b', 'openrouter', 'logitBias', { 1: 1 }, { logit_bias: { 1: 1 } }],
    ['openrouter/a/b', 'openrouter', 'debug', { echo: true }, { debug: { echo: true } }],
    ['moonshotai/kimi-k2.6', 'moonshotai', 'promptCacheKey', 'a', { prompt_cache_key: 'a' }],
    ['moonshotai/kimi-k2.6', 'moonshotai', 'safetyIdentifier', 'a', { safety_identifier: 'a' }],
    [
      'moonshotai/kimi-k2.6',
      'moonshotai',
      'reasoningHistory',
      'preserved',
      { thinking: { type: 'enabled', keep: 'all' } },
    ],
    [
      'moonshotai/kimi-k2.5',
      'moonshotai',
      'thinking',
      { type: 'disabled' },
      { thinking: { type: 'disabled' } },
    ],
    ['mistral/mistral-large-latest', 'mistral', 'promptCacheKey', 'a', { prompt_cache_key: 'a' }],
    ['alibaba/qwen3.7-max', 'alibaba', 'preserveThinking', true, { preserve_thinking: true }],
  ])('%s: %s.%s', async (id, vendor, option, value, sent) => {
    const { body, warnings } = await send(id, { providerOptions: { [vendor]: { [option]: value } } });
    expect(body).toMatchObject(sent);
    expect(warnings).toEqual([]);
  });
});

it.each([
  ['kimi-k3', { thinking: { type: 'disabled' } }, 'this model always reasons.'],
  ['kimi-k2.7-code', { thinking: { type: 'disabled' } }, 'this model always reasons.'],
  ['kimi-k2-instruct', { thinking: { type: 'enabled' } }, 'this model does not reason.'],
  ['kimi-k3', { reasoningHistory: 'preserved' }, 'this model has no switch for it.'],
  ['kimi-k2.5', { reasoningHistory: 'preserved' }, 'this model has no switch for it.'],
  ['kimi-k3', { thinking: { budgetTokens: 100 } }, 'this model has no thinking budget.'],
])('moonshotai: %s does not get %o', async (model, options, because) => {
  const { body, warnings } = await send(`moonshotai/${model}`, { providerOptions: { moonshotai: options } });
  expect(body).not.toHaveProperty('thinking');
  expect(warnings).toEqual([expect.stringContaining(because)]);
});

it('alibaba keeps earlier reasoning where it is asked to', async () => {
  const providerOptions = { alibaba: { preserveThinking: true } };
  const kept = await send('alibaba/qwen3.7-max', { prompt: H, tools: [WX], providerOptions });
  expect(JSON.stringify(kept.body.messages)).toContain('"reasoning_content":"plan"');
  const plain = await send('alibaba/qwen3.7-max', { prompt: H, tools: [WX] });
  expect(JSON.stringify(plain.body.messages)).not.toContain('plan');
});

describe('alibaba', () => {
  it('a schema becomes an instruction, an effort a thinking budget', async () => {
    const first = await send('alibaba/qwen3-max', {
      frequencyPenalty: 1,
      topK: 20,
      responseFormat: jsonFormat(P_IN),
    });
    expect(first.body).toEqual({
      model: 'alibaba/qwen3-max',
      top_k: 20,
      response_format: { type: 'json_object' },
      messages: [
        {
          role: 'system',
          content: `Answer with a JSON object that conforms to this JSON schema: ${JSON.stringify(P)}`,
        },
        WIRE_HI,
      ],
    });
    expect(first.warnings).toEqual([
      'frequencyPenalty',
      expect.stringContaining('does not accept a JSON schema'),
    ]);
    const second = await send('alibaba/qwen3-max', { ...required, ...effort('high') });
    expect(second.body).toMatchObject({ enable_thinking: true, thinking_budget: 9830, tool_choice: 'auto' });
    expect(second.warnings).toEqual([
      expect.stringContaining('cannot be forced to call a tool while it reasons'),
    ]);
    const third = await send('alibaba/qwen3.8-max', { responseFormat: jsonFormat(P_IN) });
    expect(third.body).toMatchObject({ response_format: { type: 'json_schema' } });
  });

  it('open-weight Qwen 3 thinks in streams only', async () => {
    const whole = await send('alibaba/qwen3-32b', effort('high'));
    expect(whole.body).toMatchObject({ enable_thinking: false });
    expect(whole.warnings).toEqual([expect.stringContaining('in streams only')]);
    const streamed = await send('alibaba/qwen3-32b', effort('high'), undefined, 'stream');
    expect(streamed.body).toMatchObject({ enable_thinking: true });
  });

  it('a forced call turns off thinking that nobody asked for', async () => {
    const { body, warnings } = await send('alibaba/qwen3.5-plus', required);
    expect(body).toMatchObject({ enable_thinking: false, tool_choice: 'required' });
    expect(warnings).toEqual([expect.stringContaining('reasoning was turned off')]);
  });
});

describe('minimax', () => {
  it('nothing outside the closed schema', async () => {
    const { description: _, ...plain } = WX;
    const { body, warnings } = await send('minimax/m3', {
      prompt: two,
      temperature: 1.5,
      seed: 1,
      stopSequences: ['x'],
      presencePenalty: 1,
      maxOutputTokens: 77,
      tools: [{ ...plain, providerOptions: { cloudflare: { strict: true } } }],
      toolChoice: { type: 'required' },
      ...effort('high'),
    });
    expect(body).toEqual({
      model: 'minimax/m3',
      max_tokens: 77,
      temperature: 1,
      messages: [{ role: 'system', content: 'Be brief\n\nTwo' }, WIRE_HI],
      tools: [
        { type: 'function', function: { ...(WIRE_WX as { function: object }).function, description: '' } },
      ],
      tool_choice: 'auto',
    });
    for (const name of [
      'temperature',
      'seed',
      'stopSequences',
      'presencePenalty',
      'toolChoice',
      'reasoningEffort',
      'strict',
    ])
      expect(warnings.some(text => text.startsWith(name))).toBe(true);
  });

  it('a schema keeps type and properties; the rest is told', async () => {
    const schema = {
      type: 'object' as const,
      properties: { a: { $ref: '#/$defs/n' } },
      required: ['a'],
      additionalProperties: false,
      $defs: { n: { type: 'number' as const } },
    };
    const { body } = await send('minimax/m3', { responseFormat: jsonFormat(schema, 'x', 'About') });
    expect(body.response_format).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'x',
        description: 'About Required properties: a.',
        schema: { type: 'object', properties: { a: { type: 'number' } } },
      },
    });
  });

  it('thoughts go back as details, as they came or made of text', async () => {
    const details = [{ type: 'reasoning.text', text: 'plan', signature: 's' }];
    const history = (providerOptions?: object): LanguageModelV2Prompt => [
      ...HI,
      {
        role: 'assistant',
        content: [
          {
            type: 'reasoning',
            text: 'plan',
            ...(providerOptions && { providerOptions: providerOptions as never }),
          },
          { type: 'text', text: 'a' },
        ],
      },
      ...HI,
    ];
    const sent = async (id: string, prompt: LanguageModelV2Prompt) =>
      ((await send(id, { prompt })).body.messages as { reasoning_details?: unknown }[])[1]?.reasoning_details;
    for (const id of ['minimax/m3', 'openrouter/anthropic/claude-sonnet-5']) {
      expect(await sent(id, history({ cloudflare: { reasoningDetails: details } }))).toEqual(details);
      expect(await sent(id, history())).toEqual([{ type: 'reasoning.text', text: 'plan' }]);
    }
  });
});

describe('moonshotai', () => {
  it.each(['kimi-k3', 'kimi-k2.6', 'kimi-k2-thinking'])('%s has its sampling fixed', async model => {
    const { body, warnings } = await send(`moonshotai/${model}`, {
      temperature: 0.2,
      topP: 0.5,
      maxOutputTokens: 5,
    });
    expect(body).toEqual({ model: `moonshotai/${model}`, max_completion_tokens: 5, messages: [WIRE_HI] });
    expect(warnings).toEqual([
      'temperature: Kimi has a fixed value for it.',
      'topP: Kimi has a fixed value for it.',
    ]);
  });

  it('tool turns have thoughts, or a blank', async () => {
    const prompt = H.map(message =>
      message.role === 'assistant' ? { ...message, content: message.content.slice(1) } : message,
    );
    const thoughts = async (given: LanguageModelV2Prompt, options = {}) =>
      (
        (await send('moonshotai/kimi-k2.6', { prompt: given, ...options })).body.messages as {
          reasoning_content?: string;
        }[]
      )[1]?.reasoning_content;
    expect(await thoughts(H)).toBe('plan');
    expect(await thoughts(prompt)).toBe(' ');
    expect(await thoughts(H, effort('none'))).toBeUndefined();
  });

  // https://github.com/UKGovernmentBEIS/inspect_ai/pull/5152, https://github.com/enricoros/big-AGI/issues/1161
  it.each([
    ['kimi-k3', {}, 'required', 'required', 0],
    ['kimi-k2.7-code', {}, 'auto', 'auto', 1],
    ['kimi-k2.6', {}, 'auto', 'auto', 1],
    ['kimi-k2.6', effort('none'), 'auto', 'weather', 0],
    ['kimi-k2-instruct', {}, 'auto', 'weather', 0],
  ])('%s %o: a call that is required is %s, one of a tool is %s', async (model, options, any, one, count) => {
    const tools = [{ ...WX, name: 'other' }, WX];
    const id = `moonshotai/${model}`;
    const all = await send(id, { ...options, tools, toolChoice: { type: 'required' } });
    expect(all.body).toMatchObject({ tool_choice: any, tools: [{}, {}] });
    const named = await send(id, { ...options, tools, toolChoice: { type: 'tool', toolName: 'weather' } });
    const chosen = { type: 'function', function: { name: 'weather' } };
    expect(named.body.tool_choice).toEqual(one === 'weather' ? chosen : one);
    expect(named.body.tools).toHaveLength(model === 'kimi-k3' ? 1 : 2);
    expect(named.warnings).toHaveLength(count);
  });

  it('schemas in its flavour', async () => {
    const inputSchema = {
      type: 'object' as const,
      properties: {
        pair: {
          type: 'array' as const,
          items: [{ type: 'string' as const }, { type: 'number' as const }],
          maxItems: 2,
        },
        either: { type: 'string' as const, anyOf: [{ minLength: 1 }, { maxLength: 3 }] },
      },
    };
    const { body } = await send('moonshotai/kimi-k3', { tools: [{ ...WX, inputSchema }] });
    const [tool] = body.tools as [{ function: { parameters: unknown } }];
    expect(tool.function.parameters).toEqual({
      type: 'object',
      properties: {
        // https://github.com/MoonshotAI/walle, docs/mfjs-spec.md (2026-08): neither tuples nor lengths.
        pair: {
          type: 'array',
          items: { anyOf: [{ type: 'string' }, { type: 'number' }] },
          description: '(prefixItems: [{"type":"string"},{"type":"number"}], maxItems: 2)',
        },
        either: {
          anyOf: [
            { type: 'string', description: '(minLength: 1)' },
            { type: 'string', description: '(maxLength: 3)' },
          ],
        },
      },
    });
  });
});

describe('the rest', () => {
  it.each([
    ['baseten/moonshotai/Kimi-K2-Thinking', 'high', { chat_template_args: { enable_thinking: true } }],
    ['baseten/zai-org/GLM-4.6', 'none', { chat_template_args: { enable_thinking: false } }],
    ['baseten/openai/gpt-oss-120b', 'low', { reasoning_effort: 'low' }],
    ['openrouter/anthropic/claude-sonnet-5', 'high', { reasoning: { effort: 'high' } }],
    ['cohere/command-a-reasoning', 'medium', { reasoning_effort: 'high' }],
    ['cohere/command-a-reasoning', 'none', { reasoning_effort: 'none' }],
    ['cloudflare/auto', 'xhigh', { reasoning_effort: 'high' }],
    ['dynamic/x', 'xhigh', { reasoning_effort: 'xhigh' }],
    ['perplexity/sonar-deep-research', 'low', { reasoning_effort: 'low' }],
    ['perplexity/sonar', 'low', {}],
  ])('the effort of %s: %s', async (id, asked, fields) => {
    const { body } = await send(id, effort(asked));
    const { model: _, messages: __, ...sent } = body;
    expect(sent).toEqual(fields);
  });

  it('cohere: a schema beside its type, a named tool by offering no other', async () => {
    const schema = await send('cohere/command-a', { responseFormat: jsonFormat(P_IN) });
    expect(schema.body.response_format).toEqual({ type: 'json_object', schema: P });
    const named = await send('cohere/command-a', {
      tools: [WX, { ...WX, name: 'other' }],
      toolChoice: { type: 'tool', toolName: 'weather' },
    });
    expect(named.body.tools).toEqual([WIRE_WX]);
    expect(named.body).not.toHaveProperty('tool_choice');
    expect(named.warnings).toEqual([
      expect.stringMatching(/toolChoice.*no call is forced\. For that, use .*carry\('cohere'/),
    ]);
  });

  it('the auto router gets nothing that a model of its pool refuses', async () => {
    const { body, warnings } = await send('cloudflare/auto', {
      temperature: 1,
      topP: 1,
      stopSequences: ['x'],
      seed: 1,
    });
    expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
    expect(warnings).toHaveLength(4);
  });

  it('a result without its call becomes user text, everywhere', async () => {
    const prompt = H.slice(2);
    for (const id of ['openai/gpt-4o', 'minimax/m3', 'dynamic/x', 'custom-acme/x', '@cf/zai-org/glm-5.2']) {
      const { body, warnings } = await send(id, { prompt: [...HI, ...prompt], tools: [WX] });
      expect(JSON.stringify(body.messages)).toContain('[result of a tool] {\\"t\\":20}');
      expect(JSON.stringify(body.messages)).not.toContain('"tool"');
      expect(warnings).toEqual([expect.stringContaining('1 tool result(s)')]);
    }
  });

  it.each([
    [
      'openai/gpt-4o',
      { file: { filename: 'file.pdf', file_data: 'data:application/pdf;base64,AA==' }, type: 'file' },
    ],
    ['mistral/m', { type: 'document_url', document_url: 'data:application/pdf;base64,AA==' }],
    ['perplexity/sonar', { type: 'file_url', file_url: { url: 'AA==' } }],
    [
      'openrouter/x/y',
      { file: { filename: 'file.pdf', file_data: 'data:application/pdf;base64,AA==' }, type: 'file' },
    ],
  ])('a PDF for %s', async (id, part) => {
    const prompt: LanguageModelV2Prompt = [
      { role: 'user', content: [{ type: 'file', mediaType: 'application/pdf', data: 'AA==' }] },
    ];
    const settings = id.startsWith('mistral') ? onCompat : undefined;
    const [{ content }] = (await send(id, { prompt }, settings)).body.messages as [{ content: unknown[] }];
    expect(content[0]).toEqual(part);
  });

  it.each([
    'azure-openai/d',
    'alibaba/qwen3-max',
    'anthropic/claude-haiku-4.5',
    'groq/llama-3.3-70b-versatile',
    'dynamic/x',
  ])('a PDF is refused for %s, a zip everywhere', async id => {
    const settings = { ...onCompat, apiToken: 't', azure: { resource: 'r' } };
    for (const mediaType of ['application/pdf', 'application/zip']) {
      const prompt: LanguageModelV2Prompt = [
        { role: 'user', content: [{ type: 'file', mediaType, data: 'AA==' }] },
      ];
      expect(await refused(id, { prompt }, settings)).toMatchObject({
        name: 'AI_UnsupportedFunctionalityError',
      });
    }
  });
});
