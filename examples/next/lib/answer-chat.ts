import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  isStepCount,
  streamText,
  toUIMessageStream,
  validateUIMessages,
} from 'ai';
import { cloudflare } from 'ai-sdk-provider-cloudflare/v4';
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

const instructions =
  'You are a friendly assistant. Answer briefly. Use the tools for weather and for converting temperatures.';

/** Streams a response for `useChat`. Runs on Node and on the edge runtime. */
export async function answerChat(request: Request): Promise<Response> {
  const body = bodySchema.safeParse(await request.json().catch(() => undefined));
  if (!body.success) return refuse();
  const { model, cache, trigger } = body.data;
  const messages = await validateUIMessages<ChatMessage>({ messages: body.data.messages }).catch(
    () => undefined,
  );
  if (messages === undefined) return refuse();

  const result = streamText({
    // A regenerated answer must not come from the cache.
    model: cache ? cachedModel(model, { skipCache: trigger === 'regenerate-message' }) : cloudflare(model),
    instructions,
    // A stopped conversation may contain a tool call without a result.
    messages: await convertToModelMessages(messages, { ignoreIncompleteToolCalls: true }),
    tools,
    stopWhen: isStepCount(5),
    maxOutputTokens: 1000,
    maxRetries: 1,
    // The stop button and a closed tab also cancel the call to the vendor.
    abortSignal: request.signal,
    providerOptions: { cloudflare: { metadata: { app: 'example-next' } } },
    // `describeFailure` logs the error and shows it to the user.
    onError: () => undefined,
  });
  return createUIMessageStreamResponse({
    stream: toUIMessageStream<typeof tools, ChatMessage>({
      stream: result.stream,
      messageMetadata: answerFacts(model),
      onError: error => describeFailure(error),
    }),
  });
}

function refuse(): Response {
  const failure: ChatFailure = {
    title: 'The request is invalid.',
    hint: 'Reload the page and try again.',
    retryable: false,
  };
  return Response.json(failure, { status: 400 });
}
