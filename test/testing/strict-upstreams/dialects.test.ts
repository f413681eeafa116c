import { describe, expect, it } from 'vitest';
import { events } from '../support.ts';
import { ask, closed, history, jsonObject, jsonSchema, system, user, weather } from './suite.ts';

const usageAsked = { stream: true, stream_options: { include_usage: true } };
// biome-ignore lint/suspicious/noExplicitAny: answers are read by many shapes
type Json = any;

interface Answers {
  readonly whole: Json;
  readonly message: Json;
  readonly chunks: Json[];
  /** Deltas of every chunk that has a choice. */
  readonly deltas: Json[];
}

/** The same question, answered whole and as a stream that reports usage. */
async function answers(model: string, body: object = {}, streamed: object = usageAsked): Promise<Answers> {
  const whole = await ask(model, { messages: [user('Hi')], ...body });
  const stream = await ask(model, { messages: [user('Hi')], ...body, ...streamed });
  expect([whole.status, stream.status]).toEqual([200, 200]);
  const chunks = events(stream.text);
  const deltas = chunks.flatMap(chunk => (chunk.choices?.[0] ? [chunk.choices[0].delta] : []));
  return { whole: whole.json, message: whole.json.choices[0].message, chunks, deltas };
}

const joined = (deltas: readonly Json[], key: string): string =>
  deltas.map(delta => (typeof delta[key] === 'string' ? delta[key] : '')).join('');
const thought = 'The user said "Hi".';
const said = 'Hello! You said: "Hi"';
const source = 'https://example.com/source';

describe('reasoning is told where each upstream tells it', () => {
  it.each([
    ['groq/openai/gpt-oss-120b', 'reasoning', {}],
    ['cerebras/gpt-oss-120b', 'reasoning', {}],
    ['openrouter/deepseek/deepseek-r1', 'reasoning', {}],
    ['grok/grok-4.5', 'reasoning_content', {}],
    ['deepseek/deepseek-v4-pro', 'reasoning_content', {}],
    ['fireworks/glm-5.3', 'reasoning_content', {}],
    ['baseten/zai-org/GLM-4.6', 'reasoning_content', { chat_template_args: { enable_thinking: true } }],
    ['alibaba/qwen3.8-max', 'reasoning_content', { enable_thinking: true }],
    ['minimax/m3', 'reasoning_content', {}],
    ['moonshotai/kimi-k3', 'reasoning_content', {}],
    ['@cf/zai-org/glm-4.7-flash', 'reasoning_content', {}],
  ])('%s: %s', async (model, key, body) => {
    const { message, deltas } = await answers(model, body);
    expect(message).toMatchObject({ [key]: thought, content: said });
    // xAI streams its first piece twice.
    const streamed = joined(deltas, key);
    expect(model.startsWith('grok/') ? streamed.replace('The The ', 'The ') : streamed).toBe(thought);
    expect(joined(deltas, 'content')).toBe(said);
  });

  it.each([
    ['perplexity/sonar-reasoning', {}],
    ['groq/qwen/qwen3-32b', { reasoning_format: 'raw' }],
  ])('%s: in tags', async (model, body) => {
    const { message, deltas } = await answers(model, body);
    const text = `<think>\n${thought}\n</think>\n\n${said}`;
    expect([message.content, joined(deltas, 'content')]).toEqual([text, text]);
  });

  it('mistral/magistral-medium-latest: in parts', async () => {
    const { message, deltas } = await answers('mistral/magistral-medium-latest', {}, { stream: true });
    expect(message.content[0]).toEqual({ type: 'thinking', thinking: [{ type: 'text', text: thought }] });
    expect(deltas.flatMap(({ content }) => (Array.isArray(content) ? content : []))[0]).toEqual({
      type: 'thinking',
      thinking: [{ type: 'text', text: 'The ' }],
    });
  });

  it.each([
    ['openai/gpt-5', {}],
    ['anthropic/claude-sonnet-4-5', { thinking: { type: 'enabled' } }],
    ['google-ai-studio/gemini-3-flash', {}],
    ['cohere/command-a-reasoning', {}],
    ['fireworks/glm-5.3', { thinking: { type: 'disabled' } }],
    ['deepseek/deepseek-v4-pro', { thinking: { type: 'disabled' } }],
    ['openrouter/openai/gpt-4o', {}],
    ['openrouter/deepseek/deepseek-r1', { reasoning: { exclude: true } }],
    ['baseten/zai-org/GLM-4.6', {}],
  ])('%s, %o: nowhere', async (model, body) => {
    const streamed = /gemini/.test(model) ? { stream: true } : usageAsked;
    const { message, deltas } = await answers(model, body, streamed);
    expect(message).toEqual({ role: 'assistant', content: said });
    expect(new Set(deltas.flatMap(Object.keys))).toEqual(new Set(['role', 'content']));
  });
});

describe('reasoning_details', () => {
  it('minimax repeats the text in them', async () => {
    const { message, deltas } = await answers('minimax/m3');
    expect(message.reasoning_details).toMatchObject([{ type: 'reasoning.text', text: thought }]);
    const details = deltas.flatMap(delta => delta.reasoning_details ?? []);
    expect(joined(details, 'text')).toBe(thought);
  });

  it.each([
    [
      'anthropic/claude-sonnet-4.5',
      { reasoning: { effort: 'low' } },
      { type: 'reasoning.text', signature: expect.any(String) },
    ],
    ['google/gemini-3-pro-preview', {}, { type: 'reasoning.encrypted', data: expect.any(String) }],
  ])('openrouter proves what %s thought, and takes it back', async (vendor, body, proof) => {
    const model = `openrouter/${vendor}`;
    const { message, deltas } = await answers(model, body);
    const streamed = deltas.flatMap(delta => delta.reasoning_details ?? []);
    expect(message.reasoning_details.at(-1)).toMatchObject(proof);
    expect(streamed.at(-1)).toMatchObject(proof);
    expect(joined(streamed, 'text')).toBe(thought);
    for (const reasoning_details of [message.reasoning_details, streamed]) {
      const messages = history('a', { reasoning_details });
      expect((await ask(model, { ...body, messages, tools: [weather] })).status).toBe(200);
    }
  });
});

describe('usage', () => {
  const cases: readonly (readonly [string, object, (usage: Json) => void])[] = [
    [
      'grok/grok-4.5',
      {},
      usage => {
        const { reasoning_tokens } = usage.completion_tokens_details;
        expect(reasoning_tokens).toBeGreaterThan(0);
        expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens + reasoning_tokens);
        expect(usage).toMatchObject({ num_sources_used: 0, cost_in_usd_ticks: expect.any(Number) });
      },
    ],
    [
      'google-ai-studio/gemini-3-flash',
      {},
      ({ completion_tokens, total_tokens, prompt_tokens }) =>
        expect(total_tokens).toBeGreaterThan(prompt_tokens + completion_tokens),
    ],
    [
      'baseten/zai-org/GLM-4.6',
      { chat_template_args: { enable_thinking: true } },
      usage =>
        expect(usage.completion_tokens_details.reasoning_tokens).toBeGreaterThan(usage.completion_tokens),
    ],
    [
      'deepseek/deepseek-chat',
      {},
      usage => expect(usage).toMatchObject({ prompt_cache_hit_tokens: 0, prompt_cache_miss_tokens: 1 }),
    ],
    [
      'perplexity/sonar-reasoning',
      {},
      usage =>
        expect(usage).toMatchObject({
          citation_tokens: 0,
          num_search_queries: 1,
          reasoning_tokens: 5,
          cost: { total_cost: expect.any(Number) },
        }),
    ],
    [
      'openrouter/openai/gpt-4o',
      {},
      usage =>
        expect(usage).toMatchObject({
          cost: expect.any(Number),
          is_byok: false,
          cost_details: expect.any(Object),
        }),
    ],
    [
      'alibaba/qwen3-max',
      {},
      usage =>
        expect(usage.prompt_tokens_details).toEqual({ cached_tokens: 0, cache_creation_input_tokens: 0 }),
    ],
    ['minimax/m3', {}, usage => expect(usage).toHaveProperty('total_characters')],
    ['moonshotai/kimi-k3', {}, usage => expect(usage).toHaveProperty('cached_tokens', 0)],
    ['groq/llama-3.3-70b-versatile', {}, usage => expect(usage).toHaveProperty('queue_time')],
    ['@cf/openai/gpt-oss-20b', {}, usage => expect(usage.neurons).toBeGreaterThan(0)],
  ];

  it.each(cases)('of %s', async (model, body, check) => {
    const { whole, chunks } = await answers(model, body);
    check(whole.usage);
    const last = chunks.at(-1);
    check(last.usage);
    expect(last.usage).toEqual(whole.usage);
  });

  it('of moonshotai comes in the last choice, and once more', async () => {
    const { chunks, whole } = await answers('moonshotai/kimi-k3');
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop', usage: whole.usage }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    const unasked = events((await ask('moonshotai/kimi-k3', { stream: true })).text);
    expect(unasked.at(-1).choices[0]).toHaveProperty('usage');
  });

  it('of perplexity comes in every chunk', async () => {
    const { chunks, whole } = await answers('perplexity/sonar');
    expect(chunks.map(({ usage }) => usage)).toEqual(chunks.map(() => whole.usage));
  });

  it('of openrouter comes when its own option asks for it', async () => {
    const { chunks } = await answers(
      'openrouter/openai/gpt-4o',
      {},
      { stream: true, usage: { include: true } },
    );
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: { cost: 0.00015 } });
  });
});

describe('members beside the choices', () => {
  it.each([
    ['alibaba/qwen3-max', { request_id: 'local' }],
    ['openrouter/openai/gpt-4o', { provider: 'Local' }],
    ['deepseek/deepseek-chat', { system_fingerprint: 'fp_local' }],
    ['minimax/m3', { input_sensitive: false, output_sensitive: false }],
  ])('of %s, in every chunk: %o', async (model, members) => {
    const { whole, chunks } = await answers(model);
    expect([whole, ...chunks]).toEqual(
      Array.from({ length: chunks.length + 1 }, () => expect.objectContaining(members)),
    );
  });

  it('perplexity names its sources at the start', async () => {
    const { whole, chunks } = await answers('perplexity/sonar');
    const members = {
      citations: [source],
      search_results: [{ title: 'Example', url: source, date: '2026-01-15' }],
    };
    expect(whole).toMatchObject(members);
    expect(chunks[0]).toMatchObject(members);
    expect(chunks.slice(1).filter(chunk => 'citations' in chunk)).toEqual([]);
  });

  it('minimax says in the answer whether it went well', async () => {
    const { whole, message, chunks, deltas } = await answers('minimax/m3');
    const fine = { base_resp: { status_code: 0, status_msg: '' } };
    const names = { name: 'MiniMax AI', audio_content: '' };
    expect(whole).toMatchObject(fine);
    expect(chunks.filter(chunk => 'base_resp' in chunk)).toMatchObject([fine]);
    expect(message).toMatchObject(names);
    expect(deltas[0]).toMatchObject(names);
  });

  it('azure opens with what it found in the prompt', async () => {
    const { whole, chunks } = await answers('azure-openai/gpt-4o');
    expect(whole).toHaveProperty('prompt_filter_results');
    expect(whole.choices[0]).toHaveProperty('content_filter_results');
    expect(chunks[0]).toMatchObject({ model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
    expect(chunks[1].choices[0]).toHaveProperty('content_filter_results');
  });

  it('cerebras tells the time it took', async () => {
    const { whole, chunks } = await answers('cerebras/gpt-oss-120b');
    expect(whole).toHaveProperty('time_info');
    expect(chunks.filter(chunk => 'time_info' in chunk)).toMatchObject([
      { choices: [{ finish_reason: 'stop' }] },
    ]);
  });

  it('choices say what openrouter and fireworks add', async () => {
    const routed = await answers('openrouter/openai/gpt-4o');
    expect(routed.whole.choices[0]).toHaveProperty('native_finish_reason', 'stop');
    expect(routed.chunks[0].choices[0]).toHaveProperty('native_finish_reason', null);
    const fired = await answers('fireworks/glm-5.3');
    expect(fired.whole.choices[0]).toHaveProperty('raw_output', null);
    expect(fired.chunks[0].choices[0]).toHaveProperty('raw_output', null);
  });
});

describe('openai', () => {
  it('cites, where the model searches', async () => {
    const { message, deltas } = await answers('openai/gpt-4o-search-preview');
    const citation = {
      type: 'url_citation',
      url_citation: { start_index: 0, end_index: said.length, title: 'Example', url: source },
    };
    expect(message).toEqual({ role: 'assistant', content: said, annotations: [citation] });
    expect(deltas.flatMap(delta => delta.annotations ?? [])).toEqual([citation]);
  });

  it('refuses when it is told to', async () => {
    const { message, whole, deltas, chunks } = await answers('openai/gpt-4o', {
      messages: [user('Please refuse-me')],
      tools: [weather],
    });
    const refusal = "I'm sorry, but I can't help with that.";
    expect(message).toEqual({ role: 'assistant', content: null, refusal });
    expect(whole.choices[0].finish_reason).toBe('stop');
    expect(joined(deltas, 'refusal')).toBe(refusal);
    expect(joined(deltas, 'content')).toBe('');
    expect(chunks.at(-1).usage.completion_tokens).toBeGreaterThan(0);
  });
});

describe('tool calls', () => {
  const question = { messages: [user('The weather in Oslo?')], tools: [weather] };
  const ends = ({ whole, chunks }: Answers) => [
    whole.choices[0].finish_reason,
    chunks.find(chunk => typeof chunk.choices?.[0]?.finish_reason === 'string')?.choices[0].finish_reason,
  ];

  it.each([
    ['openai/gpt-4o', {}, ['tool_calls', 'tool_calls']],
    ['google-ai-studio/gemini-2.5-flash', {}, ['stop', 'stop']],
    ['grok/grok-4.5', {}, ['tool_calls', 'tool_calls']],
    ['grok/grok-4', {}, ['', '']],
    ['grok/grok-4-1-fast-reasoning', {}, ['stop', 'stop']],
    ['@cf/meta/llama-3.3-70b-instruct-fp8-fast', {}, ['stop', 'stop']],
    ['minimax/m3', {}, ['tool_calls', 'tool_calls']],
  ])('of %s end so', async (model, body, reasons) => {
    const given = await answers(model, { ...question, ...body });
    expect(ends(given)).toEqual(reasons);
    expect(given.message.tool_calls).toMatchObject([{ type: 'function', function: { name: 'weather' } }]);
    expect(given.deltas.flatMap(delta => delta.tool_calls ?? [])[0].function.name).toBe('weather');
  });

  it('stand beside null, in minimax beside an empty text', async () => {
    expect((await answers('openai/gpt-4o', question)).message.content).toBeNull();
    expect((await answers('minimax/m3', question)).message.content).toBe('');
  });

  it('of xai come in one piece', async () => {
    const { deltas, message } = await answers('grok/grok-4.5', question);
    const [{ function: called }] = message.tool_calls;
    expect(deltas.flatMap(delta => delta.tool_calls ?? [])).toMatchObject([{ index: 0, function: called }]);
    expect(
      (await answers('openai/gpt-4o', question)).deltas.flatMap(delta => delta.tool_calls ?? []).length,
    ).toBeGreaterThan(1);
  });

  it('of Gemini 3 carry a signature', async () => {
    const signature = { extra_content: { google: { thought_signature: expect.any(String) } } };
    const { message, deltas } = await answers('google-ai-studio/gemini-3-flash', question);
    expect(message.tool_calls).toMatchObject([signature]);
    expect(deltas.flatMap(delta => delta.tool_calls ?? [])[0]).toMatchObject(signature);
  });

  it('of mistral have ids of nine letters and digits', async () => {
    const { message, deltas } = await answers('mistral/mistral-large-latest', question, { stream: true });
    const ids = [...message.tool_calls, ...deltas.flatMap(delta => delta.tool_calls ?? [])].map(
      ({ id }) => id,
    );
    expect(ids.filter(id => id !== undefined)).toEqual([
      expect.stringMatching(/^[a-zA-Z0-9]{9}$/),
      expect.stringMatching(/^[a-zA-Z0-9]{9}$/),
    ]);
  });

  it('are made once more by GLM on cerebras, after a JSON answer', async () => {
    const body = { messages: history('a'), tools: [weather], ...jsonSchema(closed) };
    const given = await answers('cerebras/zai-glm-4.7', body);
    expect(ends(given)).toEqual(['tool_calls', 'tool_calls']);
    expect(JSON.parse(given.message.content)).toHaveProperty('city');
    expect(given.message.tool_calls).toMatchObject([{ function: { name: 'weather', arguments: '{}' } }]);
    expect(JSON.parse(joined(given.deltas, 'content'))).toHaveProperty('city');
    expect(given.deltas.flatMap(delta => delta.tool_calls ?? [])[0].function.name).toBe('weather');
    const other = await answers('cerebras/gpt-oss-120b', body);
    expect(other.message).not.toHaveProperty('tool_calls');
  });
});

describe('answers that continue a text', () => {
  const messages = [user('Hi'), { role: 'assistant', content: 'Well, ' }];

  it('repeat it, of mistral', async () => {
    const prefixed = [user('Hi'), { role: 'assistant', content: 'Well, ', prefix: true }];
    const given = await answers('mistral/mistral-large-latest', { messages: prefixed }, { stream: true });
    expect(given.message.content).toBe(`Well, ${said}`);
    expect(joined(given.deltas, 'content')).toBe(`Well, ${said}`);
  });

  it('repeat it in streams alone, of xai', async () => {
    const given = await answers('grok/grok-3', { messages });
    expect(given.message.content).toBe(said);
    expect(given.deltas[0]).toEqual({ role: 'assistant', content: 'Well, ' });
    expect(joined(given.deltas, 'content')).toBe(`Well, ${said}`);
  });
});

it('answers keep to what descriptions say of their values', async () => {
  const schema = {
    ...closed,
    properties: {
      city: { type: 'string', description: 'City (minLength: 30)' },
      day: { type: 'string', description: 'Format: date' },
      count: { type: 'integer', description: 'How many (minimum: 7)' },
    },
  };
  const { json } = await ask('google/gemini-2.5-flash', jsonSchema(schema));
  expect(JSON.parse(json.choices[0].message.content)).toEqual({
    city: expect.stringMatching(/^.{30}$/),
    day: '2026-01-15',
    count: 7,
  });
});

it('answers are the same every time', async () => {
  const body = { messages: [system('JSON'), user('Hi')], ...jsonObject };
  const [first, second] = [await ask('alibaba/qwen3-max', body), await ask('alibaba/qwen3-max', body)];
  expect({ ...first.json, id: '' }).toEqual({ ...second.json, id: '' });
});
