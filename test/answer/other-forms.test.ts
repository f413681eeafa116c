import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { HI, WX } from '../support/prompts.ts';
import { type Reading, readBoth, readStream, readWhole, type ShapeSetup } from '../support/shapes.ts';

const args = '{"city":"Paris"}';
const call = { call: 'weather', input: args };
const auto = { tools: [WX] };

const warningsOf = ({ metadata }: Reading): string =>
  JSON.stringify((metadata as { warnings?: unknown }).warnings ?? '');

/** What deltas say, and the message that they make. */
const read = (deltas: readonly object[], message: object, finish = 'stop', setup: ShapeSetup = {}) =>
  readBoth([...deltas.map(delta => chunkOf(delta)), chunkOf({}, finish)], answerOf(message, finish), setup);

describe("the one call of OpenAI's older API", () => {
  const whole = { name: 'weather', arguments: args };
  const forms: readonly (readonly [name: string, deltas: readonly object[]])[] = [
    ['whole', [{ function_call: whole }]],
    [
      'in pieces',
      [
        { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '' } },
        { function_call: { arguments: '{"city"' } },
        { function_call: { arguments: ':"Paris"}' } },
      ],
    ],
    ['its name in a namespace', [{ function_call: { ...whole, name: 'functions.weather' } }]],
    [
      'its name in every piece',
      [
        { function_call: { ...whole, arguments: '{"city":' } },
        { function_call: { name: 'weather', arguments: '"Paris"}' } },
      ],
    ],
    ['arguments that are an object', [{ function_call: { name: 'weather', arguments: { city: 'Paris' } } }]],
    ['beside an empty list of calls', [{ tool_calls: [], function_call: whole }]],
    ['beside null', [{ tool_calls: null, function_call: whole }]],
  ];

  it.each(forms)('is a call: %s', async (_, deltas) => {
    const message = { content: null, ...deltas[0], function_call: whole };
    for (const finish of ['function_call', 'stop', 'tool_calls'])
      expect(await read(deltas, message, finish, { options: auto })).toMatchObject({
        blocks: [call],
        finish: 'tool-calls',
        errors: [],
      });
  });

  it('comes behind the text, and is none where it is null or empty', async () => {
    const both = { content: 'I look.', function_call: whole };
    expect(
      await read([{ content: 'I look.' }, { function_call: whole }], both, 'function_call'),
    ).toMatchObject({
      blocks: [{ text: 'I look.' }, call],
    });
    for (const none of [null, {}])
      expect(
        await read([{ content: 'Hi', function_call: none }], { content: 'Hi', function_call: none }),
      ).toMatchObject({ blocks: [{ text: 'Hi' }], finish: 'stop', errors: [] });
  });

  it('repeats a call of the list, where there is one', async () => {
    const listed = { id: 'a', index: 0, type: 'function', function: whole };
    const sent = { content: null, tool_calls: [listed], function_call: whole };
    expect(await read([sent], sent, 'tool_calls')).toMatchObject({ blocks: [call] });
  });
});

describe('reasoning in objects and lists', () => {
  const forms: readonly (readonly [name: string, of: (text: string) => object])[] = [
    ['an object with content', text => ({ reasoning: { content: text } })],
    ['an object with a text', text => ({ reasoning: { text } })],
    ['an object with a summary', text => ({ reasoning: { summary: text } })],
    ['a list of texts', text => ({ reasoning: [{ type: 'text', text }] })],
    ['a list of summaries', text => ({ reasoning: { summary: [{ type: 'summary_text', text }] } })],
    ['a list of strings', text => ({ reasoning: [text] })],
    ['the content of reasoning as a list', text => ({ reasoning_content: [{ type: 'text', text }] })],
    ['the content of reasoning as an object', text => ({ reasoning_content: { text } })],
    ['thinking', text => ({ thinking: text })],
    ['thinking as an object', text => ({ thinking: { thinking: text, signature: 's' } })],
    ['thinking as an object with content', text => ({ thinking: { content: text } })],
    [
      'blocks of thinking',
      text => ({ thinking_blocks: [{ type: 'thinking', thinking: text, signature: 's' }] }),
    ],
    ['a part of thinking', text => ({ content: [{ type: 'thinking', thinking: text }] })],
    ["Mistral's part", text => ({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] })],
    ['a part of thinking with a text', text => ({ content: [{ type: 'thinking', text }] })],
    ['a part of thinking with an object', text => ({ content: [{ type: 'thinking', thinking: { text } }] })],
    ['a part of reasoning', text => ({ content: [{ type: 'reasoning', text }] })],
    [
      'a part of reasoning with a list',
      text => ({ content: [{ type: 'reasoning', content: [{ type: 'reasoning_text', text }] }] }),
    ],
    [
      'a part of reasoning with a summary',
      text => ({ content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text }] }] }),
    ],
    ['a text of reasoning', text => ({ content: [{ type: 'reasoning_text', text }] })],
    ['empty, beside a field with text', text => ({ reasoning: {}, reasoning_content: text })],
    ['the same in both fields', text => ({ reasoning: { content: text }, reasoning_content: text })],
  ];

  it.each(forms)('is reasoning: %s', async (_, of) => {
    const whole = of('Hmm. So.');
    const message =
      'content' in whole
        ? { content: [...(whole.content as object[]), { type: 'text', text: 'Hi' }] }
        : { content: 'Hi', ...whole };
    expect(await read([of('Hmm.'), of(' So.'), { content: 'Hi' }], message)).toMatchObject({
      blocks: [{ reasoning: 'Hmm. So.' }, { text: 'Hi' }],
      finish: 'stop',
      errors: [],
    });
  });

  it.each([{}, [], { type: 'x' }, [null], 0, false])('without words is none: %j', async reasoning => {
    const expected = { blocks: [{ text: 'Hi' }], finish: 'stop', errors: [] };
    expect(await read([{ reasoning }, { content: 'Hi' }], { content: 'Hi', reasoning })).toMatchObject(
      expected,
    );
  });
});

describe('markups of more families', () => {
  const json = `{"name":"weather","arguments":${args}}`;

  it.each([
    ['Granite 3', 'openrouter/ibm-granite/granite-3.3-8b', `<|tool_call|>[${json}]`],
    ['Phi', 'openrouter/microsoft/phi-4-mini', `<|tool_call|>[${json}]<|/tool_call|>`],
    ['Nemotron', 'openrouter/nvidia/nemotron-nano-9b-v2', `<TOOLCALL>[${json}]</TOOLCALL>`],
  ])('%s: a call of its own, and text with a warning of another', async (_, model, text) => {
    const pieces = (text.match(/[\s\S]{1,7}/g) ?? []).map(content => ({ content }));
    const own = await read(pieces, { content: text }, 'stop', { model, options: auto });
    expect(own).toMatchObject({ blocks: [call], finish: 'tool-calls' });
    const other = await read(pieces, { content: text }, 'stop', { options: auto });
    expect(other).toMatchObject({ blocks: [{ text }], finish: 'stop' });
    expect(warningsOf(other)).toMatch(/looks like a tool call/);
  });

  it.each([
    ['Gemma 3', `\`\`\`tool_code\nweather(city="Paris")\n\`\`\``],
    ['Gemma 3, printed', `\`\`\`tool_code\nprint(weather(city="Paris"))\n\`\`\``],
    ['Llama 4', '[weather(city="Paris")]'],
    ['Llama 4, several', '[weather(city="Paris"), weather(city="Rome")]'],
    [
      'Cohere',
      `<|START_ACTION|>[{"tool_call_id":"0","tool_name":"weather","parameters":${args}}]<|END_ACTION|>`,
    ],
    ['InternLM', `<|action_start|><|plugin|>${json}<|action_end|>`],
    ['Functionary 2', `<|from|>assistant\n<|recipient|>weather\n<|content|>${args}`],
    ['Functionary 3', `>>>weather\n${args}`],
    ['Functionary 3.1', `<function=weather>${args}</function>`],
    ['an engine of nobody', `<|call_begin|>${json}<|call_end|>`],
  ])('%s: text, with a warning', async (_, text) => {
    const result = await read([{ content: text }], { content: text }, 'stop', { options: auto });
    expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop' });
    expect(warningsOf(result)).toMatch(/looks like a tool call/);
  });

  it.each([
    'The weather in Paris is fine.<|im_end|>',
    'weather: fine <|eot_id|>',
    '<|begin_of_text|>The weather needs a city, such as {"city":"Paris"}.',
    '>>> print("weather")',
    '>>> weather\n{}\nThat is what Python prints.',
    '[weather] is nice (city: Paris).',
    '[weather](https://example.com/weather)',
    '[1, 2, 3]',
    '[x] look at the weather\n[ ] pack',
    '{"weather":{"city":"Paris"}}',
    '[{"weather":{"city":"Paris"}}]',
    '["weather"]',
    'The weather:\n```json\n{"city":"Paris"}\n```',
    '```python\nweather(city="Paris")\n```',
    'Use weather(city="Paris").',
    'a <| b |> c',
  ])('no warning about prose: %s', async text => {
    const result = await read([{ content: text }], { content: text }, 'stop', { options: auto });
    expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop', metadata: {} });
  });
});

describe('the end of a turn in tokens', () => {
  it.each([
    ['@cf/moonshotai/kimi-k3', '<|close|>response<|sep|><|close|>message<|sep|><|end_of_msg|>'],
    ['@cf/moonshotai/kimi-k3', '<|close|>response<|sep|>\n<|open|>tools<|sep|><|close|>tools<|sep|>'],
    ['@cf/moonshotai/kimi-k2.6', '<|tool_calls_section_begin|><|tool_calls_section_end|>'],
    ['@cf/deepseek-ai/deepseek-v4-flash', '<｜end▁of▁sentence｜>'],
  ])('goes where it says nothing: %s %s', async (model, tokens) => {
    const pieces = (`Hi.${tokens}`.match(/[\s\S]{1,7}/g) ?? []).map(content => ({ content }));
    const result = await read(pieces, { content: `Hi.${tokens}` }, 'stop', { model, options: auto });
    expect(result).toMatchObject({ blocks: [{ text: 'Hi.' }], finish: 'stop', metadata: {} });
  });

  it('stays where words follow, and where it is no token', async () => {
    for (const text of ['Kimi ends with <|end_of_msg|>.', 'It ends with </tool_calls>'])
      for (const model of ['@cf/moonshotai/kimi-k3', 'deepseek/deepseek-chat'])
        expect(await readWhole(answerOf({ content: text }), { model, options: auto })).toMatchObject({
          blocks: [{ text }],
        });
  });
});

describe('a message without anything in it', () => {
  it.each([{ message: {} }, { message: { role: 'assistant' } }, { id: 'c', message: {}, usage: {} }])(
    'is no answer: %j',
    async answer => {
      const model = createCloudflare({ ...connected, fetch: async () => Response.json(answer) })(
        'openai/gpt-4o',
      );
      for (const call of [model.doGenerate({ prompt: HI }), model.doStream({ prompt: HI })])
        expect(await rejection(call)).toMatchObject({ message: expect.stringMatching(/could not be read/) });
    },
  );

  it('says nothing in a stream', async () => {
    const read = await readStream([{ message: {} }, chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')]);
    expect(read).toMatchObject({ blocks: [{ text: 'Hi' }], finish: 'stop', errors: [] });
  });
});

describe('lists and objects that mean each other', () => {
  const one = { id: 'a', index: 0, type: 'function', function: { name: 'weather', arguments: args } };

  it('one call that is not in a list is a call', async () => {
    expect(
      await read([{ tool_calls: one }], { tool_calls: one }, 'tool_calls', { options: auto }),
    ).toMatchObject({
      blocks: [call],
      finish: 'tool-calls',
    });
  });

  it('a call among the parts of the content is a call', async () => {
    const content = [
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 'a', name: 'weather', input: { city: 'Paris' } },
    ];
    expect(await read([{ content }], { content }, 'tool_use', { options: auto })).toMatchObject({
      blocks: [{ text: 'I look.' }, call],
      finish: 'tool-calls',
    });
  });
});
