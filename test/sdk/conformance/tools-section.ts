import { expect } from 'vitest';
import { z } from 'zod';
import type { Pair } from '../../ai/pair.ts';
import { answerOf, chunkOf, events } from '../../support/answers.ts';
import { modes, played, type Section, steps, tell, world } from './section.ts';

type Fields = Readonly<Record<string, unknown>>;

export const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const pdf = 'JVBERi0xLjQK';

/** How each major writes what a tool returns in several parts. */
const returned: Readonly<Record<Pair['major'], readonly Fields[]>> = {
  5: [
    { type: 'text', text: 'Done.' },
    { type: 'media', data: png, mediaType: 'image/png' },
    { type: 'media', data: pdf, mediaType: 'application/pdf' },
  ],
  6: [
    { type: 'text', text: 'Done.' },
    { type: 'image-data', data: png, mediaType: 'image/png' },
    { type: 'file-data', data: pdf, mediaType: 'application/pdf', filename: 'file.pdf' },
  ],
  7: [
    { type: 'text', text: 'Done.' },
    { type: 'file', data: { type: 'data', data: png }, mediaType: 'image/png' },
    { type: 'file', data: { type: 'data', data: pdf }, mediaType: 'application/pdf' },
  ],
};

const calling = (name: string, args: string, more: Fields = {}): Fields => ({
  tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name, arguments: args }, ...more }],
});

/** First a call, then a text, whole or as a stream. */
function callThenText(message: Fields) {
  let calls = 0;
  return ({ body }: { readonly body: Fields }): Response => {
    const [said, finish] = calls++ === 0 ? [message, 'tool_calls'] : [{ content: 'Hello' }, 'stop'];
    return body.stream === true
      ? events([chunkOf(said), chunkOf({}, finish)])
      : Response.json(answerOf(said, finish));
  };
}

/** What is done with tools and schemas. */
export const toolsSection: Section = (pair, test) => {
  const { ai, major } = pair;
  const toolOf = (ran: unknown[], more: object = {}) =>
    ai.tool({
      description: 'Pay',
      inputSchema: z.object({ sum: z.number() }),
      execute: async (input: unknown) => {
        ran.push(input);
        return { paid: true };
      },
      ...more,
    });
  const messagesOf = (body: Fields | undefined) => (body?.messages ?? []) as readonly Fields[];

  for (const mode of modes) {
    test(`arguments that are no JSON run nothing, and the model is told (${mode})`, async () => {
      const ran: unknown[] = [];
      const { cloudflare, requests } = played(pair, callThenText(calling('pay', '{"sum": 12,,}')));
      const model = cloudflare('openai/gpt-4o');
      const result = await tell(pair, { model, tools: { pay: toolOf(ran) }, stopWhen: steps(pair, 3) }, mode);
      expect(result.text).toBe('Hello');
      expect(ran).toEqual([]);
      expect(requests).toHaveLength(2);
      const [, , answer] = messagesOf(requests[1]?.body);
      expect(answer).toMatchObject({ role: 'tool', tool_call_id: 'c1' });
      expect(String(answer?.content)).toMatch(/invalid|parse/i);
    });

    test(`a result of several parts: its text, then its files (${mode})`, async () => {
      const { cloudflare, requests } = played(pair, callThenText(calling('pay', '{"sum":1}')));
      const pay = toolOf([], { toModelOutput: () => ({ type: 'content', value: returned[major] }) });
      const call = { model: cloudflare('openai/gpt-4o'), tools: { pay }, stopWhen: steps(pair, 3) };
      expect((await tell(pair, call, mode)).text).toBe('Hello');
      expect(messagesOf(requests[1]?.body).slice(2)).toEqual([
        { role: 'tool', tool_call_id: 'c1', content: 'Done.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'The 2 files that the tool "pay" returned:' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
            {
              type: 'file',
              file: { filename: 'file.pdf', file_data: `data:application/pdf;base64,${pdf}` },
            },
          ],
        },
      ]);
    });

    test(`a result of several parts is taken by a strict upstream (${mode})`, async () => {
      const { cloudflare, gateway } = world(pair);
      const getWeather = ai.tool({
        description: 'Get the weather',
        inputSchema: z.object({ city: z.string() }),
        execute: async () => '21 degrees',
        toModelOutput: () => ({ type: 'content', value: returned[major] }),
      });
      const call = {
        model: cloudflare('openai/gpt-4o'),
        prompt: 'Get the weather of Lisbon.',
        tools: { getWeather },
        stopWhen: steps(pair, 3),
      };
      const result = await tell(pair, call, mode);
      expect(result.kinds).toEqual([]);
      expect(gateway.requests).toHaveLength(2);
      expect(gateway.logs.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    });

    test(`a thought signature comes back as it was sent (${mode})`, async () => {
      const signed = { extra_content: { google: { thought_signature: 'sig-1' } } };
      const { cloudflare, requests } = played(pair, callThenText(calling('pay', '{"sum":1}', signed)));
      const model = cloudflare('google/gemini-3-pro');
      await tell(pair, { model, tools: { pay: toolOf([]) }, stopWhen: steps(pair, 3) }, mode);
      expect(messagesOf(requests[1]?.body)[1]?.tool_calls).toMatchObject([signed]);
    });

    test(`an object is asked for as the output of a text (${mode})`, async () => {
      const schema = z.object({ name: z.string(), kind: z.enum(['city', 'river']) });
      const output = ai.Output.object({ schema });
      for (const id of ['openai/gpt-4o', 'anthropic/claude-haiku-4.5']) {
        const { cloudflare } = world(pair);
        const call = { model: cloudflare(id), prompt: 'Describe Lisbon' };
        const told = await tell(
          pair,
          { ...call, ...(major === 5 ? { experimental_output: output } : { output }) },
          mode,
        );
        expect(schema.parse(told.output)).toEqual(told.output);
      }
    });
  }

  test('a call that the user denied is told as one', async () => {
    const ran: unknown[] = [];
    const { cloudflare, request } = played(pair);
    const toolCall = { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: { sum: 1 } };
    const ask = { type: 'tool-approval-request', approvalId: 'a1', toolCallId: 'c1' };
    const no = { type: 'tool-approval-response', approvalId: 'a1', approved: false, reason: 'Too much.' };
    const call = {
      model: cloudflare('openai/gpt-4o'),
      prompt: undefined,
      messages: [
        { role: 'user', content: 'Pay' },
        { role: 'assistant', content: [toolCall, ask] },
        { role: 'tool', content: [no] },
      ],
      tools: { pay: toolOf(ran, { needsApproval: true }) },
    };
    expect((await tell(pair, call, 'generate')).text).toBe('Hello');
    expect(ran).toEqual([]);
    expect(messagesOf(request().body).slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'c1', content: 'Too much.' },
    ]);
  });

  test('strict tools, by an option', async () => {
    const pay = toolOf([], { providerOptions: { cloudflare: { strict: true } } });
    const { cloudflare, request } = played(pair);
    await tell(pair, { model: cloudflare('openai/gpt-4o'), tools: { pay } }, 'generate');
    expect(request().body.tools).toMatchObject([{ function: { name: 'pay', strict: true } }]);
  });

  test('strict tools, by their own word', async () => {
    const { cloudflare, request } = played(pair);
    const pay = toolOf([], { strict: true });
    await tell(pair, { model: cloudflare('openai/gpt-4o'), tools: { pay } }, 'generate');
    expect(request().body.tools).toMatchObject([{ function: { name: 'pay', strict: true } }]);
  });

  test('a file that the upstream keeps, in a result', async () => {
    const { cloudflare, requests } = played(pair, callThenText(calling('pay', '{"sum":1}')));
    const value =
      major === 7
        ? [
            {
              type: 'file',
              mediaType: 'application/pdf',
              data: { type: 'reference', reference: { openai: 'file-1' } },
            },
          ]
        : [{ type: 'file-id', fileId: { openai: 'file-1' } }];
    const pay = toolOf([], { toModelOutput: () => ({ type: 'content', value }) });
    const call = { model: cloudflare('openai/gpt-4o'), tools: { pay }, stopWhen: steps(pair, 3) };
    expect((await tell(pair, call, 'generate')).text).toBe('Hello');
    expect(messagesOf(requests[1]?.body)[3]?.content).toEqual([
      { type: 'text', text: 'The file that the tool "pay" returned:' },
      { type: 'file', file: { file_id: 'file-1' } },
    ]);
  });
};
