import { generateText, jsonSchema, stepCountIs, tool } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { completion, fakeFetch } from '../support/fake-fetch.ts';

/** The first call of a tool loop worked, the next one had lost its credentials. */
it.each([
  ['@cf/zai-org/glm-5.2', { endpoint: 'native' }],
  ['openai/gpt-4o', { providerKeys: { openai: 'sk-1' } }],
  ['anthropic/claude-haiku-4.5', {}],
  ['dynamic/support', {}],
] as const)('every step of a tool loop has the same host and the same headers: %s', async (id, settings) => {
  let step = 0;
  const call = { type: 'function', function: { name: 'weather', arguments: '{}' } };
  const fake = fakeFetch(() => {
    step += 1;
    if (step === 3) return completion('done');
    const message = { role: 'assistant', content: null, tool_calls: [{ id: `call_${step}`, ...call }] };
    return Response.json({ choices: [{ index: 0, message, finish_reason: 'tool_calls' }] });
  });
  const { text } = await generateText({
    model: createCloudflare({ ...connected, ...settings, fetch: fake.fetch })(id),
    prompt: 'Weather?',
    tools: { weather: tool({ inputSchema: jsonSchema({ type: 'object' }), execute: async () => '21 °C' }) },
    stopWhen: stepCountIs(5),
    providerOptions: { cloudflare: { cacheTtl: 60 } },
  });
  expect(text).toBe('done');
  const [first, ...others] = fake.requests;
  expect(others).toHaveLength(2);
  for (const { url, headers } of others)
    expect({ url, headers }).toEqual({ url: first?.url, headers: first?.headers });
});
