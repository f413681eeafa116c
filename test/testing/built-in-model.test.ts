import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLocalGateway, events, gatewayAuth, paths, post, restAuth } from './support.ts';

const gateway = createLocalGateway({
  gateways: {
    default: {
      storedKeys: {
        mistral: { default: 'sk-1' },
        'perplexity-ai': { default: 'sk-1' },
        deepseek: { default: 'sk-1' },
      },
    },
  },
});
const user = (content: unknown) => ({ role: 'user', content });
const send = (body: object, model = 'openai/gpt-4o') =>
  post(gateway, paths.compat, { model, ...body }, gatewayAuth);
const ask = async (content: unknown, extra: object = {}, model?: string) =>
  (await send({ messages: [user(content)], ...extra }, model)).json;
const fn = (name: string, properties: object, required = Object.keys(properties)) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties, required } },
});
const string = { type: 'string' };
const weather = fn('getWeather', { city: string, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } });
const time = fn('lookup_time', { timezone: string });
const calls = (json: {
  choices: { message: { tool_calls?: { function: { name: string; arguments: string } }[] } }[];
}) =>
  (json.choices[0]?.message.tool_calls ?? []).map(call => [
    call.function.name,
    JSON.parse(call.function.arguments),
  ]);

describe('plain answers', () => {
  it('say what was said, parts joined, attachments counted', async () => {
    const json = await ask([
      { type: 'text', text: 'Look' },
      { type: 'image_url', image_url: { url: 'data:,' } },
    ]);
    expect(json.choices[0].message.content).toBe('Hello! You said: "Look" (with 1 attachment)');
  });

  it('end after the result of a tool, whatever it consists of', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:,' } };
    const call = { id: 'c1', type: 'function', function: { name: 'file', arguments: '{}' } };
    const said = async (content: unknown, ...more: object[]): Promise<unknown> => {
      const messages = [
        user('Show the file'),
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content },
        ...more,
      ];
      const { json } = await send({ messages, tools: [fn('file', {})] });
      return json.choices[0].message.content;
    };
    const parts = ['One', 'Two'].map(text => ({ type: 'text', text }));
    expect(await said(parts)).toBe('Here is what I found: One\nTwo');
    const file = user([{ type: 'text', text: 'The file that the tool "file" returned:' }, image]);
    expect(await said('See below.', file)).toBe('Here is what I found: See below. (with 1 attachment)');
    expect(await said('See below.', file, file)).toBe(
      'Here is what I found: See below. (with 2 attachments)',
    );
  });

  it('of older models of Workers AI are frames of their own, through the binding', async () => {
    const city = { type: 'string', description: 'City' };
    const definition = { ...fn('getWeather', { city }).function, description: 'Weather' };
    const tools = [{ type: 'function', function: definition }];
    const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
    const run = async (extra: object): Promise<unknown> =>
      gateway.binding().run(model, { messages: [user('The weather in Lisbon?')], tools, ...extra });
    expect(await run({})).toEqual({
      tool_calls: [{ name: 'getWeather', arguments: { city: 'Lisbon' } }],
      usage: expect.any(Object),
    });
    const text = await new Response((await run({ stream: true })) as ReadableStream).text();
    expect(events(text)).toEqual([
      { tool_calls: [{ id: expect.any(String), index: 0, function: { name: 'getWeather' } }] },
      ...events(text).slice(1, -1),
      { response: '', usage: expect.any(Object) },
    ]);
    const pieces = events(text)
      .slice(1, -1)
      .map(({ tool_calls }) => tool_calls[0].function.arguments);
    expect(JSON.parse(pieces.join(''))).toMatchObject({ city: 'Lisbon' });
  });

  it('keep to limits and stops', async () => {
    const short = await ask('A long enough sentence', { max_tokens: 2 });
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Hello! Y' } });
    expect((await ask('x', { stop: ['You'] })).choices[0].message.content).toBe('Hello! ');
    const legacy = { model: '@cf/meta/llama-3.1-8b-instruct', messages: [user('x'.repeat(2000))] };
    const { json } = await post(gateway, paths.rest, legacy, restAuth);
    expect([json.choices[0].finish_reason, json.usage.completion_tokens]).toEqual(['length', 256]);
  });

  it('stream word by word, the same text', async () => {
    const { text } = await send({ messages: [user('one two three')], stream: true });
    const words = events(text).map(event => event.choices[0]?.delta.content ?? '');
    expect(words.filter(word => word !== '').length).toBeGreaterThan(4);
    expect(words.join('')).toBe('Hello! You said: "one two three"');
    expect(text).not.toContain('usage');
  });
});

describe('tools', () => {
  it.each([
    ['What is the weather in Lisbon?', { city: 'Lisbon', unit: 'celsius' }],
    ['Weather in "san marino", fahrenheit please', { city: 'san marino', unit: 'celsius' }],
    ['Please tell me the weather for New York', { city: 'New York', unit: 'celsius' }],
    ['weather', { city: 'example city', unit: 'celsius' }],
  ])('%s', async (question, args) => {
    const json = await ask(question, { tools: [weather, time] });
    expect(calls(json)).toEqual([['getWeather', args]]);
    expect(json.choices[0].finish_reason).toBe('tool_calls');
  });

  it('takes numbers for number fields', async () => {
    const add = fn('add', { a: { type: 'number' }, b: { type: 'integer' } });
    expect(calls(await ask('add 2.5 and 4', { tools: [add] }))).toEqual([['add', { a: 2.5, b: 4 }]]);
  });

  it('calls one per step, then answers with every result', async () => {
    const messages: object[] = [user('The weather and the time in Oslo')];
    const names = [];
    for (let step = 0; step < 3; step++) {
      const { json } = await send({ messages, tools: [weather, time] });
      const message = json.choices[0].message;
      messages.push(message);
      for (const call of message.tool_calls ?? []) {
        names.push(call.function.name);
        messages.push({ role: 'tool', tool_call_id: call.id, content: `${call.function.name} ok` });
      }
    }
    expect(names).toEqual(['getWeather', 'lookup_time']);
    expect(messages.at(-1)).toMatchObject({ content: 'Here is what I found: getWeather ok; lookup_time ok' });
    messages.push(user('The weather again'));
    expect(calls((await send({ messages, tools: [weather] })).json)).toHaveLength(1);
  });

  it('calls several at once only when that is asked and allowed', async () => {
    const question = 'In parallel: weather and time in Rome';
    expect(calls(await ask(question, { tools: [weather, time] }))).toHaveLength(2);
    const single = { tools: [weather, time], parallel_tool_calls: false };
    expect(calls(await ask(question, single))).toHaveLength(1);
  });

  it.each([
    ['none', 'weather in Rome', []],
    ['required', 'hello', ['getWeather']],
    [{ type: 'function', function: { name: 'lookup_time' } }, 'weather in Rome', ['lookup_time']],
    ['auto', 'hello', []],
  ])('obeys tool_choice %o', async (tool_choice, question, names) => {
    const json = await ask(question, { tools: [weather, time], tool_choice });
    expect(calls(json).map(([name]) => name)).toEqual(names);
    if (typeof tool_choice === 'object') expect(json.choices[0].finish_reason).toBe('stop');
  });

  it('streams arguments in pieces that add up', async () => {
    const { text } = await send({ messages: [user('weather in Rome')], tools: [weather], stream: true });
    const pieces = events(text).flatMap(event => event.choices[0]?.delta.tool_calls ?? []);
    expect(pieces[0]).toMatchObject({
      index: 0,
      type: 'function',
      function: { name: 'getWeather', arguments: '' },
    });
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(pieces.map(piece => piece.function.arguments).join(''))).toHaveProperty('city', 'Rome');
  });
});

describe('structured output', () => {
  const node: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(node) }));
  const schemas: Record<string, z.ZodType> = {
    scalars: z.object({ s: z.string(), n: z.number(), i: z.int(), b: z.boolean(), nothing: z.null() }),
    bounds: z.object({
      s: z.string().min(20).max(22),
      n: z.number().min(5).max(6),
      i: z.int().gt(10),
      m: z.int().multipleOf(5),
    }),
    formats: z.object({ d: z.iso.date(), t: z.iso.datetime(), e: z.email(), u: z.url(), id: z.uuid() }),
    choices: z.object({
      e: z.enum(['a', 'b']),
      l: z.literal(3),
      u: z.union([z.object({ k: z.literal('x') }), z.string()]),
    }),
    nullable: z.object({ a: z.string().nullable(), b: z.number().nullish() }),
    arrays: z.object({
      two: z.array(z.string()),
      five: z.array(z.int()).min(5),
      one: z.array(z.string()).max(1),
      t: z.tuple([z.string(), z.number()]),
    }),
    record: z.object({ r: z.record(z.string(), z.number()) }),
    discriminated: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a'), x: z.number() }),
      z.object({ type: z.literal('b') }),
    ]),
    intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
    recursive: node,
  };

  it.each(Object.entries(schemas))('satisfies %s, enveloped, bare and in words', async (_, schema) => {
    const json = z.toJSONSchema(schema);
    const enveloped = {
      response_format: { type: 'json_schema', json_schema: { name: 'out', schema: json } },
    };
    const answers = [
      (await send({ messages: [user('Give me "one", Two and 3')], ...enveloped })).json,
      (
        await post(
          gateway,
          paths.rest,
          {
            model: '@cf/meta/llama-3.1-8b-instruct',
            messages: [user('x')],
            max_tokens: 9999,
            response_format: { type: 'json_schema', json_schema: json },
          },
          restAuth,
        )
      ).json,
      await ask('x', {
        messages: [
          { role: 'system', content: `JSON schema:\n${JSON.stringify(json)}\nYou MUST answer with JSON.` },
          user('x'),
        ],
        response_format: { type: 'json_object' },
      }),
    ];
    for (const answer of answers) {
      const parsed = schema.safeParse(JSON.parse(answer.choices[0].message.content));
      expect(parsed.error?.issues ?? []).toEqual([]);
    }
    expect(JSON.parse(answers[0].choices[0].message.content)).toBeDefined();
  });

  it('streams in pieces', async () => {
    const response_format = { type: 'json_object' };
    const { text } = await send({ messages: [user('json')], response_format, stream: true });
    const content = events(text)
      .map(event => event.choices[0]?.delta.content ?? '')
      .join('');
    expect(JSON.parse(content)).toEqual({ answer: 'json' });
  });
});

describe('reasoning, where each upstream puts it', () => {
  const hi = { messages: [user('Hi')] };
  const message = async (model: string, extra = {}) =>
    (await send({ ...hi, ...extra }, model)).json.choices[0].message;

  it('groq', async () => {
    expect(await message('groq/openai/gpt-oss-120b')).toHaveProperty('reasoning');
    expect(await message('groq/openai/gpt-oss-120b', { reasoning_format: 'hidden' })).not.toHaveProperty(
      'reasoning',
    );
    expect(await message('groq/llama-3.3-70b-versatile')).not.toHaveProperty('reasoning');
  });

  it('workers-ai', async () => {
    const on = { ...hi, model: '@cf/openai/gpt-oss-20b' };
    const off = {
      ...hi,
      model: '@cf/zai-org/glm-4.7-flash',
      chat_template_kwargs: { enable_thinking: false },
    };
    const reasoned = (await post(gateway, paths.rest, on, restAuth)).json;
    const plain = (await post(gateway, paths.rest, off, restAuth)).json;
    expect(reasoned.choices[0].message.reasoning_content).toContain('Hi');
    expect(reasoned.usage.neurons).toBeGreaterThan(0);
    expect(plain.choices[0].message.reasoning_content).toBeNull();
  });

  it('mistral, perplexity, xai and openai', async () => {
    expect((await message('mistral/magistral-medium')).content[0].type).toBe('thinking');
    expect((await message('perplexity/sonar-reasoning')).content).toMatch(/^<think>\n.*\n<\/think>/);
    expect(await message('grok/grok-4')).toHaveProperty('reasoning_content');
    const hidden = (await send(hi, 'openai/gpt-5')).json;
    expect(hidden.choices[0].message).toEqual({ role: 'assistant', content: 'Hello! You said: "Hi"' });
    expect(hidden.usage.completion_tokens_details.reasoning_tokens).toBeGreaterThan(0);
  });
});

describe('usage in streams', () => {
  const last = async (model: string, extra: object = {}) => {
    const body = { messages: [user('Hi')], stream: true, ...extra };
    const result = model.startsWith('@')
      ? await post(gateway, paths.rest, { model, ...body }, restAuth)
      : await send(body, model);
    return events(result.text).at(-1);
  };

  it('comes as each upstream sends it', async () => {
    expect(await last('openai/gpt-4o')).not.toHaveProperty('usage');
    const asked = { stream_options: { include_usage: true } };
    expect(await last('openai/gpt-4o', asked)).toMatchObject({ choices: [], usage: { prompt_tokens: 1 } });
    expect(await last('groq/llama-3.3-70b-versatile')).toMatchObject({
      x_groq: { usage: { prompt_tokens: 1 } },
    });
    expect(await last('mistral/mistral-large-latest')).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      usage: {},
    });
    expect(await last('@cf/openai/gpt-oss-20b')).toMatchObject({ choices: [], usage: {} });
    expect(await last('@cf/meta/llama-3.1-8b-instruct')).toEqual({ response: '', usage: expect.any(Object) });
  });
});

it('is deterministic', async () => {
  const body = { messages: [user('weather in Oslo')], tools: [weather], stream: true };
  gateway.reset();
  const first = (await send(body)).text;
  gateway.reset();
  expect((await send(body)).text).toBe(first);
});
