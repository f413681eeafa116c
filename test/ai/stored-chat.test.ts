import {
  convertToModelMessages,
  isStepCount,
  readUIMessageStream,
  streamText,
  tool,
  toUIMessageStream,
  type UIMessage,
  validateUIMessages,
} from 'ai7';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import {
  type CloudflareMessageMetadata,
  cloudflareMessageMetadata,
  createCloudflare,
  estimateCost,
} from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

type Message = UIMessage<CloudflareMessageMetadata>;

const refund = tool({
  description: 'Refund an order',
  inputSchema: z.object({ orderId: z.string() }),
  needsApproval: true,
  execute: async ({ orderId }) => ({ orderId, refunded: true }),
});
const tools = { refund };
const user = (text: string): Message => ({ id: text, role: 'user', parts: [{ type: 'text', text }] });

/** An app with a database that holds text, and what a user has spent. */
function app() {
  const gateway = createLocalGateway();
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const price = { inputPerMillionTokens: 1, outputPerMillionTokens: 4 };
  const costs: (number | undefined)[] = [];
  let stored = '[]';
  const load = () => validateUIMessages<Message>({ messages: JSON.parse(stored), tools });
  async function turn(messages: readonly Message[], modelId: string): Promise<Message | undefined> {
    const result = streamText({
      model: cloudflare(modelId),
      messages: await convertToModelMessages([...messages], { tools }),
      tools,
      stopWhen: isStepCount(3),
      onEnd: event => {
        costs.push(estimateCost(event, price));
      },
      onError: () => undefined,
    });
    const stream = toUIMessageStream<typeof tools, Message>({
      stream: result.stream,
      originalMessages: [...messages],
      generateMessageId: () => `answer-${messages.length}`,
      messageMetadata: cloudflareMessageMetadata,
      onEnd: event => {
        stored = JSON.stringify(event.messages);
      },
    });
    let last = messages.at(-1);
    const message = last?.role === 'assistant' ? { message: last } : {};
    for await (const next of readUIMessageStream<Message>({ stream, ...message, onError: () => undefined }))
      last = next;
    return last;
  }
  return { gateway, costs, load, turn };
}

// docs/guides/nextjs.md, "Stored conversations".
describe('a stored conversation', () => {
  it('goes on in the same message after an approval, whose metadata names its last call', async () => {
    const { gateway, costs, load, turn } = app();
    await turn([user('Please refund "A100".')], 'openai/gpt-4o');
    const [question, answer] = await load();
    const call = answer?.parts.find(part => part.type === 'tool-refund');
    expect(call).toMatchObject({ state: 'approval-requested' });
    expect(answer?.metadata?.logId).toBe(gateway.logs[0]?.id);
    const approved = {
      ...call,
      state: 'approval-responded',
      approval: { id: 'a', approved: true, ...approvalOf(call) },
    };
    const rest = answer?.parts.filter(part => part !== call) ?? [];
    await turn([question, { ...answer, parts: [...rest, approved] }] as Message[], 'openai/gpt-4o');
    const after = await load();
    expect(after).toHaveLength(2);
    expect(after[1]?.parts.at(-1)).toMatchObject({ type: 'text' });
    expect(after[1]?.metadata?.logId).toBe(gateway.logs[1]?.id);
    expect(costs).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it.each(['anthropic/claude-sonnet-4.5', 'google/gemini-2.5-flash', '@cf/zai-org/glm-4.7-flash'])(
    'can be continued by %s',
    async modelId => {
      const { load, turn } = app();
      await turn([user('Please refund "A100".')], 'openai/gpt-4o');
      const [question] = await load();
      const done = { type: 'tool-refund', toolCallId: 'call_1', state: 'output-available' };
      const output = { orderId: 'A100', refunded: true };
      const answer = { id: 'b', role: 'assistant', parts: [{ ...done, input: { orderId: 'A100' }, output }] };
      const last = await turn([question, answer, user('Bye')] as Message[], modelId);
      expect(last?.parts.at(-1)).toMatchObject({ type: 'text', text: expect.stringContaining('Bye') });
    },
  );

  it('has no cost for a call that failed, and an answer without parts', async () => {
    const { gateway, costs, load, turn } = app();
    gateway.reply({ error: 'guardrail-prompt' });
    await turn([user('Hi')], 'openai/gpt-4o');
    expect(costs).toEqual([]);
    expect(await load()).toMatchObject([{ role: 'user' }, { role: 'assistant', parts: [] }]);
  });
});

function approvalOf(part: object | undefined): object {
  return part !== undefined && 'approval' in part ? { ...Object(part.approval), approved: true } : {};
}
