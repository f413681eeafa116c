import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { generateText, jsonSchema, tool } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod/v3';
import { type CallOptions, connected, refused, send } from '../support/call.ts';
import { H, jsonFormat, P, P_IN, SYS, WIRE_HI, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

const LEGACY = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const MODERN = '@cf/qwen/qwen3.8-27b';

async function wire(id: string, call: CallOptions = {}, mode: 'generate' | 'stream' = 'generate') {
  const { body, warnings } = await send(id, call, connected, mode);
  // Older models and gpt-oss have a default length, which default-length.test.ts proves.
  return { body, warnings: warnings.filter(warning => !warning.startsWith('maxOutputTokens')) };
}

const text = (value: string) => ({ type: 'text', text: value }) as const;
const agentTurn: LanguageModelV2Prompt = [
  SYS,
  { role: 'user', content: [text('a'), text('b')] },
  {
    role: 'assistant',
    content: [{ type: 'tool-call', toolCallId: 'call_1', toolName: 'weather', input: { city: 'Paris' } }],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: 'call_1',
        toolName: 'weather',
        output: { type: 'text', value: 'ok' },
      },
    ],
  },
];

describe('numbered cases', () => {
  it('strings only, on REST and on compat', async () => {
    const messages = [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'a\nb' },
      { role: 'assistant', content: '', tool_calls: [wireCall('call_1')] },
      { role: 'tool', name: 'weather', tool_call_id: 'call_1', content: 'ok' },
    ];
    const call = { prompt: agentTurn, tools: [WX] };
    expect(await wire(LEGACY, call)).toEqual({
      body: { model: LEGACY, messages, tools: [WIRE_WX] },
      warnings: [],
    });
    const compat = await send(LEGACY, call, { ...connected, endpoint: 'compat' });
    expect(compat.body).toEqual({ model: `workers-ai/${LEGACY}`, messages, tools: [WIRE_WX] });
  });

  it('legacy JSON is the bare schema', async () => {
    const { body, warnings } = await wire(LEGACY, { responseFormat: jsonFormat(P_IN, 'p', 'd') });
    expect(body).toEqual({
      model: LEGACY,
      response_format: { type: 'json_schema', json_schema: { ...P, title: 'p', description: 'd' } },
      messages: [WIRE_HI],
    });
    expect(warnings).toEqual([]);
  });

  it('modern replays reasoning and has one system message', async () => {
    const prompt: LanguageModelV2Prompt = [
      SYS,
      { role: 'system', content: 'Second' },
      ...H,
      { role: 'system', content: 'Late' },
      { role: 'user', content: [text('ok')] },
    ];
    const { body, warnings } = await wire(MODERN, {
      prompt,
      tools: [WX],
      toolChoice: { type: 'tool', toolName: 'weather' },
    });
    expect(body).toEqual({
      model: MODERN,
      messages: [
        { role: 'system', content: 'Be brief\n\nSecond' },
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: '', reasoning: 'plan', tool_calls: [wireCall('call_abc123XYZ')] },
        { role: 'tool', name: 'weather', tool_call_id: 'call_abc123XYZ', content: '{"t":20}' },
        { role: 'user', content: '<system>Late</system>\n\nok' },
      ],
      tools: [WIRE_WX],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    });
    expect(warnings).toEqual([]);
  });
});

describe('messages of both schemas', () => {
  it.each([LEGACY, MODERN, '@cf/moonshotai/kimi-k2.6'])('every content of %s is a string', async id => {
    const { body } = await wire(id, { prompt: agentTurn });
    const messages = body.messages as { role?: string; content?: unknown }[];
    expect(messages.map(({ content }) => typeof content)).toEqual(['string', 'string', 'string', 'string']);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  });

  it.each(['@cf/meta/llama-3.2-11b-vision-instruct', MODERN])(
    '%s: only a message with an image stays a list',
    async id => {
      const image = { type: 'file', mediaType: 'IMAGE/JPEG', data: 'QUJD' } as const;
      const prompt: LanguageModelV2Prompt = [SYS, { role: 'user', content: [text('look'), image] }];
      const { body } = await wire(id, { prompt });
      expect(body.messages).toEqual([
        { role: 'system', content: 'Be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,QUJD' } },
          ],
        },
      ]);
    },
  );

  it('an older model that does not see refuses an image before the request', async () => {
    const content = [{ type: 'file', mediaType: 'image/png', data: 'QUJD' }] as const;
    const error = await refused(LEGACY, { prompt: [{ role: 'user', content: [...content] }] });
    expect(error.message).toBe('This model does not accept "image/png" parts. It accepts text.');
  });

  it.each([LEGACY, MODERN])('%s: a PDF is refused before the request', async id => {
    const content = [{ type: 'file', mediaType: 'application/pdf', data: 'UERG' }] as const;
    const error = await refused(id, { prompt: [{ role: 'user', content: [...content] }] });
    expect(error.name).toBe('AI_UnsupportedFunctionalityError');
  });

  it.each([LEGACY, MODERN])(
    '%s: a description that is no text is left out, property names stay',
    async id => {
      const parameters = {
        type: 'object',
        properties: { description: { type: 'string', description: false } },
      };
      const { body } = await wire(id, { tools: [{ ...WX, inputSchema: parameters as never }] });
      expect(body.tools).toMatchObject([
        { function: { parameters: { type: 'object', properties: { description: { type: 'string' } } } } },
      ]);
      expect(JSON.stringify(body.tools)).not.toContain('false');
    },
  );
});

describe('tool_choice', () => {
  it.each([LEGACY, MODERN])('%s', async id => {
    for (const type of ['auto', 'none', 'required'] as const) {
      expect((await wire(id, { tools: [WX], toolChoice: { type } })).body.tool_choice).toBe(type);
    }
    const tools = [WX, { ...WX, name: 'other' }];
    const { body } = await wire(id, { tools, toolChoice: { type: 'tool', toolName: 'other' } });
    expect(body.tool_choice).toEqual({ type: 'function', function: { name: 'other' } });
    expect(body.tools).toHaveLength(2);
  });
});

describe('structured answers', () => {
  it('modern models get the envelope with a name, beside tools too', async () => {
    const { body, warnings } = await wire(MODERN, { tools: [WX], responseFormat: jsonFormat(P_IN) });
    expect(body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'response', schema: P },
    });
    expect(body.tools).toEqual([WIRE_WX]);
    expect(warnings).toEqual([]);
  });

  it('a legacy schema call is not streamed, and says so', async () => {
    const { body, warnings } = await wire(LEGACY, { responseFormat: jsonFormat(P_IN) }, 'stream');
    expect(body).not.toHaveProperty('stream');
    expect(body).not.toHaveProperty('stream_options');
    expect(warnings).toEqual([expect.stringMatching(/arrives in one piece/)]);
    expect((await wire(MODERN, { responseFormat: jsonFormat(P_IN) }, 'stream')).body.stream).toBe(true);
  });
});

describe('settings', () => {
  it('legacy models take no stop sequences and no effort; seed and topK travel', async () => {
    const call = {
      stopSequences: ['x'],
      seed: 1,
      topK: 3,
      providerOptions: { cloudflare: { reasoningEffort: 'low', textVerbosity: 'low' } },
    };
    const { body, warnings } = await wire(LEGACY, call);
    expect(body).toEqual({ model: LEGACY, seed: 1, top_k: 3, messages: [WIRE_HI] });
    expect(warnings).toEqual([
      'stopSequences',
      expect.stringContaining('textVerbosity'),
      expect.stringContaining('reasoningEffort'),
    ]);
  });

  it.each(['@cf/google/gemma-3-12b-it', '@cf/mistralai/mistral-small-3.1-24b-instruct', '@cf/qwen/qwq-32b'])(
    '%s gets a schema as guided_json, and JSON without one in words',
    async id => {
      const { body } = await wire(id, { responseFormat: jsonFormat(P_IN) });
      expect(body).toMatchObject({ guided_json: P });
      expect(body).not.toHaveProperty('response_format');
      const plain = await wire(id, { responseFormat: { type: 'json' } });
      expect(plain.body).not.toHaveProperty('response_format');
      expect(plain.warnings).toEqual([expect.stringContaining('JSON')]);
    },
  );

  it('modern models take four stop sequences', async () => {
    const { body, warnings } = await wire(MODERN, { stopSequences: ['1', '2', '3', '4', '5'] });
    expect(body.stop).toEqual(['1', '2', '3', '4']);
    expect(warnings).toEqual([expect.stringContaining('the first 4 were sent')]);
  });

  it.each([
    ['@cf/zai-org/glm-5.2', 'max', 'max', 0],
    ['@cf/zai-org/glm-5.2', 'none', 'none', 0],
    ['@cf/zai-org/glm-5.2', null, 'none', 0],
    ['@cf/zai-org/glm-5.2', 'minimal', 'none', 1],
    ['@cf/zai-org/glm-5.2', 'low', 'high', 1],
    ['@cf/zai-org/glm-5.2', 'xhigh', 'high', 1],
    ['@cf/zai-org/glm-5.3', 'none', 'low', 1],
    ['@cf/zai-org/glm-5.3', 'medium', 'low', 1],
    ['@cf/deepseek-ai/deepseek-v4-flash-0731', 'medium', 'low', 1],
    ['@cf/moonshotai/kimi-k2.6', 'max', 'high', 1],
    [MODERN, 'xhigh', 'xhigh', 0],
    [MODERN, 'high', 'medium', 1],
    [MODERN, 'minimal', 'low', 1],
    ['@cf/openai/gpt-oss-20b', 'high', 'high', 0],
    ['@cf/openai/gpt-oss-20b', 'none', 'low', 1],
    ['@cf/openai/gpt-oss-20b', null, 'low', 1],
    ['@cf/google/gemma-4-26b-a4b-it', 'low', undefined, 1],
    ['@cf/moonshotai/kimi-k2.7-code', 'high', undefined, 1],
    ['@cf/moonshotai/kimi-k2.7-code', 'none', undefined, 1],
    [LEGACY, 'high', undefined, 1],
  ])('%s with the effort %s sends %s', async (id, reasoningEffort, sent, count) => {
    const { body, warnings } = await wire(id, { providerOptions: { cloudflare: { reasoningEffort } } });
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toHaveLength(count);
  });

  it.each([
    [MODERN, 'none', { enable_thinking: false }, 0],
    [MODERN, null, { enable_thinking: false }, 0],
    ['@cf/zai-org/glm-4.7-flash', 'none', { enable_thinking: false }, 0],
    ['@cf/zai-org/glm-4.7-flash', 'high', { enable_thinking: true }, 1],
    ['@cf/nvidia/nemotron-3-120b-a12b', 'low', { enable_thinking: true, low_effort: true }, 0],
    ['@cf/nvidia/nemotron-3-120b-a12b', 'minimal', { enable_thinking: true, low_effort: true }, 1],
    ['@cf/nvidia/nemotron-3-120b-a12b', 'high', { enable_thinking: true }, 1],
    ['@cf/moonshotai/kimi-k2.7-code', 'none', undefined, 1],
    ['@cf/someone/next-year', 'none', { enable_thinking: false }, 0],
  ])('%s with the effort %s sets the chat template to %o', async (id, reasoningEffort, template, count) => {
    const { body, warnings } = await wire(id, { providerOptions: { cloudflare: { reasoningEffort } } });
    expect(body.chat_template_kwargs).toEqual(template);
    expect(body).not.toHaveProperty('reasoning_effort');
    expect(warnings).toHaveLength(count);
  });

  it('a reference is written out for the older schema, whose properties have a type', async () => {
    const home = { $ref: '#/$defs/home', description: 'Where' };
    const $defs = { home: { type: 'object', properties: { city: { type: 'string' } } } };
    const inputSchema = { type: 'object', properties: { home }, $defs } as typeof WX.inputSchema;
    const { body } = await wire(LEGACY, { tools: [{ ...WX, inputSchema }] });
    expect(body.tools).toMatchObject([
      { function: { parameters: { properties: { home: { type: 'object', description: 'Where' } } } } },
    ]);
  });

  it('a level becomes a switch: the warning names both', async () => {
    const providerOptions = { cloudflare: { reasoningEffort: 'high' } };
    const { warnings } = await wire('@cf/zai-org/glm-4.7-flash', { providerOptions });
    expect(warnings).toEqual([
      expect.stringMatching(/reasoningEffort.*"high"; .*chat_template_kwargs\.enable_thinking: true/),
    ]);
  });

  it("the caller's own template switches win, with a warning where they disagree", async () => {
    const own = { clear_thinking: false, enable_thinking: true };
    const providerOptions = {
      cloudflare: { reasoningEffort: 'none' },
      'workers-ai': { chat_template_kwargs: own },
    };
    const { body, warnings } = await wire(MODERN, { providerOptions });
    expect(body.chat_template_kwargs).toEqual(own);
    expect(warnings).toEqual([expect.stringMatching(/reasoningEffort.*enable_thinking.*sent instead/)]);
  });

  it('raw fields reach the body unchanged', async () => {
    const extraBody = { reasoning_effort: null, chat_template_kwargs: { enable_thinking: false } };
    const { body } = await wire(MODERN, { providerOptions: { cloudflare: { extraBody } } });
    expect(body).toMatchObject(extraBody);
  });

  it('the session stays in its header', async () => {
    const { headers, text: sent } = await send(MODERN, {
      providerOptions: { cloudflare: { sessionAffinity: 'chat-1' } },
    });
    expect(headers['x-session-affinity']).toBe('chat-1');
    expect(sent).not.toContain('chat-1');
  });
});

describe('which schema a model has', () => {
  it.each([
    ['@cf/meta/llama-3.1-8b-instruct', 'legacy'],
    ['@cf/meta/llama-4-scout-17b-16e-instruct', 'legacy'],
    ['@hf/nousresearch/hermes-2-pro-mistral-7b', 'legacy'],
    ['@cf/mistralai/mistral-small-3.1-24b-instruct', 'legacy'],
    ['@cf/qwen/qwq-32b', 'legacy'],
    ['@cf/qwen/qwen2.5-coder-32b-instruct', 'legacy'],
    ['@cf/deepseek-ai/deepseek-r1-distill-qwen-32b', 'legacy'],
    ['@cf/google/gemma-3-12b-it', 'legacy'],
    ['@cf/microsoft/phi-2', 'legacy'],
    ['@cf/moonshotai/kimi-k2.6', 'modern'],
    ['@cf/zai-org/glm-4.7-flash', 'modern'],
    ['@cf/google/gemma-4-26b-a4b-it', 'modern'],
    ['@cf/openai/gpt-oss-120b', 'modern'],
    ['@cf/deepseek-ai/deepseek-v4', 'modern'],
    ['@cf/qwen/qwen3.8-27b', 'modern'],
    ['@cf/qwen/qwen3-30b-a3b-fp8', 'legacy'],
    ['@cf/ibm-granite/granite-4.0-h-micro', 'legacy'],
    ['@cf/aisingapore/gemma-sea-lion-v4-27b-it', 'legacy'],
    ['@cf/someone/next-year', 'modern'],
  ])('%s: %s', async (id, schema) => {
    const { body } = await wire(id, { stopSequences: ['x'] });
    expect('stop' in body ? 'modern' : 'legacy').toBe(schema);
  });
});

it('leaves out what the assistant neither said nor called', async () => {
  const user = (value: string) => ({ role: 'user' as const, content: [text(value)] });
  const silent = [[], [text('')], [{ type: 'reasoning' as const, text: 'Hm.' }]] as const;
  const prompt: LanguageModelV2Prompt = [
    user('a'),
    ...silent.flatMap(content => [{ role: 'assistant' as const, content: [...content] }, user('b')]),
  ];
  const { body } = await wire('@cf/moonshotai/kimi-k2.6', { prompt });
  expect(body.messages).toEqual(['a', 'b', 'b', 'b'].map(content => ({ role: 'user', content })));
});

describe('properties of several types, for the older schema', () => {
  const gateway = createLocalGateway();
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const jira = {
    type: 'object',
    properties: {
      labels: { type: ['array', 'null'], items: { type: 'string' } },
      priority: { type: ['null', 'string'], enum: ['High', 'Low', null] },
      estimate: { anyOf: [{ type: 'number' }, { type: 'string' }] },
      nothing: { type: ['null'] },
      parent: { type: 'object', properties: { key: { type: ['string', 'null'] } } },
      legacy: false,
    },
  } as const;
  const zod3 = z.object({ when: z.string().nullable(), count: z.number().nullish() });

  it.each([
    ['an MCP server', jsonSchema(jira as never), 'labels, priority, estimate, key'],
    ['zod 3', zod3, 'when, count'],
  ])('%s: each gets one, with a warning', async (_, inputSchema, narrowed) => {
    const { warnings, request } = await generateText({
      model: cloudflare(LEGACY),
      prompt: 'Hi',
      tools: { file: tool({ description: 'Files it.', inputSchema: inputSchema as never }) },
    });
    const [{ function: sent }] = JSON.parse(String(request.body)).tools;
    expect(sent.parameters).toMatchObject({
      properties: narrowed.startsWith('labels')
        ? {
            labels: { type: 'array', items: { type: 'string' } },
            priority: { type: 'string' },
            estimate: { type: 'number' },
            nothing: { type: 'null' },
            parent: { properties: { key: { type: 'string' } } },
            legacy: { type: 'string', not: {} },
          }
        : { when: { type: 'string', description: 'when' }, count: { type: 'number' } },
    });
    expect(JSON.stringify(warnings)).toContain(`only one type was sent: ${narrowed}.`);
  });
});
