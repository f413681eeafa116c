// What failed, why, and whether to retry: one `kind` for each problem, whatever its source.
import { generateText } from 'ai';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const { cloudflare, gateway, close } = await open();

async function failure(gatewayId?: string): Promise<string> {
  try {
    const options = gatewayId === undefined ? {} : { gatewayId };
    await generateText({
      model: cloudflare('openai/gpt-4o-mini'),
      prompt: 'Say hello.',
      maxRetries: 0,
      providerOptions: { cloudflare: options },
    });
    return 'answered';
  } catch (error) {
    const info = getCloudflareError(error);
    // Not an error of this provider.
    if (info === undefined) throw error;
    const { kind, code, source, retryable, hint } = info;
    console.log(`${kind} [${code}] from ${source}: ${retryable ? 'retry' : 'do not retry'}. ${hint ?? ''}`);
    return kind;
  }
}

const kinds = [await failure('no-such-gateway')];
// The local gateway can simulate failures; with Cloudflare, these calls may succeed.
for (const error of ['guardrail-prompt', 'spend-limit', 'rate-limited', 'upstream-unavailable'] as const) {
  if (gateway === undefined) break;
  gateway.reply({ error });
  kinds.push(await failure());
}
await close();

facts({ kinds: kinds.join(' ') });
