// A Worker as users write it. It runs in workerd, bundled by workerd.test.ts.
import { streamText } from 'ai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';

export default {
  async fetch(request, env) {
    const cloudflare = createCloudflare({ accountId: env.ACCOUNT_ID, apiToken: env.API_TOKEN });
    const gatewayId = new URL(request.url).searchParams.get('gateway') ?? 'default';
    let failure;
    const result = streamText({
      model: cloudflare('openai/gpt-4o'),
      prompt: await request.text(),
      maxRetries: 0,
      providerOptions: { cloudflare: { gatewayId } },
      onError: ({ error }) => {
        failure = getCloudflareError(error)?.kind ?? String(error);
      },
    });
    if (gatewayId === 'default') return result.toTextStreamResponse();
    await result.consumeStream();
    return new Response(failure, { status: 502 });
  },
};
