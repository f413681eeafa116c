// A Worker that calls models through its AI binding: `POST /chat` streams, `POST /agent` calls tools until it is done.
import { generateText, stepCountIs, streamText, tool } from 'ai';
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
      model: modelOf(env),
      prompt,
      maxOutputTokens: 1000,
      abortSignal,
      onError: ({ error }) => console.error(getCloudflareError(error)?.message ?? error),
    });
    return result.toTextStreamResponse({ headers: { 'cache-control': 'no-store' } });
  },

  '/agent': async (prompt, env, abortSignal) => {
    const { text, steps } = await generateText({
      model: modelOf(env),
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
};

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const handler = handlers[new URL(request.url).pathname];
    if (handler === undefined || request.method !== 'POST')
      return new Response('POST /chat or /agent with { "prompt": "…" }\n', { status: 404 });
    const body = bodySchema.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return Response.json({ error: 'Expected { "prompt": "…" }.' }, { status: 400 });
    try {
      return await handler(body.data.prompt, env, request.signal);
    } catch (error) {
      return refused(error);
    }
  },
};

function modelOf(env: Env) {
  return createCloudflare({ binding: env.AI, gatewayId: env.GATEWAY_ID })(model);
}

/** What went wrong, what to do, and the log id of the call. */
function refused(error: unknown): Response {
  const info = getCloudflareError(error);
  console.error(info?.message ?? error);
  const { kind = 'unknown', code, hint, logId } = info ?? {};
  return Response.json({ error: { kind, code, hint, logId } }, { status: info?.retryable ? 503 : 502 });
}
