// Several models as one: if the first one fails, the next one answers, and the result reports it.
import { generateText } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const { cloudflare, gateway, close } = await open();
const model = cloudflare.fallback([
  'openai/gpt-4o-mini',
  'anthropic/claude-haiku-4.5',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
]);

// The local gateway can simulate failures; with Cloudflare, the first model usually answers.
gateway?.reply({ error: 'openai-rate-limited' });
gateway?.reply({ error: 'anthropic-overloaded' });

const result = await generateText({ model, prompt: 'Say hello.' });
await close();

const trace = getCloudflareMetadata(result)?.trace ?? [];
for (const { leg, modelId, outcome, kind } of trace)
  console.log(`${leg}. ${modelId}: ${outcome}${kind === undefined ? '' : ` (${kind})`}`);
facts({ answeredBy: trace.at(-1)?.modelId, failed: trace.length - 1, text: result.text });
