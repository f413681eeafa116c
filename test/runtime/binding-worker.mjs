// A Worker that calls models through its binding, bundled by workerd-binding.test.ts and run in workerd.
import {
  experimental_generateImage as generateImage,
  experimental_generateSpeech as generateSpeech,
  generateText,
  stepCountIs,
  streamText,
  tool,
  experimental_transcribe as transcribe,
} from 'ai';
import { createCloudflare, getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { z } from 'zod';

const gateway = createLocalGateway({ chunkDelayMs: 5 });

/** Where the Worker has its models from: a token, an object of its own, or a binding of its configuration. */
const providers = {
  token: env => ({ accountId: env.ACCOUNT_ID, apiToken: env.API_TOKEN }),
  object: () => ({ binding: gateway.binding() }),
  AI: env => ({ binding: env.AI }),
  SERVICE: env => ({ binding: env.SERVICE }),
};

const weather = tool({
  description: 'Look up the weather in a city',
  inputSchema: z.object({ city: z.string().describe('Name of the city') }),
  execute: async ({ city }) => `It is sunny in ${city}.`,
});

const handlers = {
  '/chat': (model, prompt, request) =>
    streamText({ model, prompt, maxRetries: 0, abortSignal: request.signal }).toTextStreamResponse(),

  '/tools': async (model, prompt) => {
    const { text, steps } = await generateText({
      model,
      prompt,
      tools: { weather },
      stopWhen: stepCountIs(3),
      maxRetries: 0,
    });
    const logIds = steps.map(step => getCloudflareMetadata(step)?.logId);
    return Response.json({ text, steps: steps.length, logIds });
  },

  // Two calls at once, and what the gateway kept of each.
  '/options': async (model, prompt) => {
    const cloudflare = { metadata: { team: 'Åse 😀' }, collectLogPayload: undefined, cacheKey: prompt };
    const call = () => generateText({ model, prompt, providerOptions: { cloudflare }, maxRetries: 0 });
    const results = await Promise.all([call(), call()]);
    return Response.json(results.map(getCloudflareMetadata));
  },

  // JSON, bytes, streams and forms, both ways.
  '/media': async (_, prompt, request, cloudflare) => {
    const speech = cloudflare.speech('@cf/deepgram/aura-2-en');
    const { audio } = await generateSpeech({ model: speech, text: prompt, maxRetries: 0 });
    const heard = ['@cf/openai/whisper', '@cf/openai/whisper-large-v3-turbo', '@cf/deepgram/nova-3'].map(id =>
      transcribe({ model: cloudflare.transcription(id), audio: audio.uint8Array, maxRetries: 0 }),
    );
    // The binding sends no form through a gateway.
    const forms = new URL(request.url).searchParams.has('plain') ? ['@cf/black-forest-labs/flux-2-dev'] : [];
    const drawn = ['@cf/leonardo/phoenix-1.0', ...forms].map(id =>
      generateImage({ model: cloudflare.image(id), prompt, size: '512x256', maxRetries: 0 }),
    );
    const texts = (await Promise.all(heard)).map(({ text }) => text);
    const types = (await Promise.all(drawn)).map(({ image }) => image.mediaType);
    return Response.json({ spoken: audio.mediaType, texts, types });
  },

  '/abort': async (model, prompt) => {
    const controller = new AbortController();
    const reason = prompt === 'with a reason' ? new Error('enough') : undefined;
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Say hello to a great many people' }] }],
      abortSignal: controller.signal,
    });
    const seen = [];
    try {
      for await (const part of stream) {
        seen.push(part.type);
        if (part.type === 'text-delta') controller.abort(reason);
      }
    } catch (error) {
      seen.push(error === controller.signal.reason ? 'the reason' : String(error));
    }
    return Response.json(seen.slice(seen.indexOf('text-delta')));
  },

  '/error': async (model, prompt) => {
    const providerOptions = { cloudflare: { gatewayId: 'missing' } };
    const error = await generateText({ model, prompt, providerOptions, maxRetries: 0 }).catch(
      caught => caught,
    );
    const { kind, code, statusCode, endpoint } = getCloudflareError(error) ?? { kind: String(error) };
    return Response.json({ kind, code, statusCode, endpoint });
  },
};

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const where = searchParams.has('plain') ? { gatewayId: null } : {};
    const cloudflare = createCloudflare({ ...providers[searchParams.get('from')](env), ...where });
    const model = cloudflare(searchParams.get('model'));
    return handlers[pathname](model, await request.text(), request, cloudflare);
  },
};
