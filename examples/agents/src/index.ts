// A chat agent on a Durable Object: it keeps the conversation, and an answer goes on while nobody is connected.
/// <reference types="@cloudflare/workers-types" />
import { AIChatAgent, type OnChatMessageOptions } from '@cloudflare/ai-chat';
import { routeAgentRequest } from 'agents';
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  isStepCount,
  streamText,
  tool,
  toUIMessageStream,
} from 'ai';
import {
  cloudflareMessageMetadata,
  conversationSessionId,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare/v4';
import { z } from 'zod';

interface Env {
  readonly AI: Ai;
  readonly GATEWAY_ID: string;
}

const model = '@cf/zai-org/glm-5.3';

const tools = {
  weather: tool({
    description: 'Look up the weather in a city',
    inputSchema: z.object({ city: z.string().describe('Name of the city') }),
    execute: async ({ city }) => `It is 21 degrees celsius and sunny in ${city}.`,
  }),
};

export class ChatAgent extends AIChatAgent<Env> {
  override async onChatMessage(_onFinish: unknown, options?: OnChatMessageOptions): Promise<Response> {
    const cloudflare = createCloudflare({ binding: this.env.AI, gatewayId: this.env.GATEWAY_ID });
    const result = streamText({
      model: cloudflare(model),
      instructions: 'Answer briefly. Use the tool for the weather.',
      // A cancelled turn may have left a call without its result.
      messages: await convertToModelMessages(this.messages, { ignoreIncompleteToolCalls: true }),
      tools,
      stopWhen: isStepCount(5),
      maxOutputTokens: 1000,
      // A cancelled turn also ends the call of the model. A connection that is lost does not.
      ...(options?.abortSignal && { abortSignal: options.abortSignal }),
      // The calls of one conversation share a prompt cache.
      providerOptions: { cloudflare: { sessionAffinity: conversationSessionId(this.name) } },
      onError: ({ error }) => console.error(getCloudflareError(error)?.message ?? error),
    });
    return createUIMessageStreamResponse({
      stream: toUIMessageStream({
        stream: result.stream,
        messageMetadata: cloudflareMessageMetadata,
        onError: error => getCloudflareError(error)?.kind ?? 'unknown',
      }),
    });
  }
}

export default {
  fetch: async (request: Request, env: Env): Promise<Response> =>
    (await routeAgentRequest(request, env)) ?? new Response('Not found', { status: 404 }),
};
