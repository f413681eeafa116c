import { convertToModelMessages, stepCountIs, streamText, validateUIMessages } from 'ai';
import { cloudflare } from 'ai-sdk-provider-cloudflare';
import { z } from 'zod';
import { answerFacts } from './answer-facts.ts';
import { cachedModel } from './cached-model.ts';
import type { ChatFailure } from './chat-failure.ts';
import type { ChatMessage } from './chat-message.ts';
import { describeFailure } from './describe-failure.ts';
import { modelIds } from './models.ts';
import { tools } from './tools.ts';

const bodySchema = z.object({
  model: z.enum(modelIds),
  cache: z.boolean().default(false),
  trigger: z.enum(['submit-message', 'regenerate-message']).default('submit-message'),
  messages: z.array(z.unknown()).min(1).max(60),
});

const system =
  'You are a friendly assistant. Answer briefly. Use the tools for weather and for converting temperatures.';

/** Answers a conversation as a stream for `useChat`. Runs on Node and on the edge runtime alike. */
export async function answerChat(request: Request): Promise<Response> {
  const body = bodySchema.safeParse(await request.json().catch(() => undefined));
  if (!body.success) return refuse();
  const { model, cache, trigger } = body.data;
  const messages = await validateUIMessages<ChatMessage>({ messages: body.data.messages }).catch(
    () => undefined,
  );
  if (messages === undefined) return refuse();

  const result = streamText({
    // Who asks for another answer does not want the kept one.
    model: cache ? cachedModel(model, { skipCache: trigger === 'regenerate-message' }) : cloudflare(model),
    system,
    // A conversation that was stopped may hold a tool call without its result.
    // A promise from ai 6 on.
    messages: await convertToModelMessages(messages, { ignoreIncompleteToolCalls: true }),
    tools,
    stopWhen: stepCountIs(5),
    maxOutputTokens: 1000,
    maxRetries: 1,
    // The stop button, and a closed tab, end the call at the vendor too.
    abortSignal: request.signal,
    providerOptions: { cloudflare: { metadata: { app: 'example-next' } } },
    // Told to the visitor, and to the log of the server, by `describeFailure`.
    onError: () => undefined,
  });
  return result.toUIMessageStreamResponse<ChatMessage>({
    messageMetadata: answerFacts(model),
    onError: describeFailure,
  });
}

function refuse(): Response {
  const failure: ChatFailure = {
    title: 'This request was not understood.',
    hint: 'Reload the page and try again.',
    retryable: false,
  };
  return Response.json(failure, { status: 400 });
}
