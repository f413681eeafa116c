import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { type CallOptions, collect, connected, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { H, HI, jsonFormat, P, P_IN, WIRE_HI, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

async function wire(id: string, call: CallOptions = {}, mode: 'generate' | 'stream' = 'generate') {
  const { body, warnings } = await send(id, call, connected, mode);
  return { body, warnings };
}

const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });
const schemaCall: CallOptions = { responseFormat: jsonFormat(P_IN) };
const jsonTool = (name: string, parameters: object = P) => ({
  type: 'function',
  function: { name, description: 'Respond with a JSON object.', parameters },
});

describe('numbered cases', () => {
  const turn = (reasoning: object) => [
    { role: 'user', content: 'Weather?' },
    { role: 'assistant', content: '', ...reasoning, tool_calls: [wireCall('call_abc123XYZ')] },
    { role: 'tool', tool_call_id: 'call_abc123XYZ', content: '{"t":20}' },
  ];

  it('gpt-oss and qwen3 get earlier reasoning back as `reasoning`', async () => {
    const oss = await wire('groq/openai/gpt-oss-120b', { prompt: H, tools: [WX], ...effort('low') });
    expect(oss.body).toEqual({
      model: 'groq/openai/gpt-oss-120b',
      messages: turn({ reasoning: 'plan' }),
      tools: [WIRE_WX],
      reasoning_effort: 'low',
    });
    const qwen = await wire('groq/qwen/qwen3-32b', { prompt: H });
    expect(qwen.body).toMatchObject({ messages: turn({ reasoning: 'plan' }), reasoning_format: 'parsed' });
  });

  it('a model that does not reason gets none', async () => {
    const { body, warnings } = await wire('groq/llama-3.3-70b-versatile', { prompt: H, tools: [WX] });
    expect(body).toEqual({ model: 'groq/llama-3.3-70b-versatile', messages: turn({}), tools: [WIRE_WX] });
    expect(warnings).toEqual([]);
  });

  it('a JSON schema beside tools becomes one more tool', async () => {
    expect(await wire('groq/openai/gpt-oss-20b', { tools: [WX], ...schemaCall })).toEqual({
      body: {
        model: 'groq/openai/gpt-oss-20b',
        parallel_tool_calls: false,
        messages: [WIRE_HI],
        tools: [WIRE_WX, jsonTool('json')],
        tool_choice: 'required',
      },
      warnings: [],
    });
  });
});

describe('the JSON tool', () => {
  const answer = (name: string) =>
    fakeFetch(({ body }) => {
      const call = { id: 'c1', type: 'function', function: { name, arguments: '{"name":"Ann"}' } };
      if (body.stream !== true) {
        return Response.json({
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: null, tool_calls: [call] },
              finish_reason: 'tool_calls',
            },
          ],
        });
      }
      const delta = {
        choices: [{ index: 0, delta: { role: 'assistant', tool_calls: [{ index: 0, ...call }] } }],
      };
      const end = { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };
      const frames = [delta, end].map(frame => `data: ${JSON.stringify(frame)}\n\n`).join('');
      return new Response(`${frames}data: [DONE]\n\n`);
    });
  const call = { prompt: HI, tools: [WX], ...schemaCall };

  it('comes back as text that ends with `stop`', async () => {
    const model = createCloudflare({ ...connected, fetch: answer('json').fetch })('groq/openai/gpt-oss-20b');
    const result = await model.doGenerate(call);
    expect(result.content).toEqual([{ type: 'text', text: '{"name":"Ann"}' }]);
    expect(result.finishReason).toBe('stop');
  });

  it('does so in a stream', async () => {
    const model = createCloudflare({ ...connected, fetch: answer('json').fetch })('groq/openai/gpt-oss-20b');
    const parts = await collect((await model.doStream(call)).stream);
    const text = parts.flatMap(part => (part.type === 'text-delta' ? [part.delta] : [])).join('');
    expect(text).toBe('{"name":"Ann"}');
    expect(parts.map(({ type }) => type)).not.toContain('tool-call');
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });

  it('a call of the user’s own tool stays one', async () => {
    const model = createCloudflare({ ...connected, fetch: answer('weather').fetch })(
      'groq/openai/gpt-oss-20b',
    );
    const result = await model.doGenerate(call);
    expect(result.content).toMatchObject([{ type: 'tool-call', toolName: 'weather' }]);
    expect(result.finishReason).toBe('tool-calls');
  });

  it('takes another name where `json` is taken', async () => {
    const tools = [
      { ...WX, name: 'json' },
      { ...WX, name: 'json_2' },
    ];
    const { body } = await wire('groq/openai/gpt-oss-20b', { tools, ...schemaCall });
    expect(body.tools).toMatchObject([{}, {}, jsonTool('json_3')]);
  });

  it('keeps a named choice, and is the choice where tools are forbidden', async () => {
    const named = { tools: [WX], ...schemaCall, toolChoice: { type: 'tool', toolName: 'weather' } as const };
    expect((await wire('groq/openai/gpt-oss-20b', named)).body.tool_choice).toEqual({
      type: 'function',
      function: { name: 'weather' },
    });
    const none = { tools: [WX], ...schemaCall, toolChoice: { type: 'none' } as const };
    expect((await wire('groq/openai/gpt-oss-20b', none)).body.tool_choice).toEqual({
      type: 'function',
      function: { name: 'json' },
    });
  });

  it('serves JSON mode beside tools as well', async () => {
    const { body } = await wire('groq/openai/gpt-oss-20b', { tools: [WX], responseFormat: { type: 'json' } });
    expect(body).not.toHaveProperty('response_format');
    expect(body.tools).toEqual([WIRE_WX, jsonTool('json', { type: 'object' })]);
  });
});

describe('structured answers without tools', () => {
  it.each(['groq/openai/gpt-oss-20b', 'groq/moonshotai/kimi-k2-instruct', 'groq/meta-llama/llama-4-scout'])(
    '%s takes the schema',
    async id => {
      const { body, warnings } = await wire(id, schemaCall);
      expect(body.response_format).toEqual({
        type: 'json_schema',
        json_schema: { name: 'response', strict: id.includes('gpt-oss'), schema: P },
      });
      expect(warnings).toEqual([]);
    },
  );

  it.each(['groq/llama-3.3-70b-versatile', 'groq/qwen/qwen3-32b'])(
    '%s gets JSON mode and a warning',
    async id => {
      const { body, warnings } = await wire(id, schemaCall);
      expect(body.response_format).toEqual({ type: 'json_object' });
      expect(body.messages).toEqual([
        {
          role: 'system',
          content: `Answer with a JSON object that conforms to this JSON schema: ${JSON.stringify(P)}`,
        },
        WIRE_HI,
      ]);
      expect(warnings).toEqual([expect.stringContaining('responseFormat JSON schema')]);
    },
  );

  it('structuredOutputs: false of @ai-sdk/groq is obeyed', async () => {
    const call = { ...schemaCall, providerOptions: { groq: { structuredOutputs: false } } };
    expect((await wire('groq/openai/gpt-oss-20b', call)).body.response_format).toEqual({
      type: 'json_object',
    });
  });
});

describe('reasoning', () => {
  it.each([
    ['groq/openai/gpt-oss-120b', 'high', 'high', undefined],
    ['groq/openai/gpt-oss-120b', 'xhigh', 'high', /"high" was sent/],
    ['groq/openai/gpt-oss-120b', 'none', undefined, /not supported/],
    ['groq/qwen/qwen3-32b', 'none', 'none', undefined],
    ['groq/qwen/qwen3-32b', 'default', 'default', undefined],
    ['groq/qwen/qwen3-32b', 'high', undefined, /not supported/],
    ['groq/qwen/qwen3.6-27b', 'high', undefined, /not supported/],
    ['groq/qwen/qwen3.8-27b', 'high', 'high', undefined],
    ['groq/qwen/qwen3.8-27b', 'xhigh', 'high', /"high" was sent/],
    ['groq/llama-3.3-70b-versatile', 'low', undefined, /not supported/],
  ])('%s with %s sends %s', async (id, asked, sent, warning) => {
    const { body, warnings } = await wire(id, effort(asked));
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
  });

  it('reasoningFormat of @ai-sdk/groq wins over ours', async () => {
    const call = { providerOptions: { groq: { reasoningFormat: 'hidden' } } };
    expect((await wire('groq/qwen/qwen3-32b', call)).body.reasoning_format).toBe('hidden');
  });

  it('asks for no usage in a stream, which comes anyway', async () => {
    const { body } = await wire('groq/openai/gpt-oss-120b', {}, 'stream');
    expect(body.stream).toBe(true);
    expect(body).not.toHaveProperty('stream_options');
  });
});
