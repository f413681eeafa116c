// A Worker that calls models through its AI binding: `POST /chat` streams, `POST /agent` calls tools until it is done,
// `POST /image` draws, `POST /speech` reads aloud, and `POST /transcript` writes down what it hears.
import { generateImage, generateSpeech, generateText, stepCountIs, streamText, tool, transcribe } from 'ai';
import {
  type CloudflareBinding,
  createCloudflare,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';

interface Env {
  readonly AI: CloudflareBinding; // `Ai` of @cloudflare/workers-types fits
  readonly GATEWAY_ID: string;
}

const bodySchema = z.object({ prompt: z.string().min(1).max(4000) });
const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
/** 10 MB: more than a quarter of an hour of MP3. */
const largestSound = 10_000_000;

const tools = {
  weather: tool({
    description: 'Look up the weather in a city',
    inputSchema: z.object({ city: z.string().describe('Name of the city') }),
    execute: async ({ city }) => `It is 21 degrees celsius and sunny in ${city}.`,
  }),
};

type Handler = (prompt: string, env: Env, signal: AbortSignal) => Promise<Response>;

const handlers: Readonly<Record<string, Handler>> = {
  '/chat': async (prompt, env, abortSignal) => {
    const result = streamText({
      model: cloudflareOf(env)(model),
      prompt,
      maxOutputTokens: 1000,
      abortSignal,
      onError: ({ error }) => console.error(getCloudflareError(error)?.message ?? error),
    });
    return result.toTextStreamResponse({ headers: { 'cache-control': 'no-store' } });
  },

  '/agent': async (prompt, env, abortSignal) => {
    const { text, steps } = await generateText({
      model: cloudflareOf(env)(model),
      prompt,
      tools,
      stopWhen: stepCountIs(5),
      maxOutputTokens: 1000,
      abortSignal,
    });
    return Response.json({
      text,
      toolCalls: steps.flatMap(({ toolCalls }) =>
        toolCalls.map(({ toolName, input }) => ({ toolName, input })),
      ),
      logIds: steps.map(step => getCloudflareMetadata(step)?.logId),
    });
  },

  '/image': async (prompt, env, abortSignal) => {
    const { image, providerMetadata } = await generateImage({
      model: cloudflareOf(env).image('@cf/leonardo/phoenix-1.0'),
      prompt,
      size: '768x512',
      abortSignal,
    });
    return file(image, getCloudflareMetadata({ providerMetadata })?.logId);
  },

  '/speech': async (prompt, env, abortSignal) => {
    const { audio, providerMetadata } = await generateSpeech({
      model: cloudflareOf(env).speech('@cf/deepgram/aura-2-en'),
      text: prompt,
      voice: 'luna',
      abortSignal,
    });
    return file(audio, getCloudflareMetadata({ providerMetadata })?.logId);
  },
};

/** The sound is the body of the request. */
async function transcript(request: Request, env: Env): Promise<Response> {
  const audio = new Uint8Array(await request.arrayBuffer());
  if (audio.length === 0 || audio.length > largestSound)
    return Response.json({ error: 'Expected a sound of at most 10 MB.' }, { status: 413 });
  const { text, language, durationInSeconds } = await transcribe({
    model: cloudflareOf(env).transcription('@cf/openai/whisper-large-v3-turbo'),
    audio,
    abortSignal: request.signal,
  });
  return Response.json({ text, language, durationInSeconds });
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.method === 'POST' && pathname === '/transcript')
      return transcript(request, env).catch(refused);
    const handler = handlers[pathname];
    if (handler === undefined || request.method !== 'POST')
      return new Response(
        'POST /chat, /agent, /image or /speech with { "prompt": "…" }, or a sound to /transcript\n',
        { status: 404 },
      );
    const body = bodySchema.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return Response.json({ error: 'Expected { "prompt": "…" }.' }, { status: 400 });
    try {
      return await handler(body.data.prompt, env, request.signal);
    } catch (error) {
      return refused(error);
    }
  },
};

function cloudflareOf(env: Env) {
  return createCloudflare({ binding: env.AI, gatewayId: env.GATEWAY_ID });
}

/** A picture or a sound, with the log id of its call. */
function file(media: { uint8Array: Uint8Array; mediaType: string }, logId: string | undefined): Response {
  const headers = { 'content-type': media.mediaType, 'cache-control': 'no-store' };
  return new Response(Uint8Array.from(media.uint8Array), {
    headers: logId === undefined ? headers : { ...headers, 'x-log-id': logId },
  });
}

/** What went wrong, what to do, and the log id of the call. */
function refused(error: unknown): Response {
  const info = getCloudflareError(error);
  console.error(info?.message ?? error);
  const { kind = 'unknown', code, hint, logId } = info ?? {};
  return Response.json({ error: { kind, code, hint, logId } }, { status: info?.retryable ? 503 : 502 });
}
