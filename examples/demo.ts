// The main features in six steps, over real HTTP: `npm run demo`.

import { generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';
import { type Connected, connect } from './lib/connect.ts';

const title = (number: number, text: string): void =>
  console.log(`\n── ${number}. ${text} ${'─'.repeat(Math.max(0, 66 - text.length))}`);

async function answer({ cloudflare, model }: Connected): Promise<void> {
  title(1, 'A generated response, with the metadata of the gateway');
  const result = await generateText({
    model: cloudflare(model),
    prompt: 'Say hello to a new user in one short sentence.',
    providerOptions: { cloudflare: { metadata: { example: 'demo' } } },
  });
  console.log(result.text);
  console.log('usage:   ', result.usage);
  console.log('metadata:', getCloudflareMetadata(result));
}

async function stream({ cloudflare, model }: Connected): Promise<void> {
  title(2, 'A streamed response, token by token');
  const started = Date.now();
  const arrivals: number[] = [];
  const result = streamText({ model: cloudflare(model), prompt: 'Name three uses of an AI gateway.' });
  for await (const text of result.textStream) {
    arrivals.push(Date.now() - started);
    process.stdout.write(text);
  }
  console.log(
    `\n(${arrivals.length} chunks, the first after ${arrivals[0]} ms, the last after ${arrivals.at(-1)} ms)`,
  );
}

async function cache({ cloudflare, model }: Connected): Promise<void> {
  title(3, 'The same call twice: the second is a cache hit');
  const cacheKey = `demo-${Date.now()}`;
  for (const call of ['first', 'second']) {
    const result = await generateText({
      model: cloudflare(model),
      prompt: 'What is a cache?',
      providerOptions: { cloudflare: { cacheKey, cacheTtl: 60 } },
    });
    console.log(`${call.padEnd(6)} call: ${getCloudflareMetadata(result)?.cacheStatus ?? 'no cache'}`);
  }
}

async function agent({ cloudflare, model }: Connected): Promise<void> {
  title(4, 'An agent with two tools');
  const result = await generateText({
    model: cloudflare(model),
    prompt: 'Look up the weather in Lisbon, then convert 21 celsius to fahrenheit. Use both tools.',
    stopWhen: stepCountIs(5),
    tools: {
      lookUpWeather: tool({
        description: 'Look up the weather in a city',
        inputSchema: z.object({ city: z.string().describe('Name of the city') }),
        execute: async ({ city }) => `It is 21 degrees celsius and sunny in ${city}.`,
      }),
      convertCelsius: tool({
        description: 'Convert degrees celsius to fahrenheit',
        inputSchema: z.object({ celsius: z.number().describe('Degrees celsius') }),
        execute: async ({ celsius }) =>
          `${celsius} degrees celsius are ${Math.round(celsius * 1.8 + 32)} degrees fahrenheit.`,
      }),
    },
  });
  for (const [index, step] of result.steps.entries()) {
    for (const call of step.toolCalls)
      console.log(`step ${index + 1}: ${call.toolName}(${JSON.stringify(call.input)})`);
  }
  console.log(result.text);
}

async function structured({ cloudflare, model }: Connected): Promise<void> {
  title(5, 'A structured object');
  const result = await generateText({
    model: cloudflare(model),
    prompt: 'Describe the city of Lisbon.',
    output: Output.object({
      schema: z.object({
        name: z.string(),
        country: z.string(),
        population: z.number(),
        sights: z.array(z.string()),
      }),
    }),
  });
  console.log(result.output);
}

async function refused({ cloudflare, model }: Connected): Promise<void> {
  title(6, 'A failed call, and what the error reports');
  try {
    await generateText({
      model: cloudflare(model),
      prompt: 'Hello',
      maxRetries: 0,
      providerOptions: { cloudflare: { gatewayId: 'no-such-gateway' } },
    });
    throw new Error('Expected the call to fail.');
  } catch (error) {
    const info = getCloudflareError(error);
    if (info === undefined) throw error;
    console.log((error as Error).message);
    console.log({ source: info.source, code: info.code, kind: info.kind, retryable: info.retryable });
  }
}

const connected = await connect();
console.log(`Using ${connected.where}.\nModel: ${connected.model}`);
try {
  for (const act of [answer, stream, cache, agent, structured, refused]) await act(connected);
  console.log('\nDone.');
} finally {
  await connected.close();
}
