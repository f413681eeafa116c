import { readFileSync } from 'node:fs';
import { generateText, streamText, type ToolSet, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCloudflare } from '../../src/index.ts';
import { createLocalGateway, type LocalShape, localGatewayDefaults } from '../../src/testing/index.ts';
import { localShapes } from '../../src/testing/shapes/local-shapes.ts';
import { paths, post, restAuth } from './support.ts';

const gateway = createLocalGateway();
const names = Object.keys(localShapes) as LocalShape[];
const question = 'What is the weather in Lisbon?';
const weather = {
  type: 'function',
  function: {
    name: 'getWeather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

describe('a shape by name', () => {
  it.each(names)('%s is sent whole and streamed', async shape => {
    const body = {
      model: 'openai/gpt-4o',
      messages: [{ role: 'user', content: question }],
      tools: [weather],
    };
    for (const stream of [false, true]) {
      gateway.reply({ shape });
      const { status, headers, text } = await post(gateway, paths.rest, { ...body, stream }, restAuth);
      expect([status, headers.get('content-type')]).toEqual([
        200,
        stream ? 'text/event-stream; charset=utf-8' : 'application/json',
      ]);
      expect(text).toMatch(/Lis|unavailable/);
    }
  });

  it('is documented', () => {
    const docs = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');
    expect(names.filter(name => !docs.includes(`\`${name}\``))).toEqual([]);
  });

  it('must be one that there is, and fits chat completions alone', async () => {
    expect(() => gateway.reply({ shape: 'call-thrice' as LocalShape })).toThrow(
      'unknown shape "call-thrice"',
    );
    gateway.reply({ shape: 'call-twice' });
    const body = { model: 'openai/gpt-4o', input: 'Hi' };
    await expect(
      post(gateway, paths.rest.replace('chat/completions', 'responses'), body, restAuth),
    ).rejects.toThrow('a request for responses is not answered with a shape');
  });
});

describe('the provider reads', () => {
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const options = {
    model: cloudflare('openai/gpt-4o'),
    prompt: question,
    // A tool without `execute` has members that may be undefined.
    tools: { getWeather: tool({ inputSchema: z.object({ city: z.string() }) }) } as ToolSet,
  };
  const once: readonly LocalShape[] = [
    'native-call-in-frames',
    'native-call-whole',
    'call-twice',
    'call-in-old-field',
    'arguments-after-empty-object',
    'arguments-replaced',
    'arguments-in-python',
    'tool-name-with-channel',
    'tool-name-with-namespace',
    'tool-name-in-pieces',
    'calls-without-finish',
  ];

  it.each(once)('%s as one call', async shape => {
    for (const stream of [false, true]) {
      gateway.reply({ shape });
      const result = stream ? streamText(options) : await generateText(options);
      const calls = await result.toolCalls;
      expect(calls.map(({ toolName, input }) => [toolName, input])).toEqual([
        ['getWeather', { city: 'Lisbon' }],
      ]);
      expect(await result.finishReason).toBe('tool-calls');
    }
  });
});
