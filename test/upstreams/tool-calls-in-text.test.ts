import { generateText, streamText, tool } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const gateway = createLocalGateway({ strict: false });
const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
const tools = {
  weather: tool({
    description: 'Weather',
    inputSchema: z.object({ city: z.string() }),
    execute: async () => 'sunny',
  }),
};
const model = cloudflare('@cf/openai/gpt-oss-120b');

describe('a forced call that came back as text (cloudflare/ai#574)', () => {
  it('is read as the call it is, with a warning', async () => {
    gateway.reply({ text: '{"name":"weather","arguments":{"city":"Lisbon"}}', finishReason: 'stop' });
    const call = { model, prompt: 'x', tools, maxOutputTokens: 99 };
    const result = await generateText({ ...call, toolChoice: 'required' });
    expect(result.toolCalls).toMatchObject([{ toolName: 'weather', input: { city: 'Lisbon' } }]);
    expect(result.text).toBe('');
    expect(result.finishReason).toBe('tool-calls');
    expect(result.warnings).toMatchObject([
      { type: 'other', message: expect.stringContaining('tool call written as text') },
    ]);
  });

  it.each([
    ['names no declared tool', '{"name":"other","arguments":{}}', 'required'],
    ['is no JSON', 'It is sunny.', 'required'],
    ['was not forced', '{"name":"weather","arguments":{"city":"Lisbon"}}', 'auto'],
  ] as const)('stays text where it %s', async (_, text, toolChoice) => {
    gateway.reply({ text, finishReason: 'stop' });
    const result = await generateText({ model, prompt: 'x', tools, toolChoice });
    expect(result.text).toBe(text);
    expect(result.toolCalls).toEqual([]);
  });
});

describe('a call that Groq refused as malformed (E14)', () => {
  const groq = cloudflare('groq/llama-3.3-70b-versatile');
  const refuse = (failed_generation: string): void =>
    gateway.reply({
      status: 400,
      body: {
        error: {
          message:
            "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
          type: 'invalid_request_error',
          code: 'tool_use_failed',
          failed_generation,
        },
      },
    });

  it.each([
    ['in tags', '<function=weather{"city":"Lisbon"}</function>'],
    ['in tags with a bracket', '<function=weather>{"city":"Lisbon"}</function>'],
    ['as JSON', '{"name":"weather","parameters":{"city":"Lisbon"}}'],
    ['as a list', '[{"name":"weather","arguments":{"city":"Lisbon"}}]'],
  ])('is rebuilt from what stands %s', async (_, generation) => {
    refuse(generation);
    const result = await generateText({ model: groq, prompt: 'x', tools, maxRetries: 0 });
    expect(result.toolCalls).toMatchObject([{ toolName: 'weather', input: { city: 'Lisbon' } }]);
    expect(result.finishReason).toBe('tool-calls');
    expect(result.warnings).toMatchObject([
      { type: 'other', message: expect.stringContaining('failed_generation') },
    ]);
  });

  it.each([
    ['tags', '<function=weather{"city":"Lisbon"}</function><function=weather{"city":"Oslo"}</function>'],
    [
      'a list',
      '[{"name":"weather","arguments":{"city":"Lisbon"}},{"name":"weather","arguments":{"city":"Oslo"}}]',
    ],
  ])('brings all calls of %s', async (_, generation) => {
    refuse(generation);
    const { toolCalls } = await generateText({ model: groq, prompt: 'x', tools, maxRetries: 0 });
    expect(toolCalls.map(({ input }) => input)).toEqual([{ city: 'Lisbon' }, { city: 'Oslo' }]);
    expect(new Set(toolCalls.map(({ toolCallId }) => toolCallId)).size).toBe(2);
  });

  it('is rebuilt in a stream', async () => {
    refuse('<function=weather{"city":"Lisbon"}</function>');
    const result = streamText({ model: groq, prompt: 'x', tools, maxRetries: 0 });
    expect(await result.toolCalls).toMatchObject([{ toolName: 'weather', input: { city: 'Lisbon' } }]);
    expect(await result.finishReason).toBe('tool-calls');
  });

  it('stays an error where it names no declared tool', async () => {
    refuse('<function=other{}</function>');
    await expect(generateText({ model: groq, prompt: 'x', tools, maxRetries: 0 })).rejects.toThrow(
      /tool_use_failed/,
    );
  });
});
