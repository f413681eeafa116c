import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { gatewayAuth, paths, post } from './support.ts';

const answerTo = async (messages: readonly object[], extra: object = {}): Promise<string> => {
  const gateway = createLocalGateway();
  const { json } = await post(
    gateway,
    paths.compat,
    { model: 'openai/gpt-4o', messages, ...extra },
    gatewayAuth,
  );
  return json.choices[0].message.content;
};
const asked = (content: string): object => ({ role: 'user', content });

describe('what the examples ask', () => {
  it.each([
    ['Say hello to a new user in one short sentence.', 'welcome'],
    ['Say hello.', 'nice to meet you'],
    ['Name three uses of an AI gateway.', 'caching'],
    ['What is an AI gateway good for?', 'fallbacks'],
    ['What is a cache?', 'keeps an answer'],
  ])('%s is answered, not repeated', async (question, words) => {
    const answer = await answerTo([asked(question)]);
    expect(answer).toContain(words);
    expect(answer).not.toContain(question);
    expect(await answerTo([asked(question)])).toBe(answer);
  });

  it('anything else is repeated', async () => {
    expect(await answerTo([asked('Is this a good answer?')])).toBe(
      'Hello! You said: "Is this a good answer?"',
    );
  });
});

it('results of tools are told in words', async () => {
  const tool = (id: string, content: string): object[] => [
    {
      role: 'assistant',
      tool_calls: [{ id, type: 'function', function: { name: 'look', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: id, content },
  ];
  const told = (...results: string[]): Promise<string> =>
    answerTo([asked('Tell me'), ...results.flatMap((result, index) => tool(`call_${index}`, result))]);
  expect(await told('It is sunny.', 'It is warm.')).toBe('Here is what I found: It is sunny. It is warm.');
  expect(await told('{"city":"Porto","celsius":28}', 'ok')).toBe(
    'Here is what I found: city Porto, celsius 28; ok',
  );
  expect(await told('{"cities":["Porto"]}')).toBe('Here is what I found: {"cities":["Porto"]}');
  expect(await told('{"cut')).toBe('Here is what I found: {"cut');
});

it('an object is plausible', async () => {
  const string = { type: 'string' };
  const properties = {
    name: string,
    country: string,
    population: { type: 'number' },
    sights: { type: 'array', items: string },
  };
  const schema = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
  const format = { type: 'json_schema', json_schema: { name: 'city', strict: true, schema } };
  expect(
    JSON.parse(await answerTo([asked('Describe the city of Lisbon.')], { response_format: format })),
  ).toEqual({
    name: 'Lisbon',
    country: 'Portugal',
    population: 545_000,
    sights: ['the old town', 'the river front'],
  });
});

it('ids look different from call to call, sort, and repeat with the calls', async () => {
  const ids = async (): Promise<(string | undefined)[]> => {
    const gateway = createLocalGateway();
    for (const content of ['One', 'Two', 'Three'])
      await post(gateway, paths.compat, { model: 'openai/gpt-4o', messages: [asked(content)] }, gatewayAuth);
    return gateway.logs.map(({ id }) => id);
  };
  const first = await ids();
  expect(first).toEqual([...first].sort());
  expect(new Set(first.map(id => id?.slice(-12))).size).toBe(3);
  for (const id of first)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await ids()).toEqual(first);
});
