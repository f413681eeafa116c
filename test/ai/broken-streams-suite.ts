import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chunkOf, DONE, events, frame } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import type { Pair } from './pair.ts';

const role = chunkOf({ role: 'assistant', content: '' });
const text = [chunkOf({ role: 'assistant', content: 'Hel' }), chunkOf({ content: 'lo' })];
const reasoning = chunkOf({ reasoning_content: 'Hm' });
const callOf = (args: string): object =>
  chunkOf({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'pay', arguments: args } }] });

/** A body that says this and then nothing more, its connection open. */
function silent(chunks: readonly unknown[]): Response {
  const queue = chunks.map(chunk => new TextEncoder().encode(frame(chunk)));
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = queue.shift();
        if (next === undefined) return new Promise(() => undefined);
        controller.enqueue(next);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body);
}

/** Every way in which a stream that has begun can break, and what the error says. */
const breaks: readonly (readonly [
  name: string,
  answer: (said: readonly unknown[]) => Response,
  kind: string,
])[] = [
  ['[DONE] without a finish reason', said => events(said), 'stream-truncated'],
  ['an end without a finish reason', said => events(said, { ending: 'none' }), 'stream-truncated'],
  ['a closed socket', said => events(said, { ending: 'cut' }), 'stream-truncated'],
  [
    'a socket that closes in the middle of a line',
    said => events([...said, 'data: {"choices":[{"del'], { ending: 'cut' }),
    'stream-truncated',
  ],
  [
    'an error of the vendor',
    said => events([...said, { error: { message: 'Overloaded', code: 529 } }]),
    'capacity',
  ],
  [
    'an error of the gateway',
    said => events([...said, { success: false, error: [{ code: 2003, message: 'Rate limited' }] }]),
    'rate-limit',
  ],
  [
    'an error of Workers AI',
    said => events([...said, { success: false, errors: [{ code: 3040, message: 'AiError: busy' }] }]),
    'capacity',
  ],
  [
    'an error beside empty choices and a finish reason after it',
    said => events([...said, { error: { message: 'Bad', code: 502 }, choices: [] }, chunkOf({}, 'stop')]),
    'upstream-unavailable',
  ],
  ['a line that is no JSON', said => events([...said, 'data: {"oops\n\n', chunkOf({}, 'stop')]), 'unknown'],
  [
    'a call without a name',
    said =>
      events([
        ...said,
        chunkOf({ tool_calls: [{ index: 5, id: 'x', function: { arguments: '{"a"' } }] }),
        chunkOf({}, 'tool_calls'),
      ]),
    'unknown',
  ],
  ['silence', said => silent(said), 'timeout'],
  ['silence after [DONE] without a finish reason', said => silent([...said, DONE]), 'stream-truncated'],
];

/** What `ai` makes of streams that break: everything settles, nothing is lost, no half call is run. */
export function brokenStreamsSuite({ name, ai, createCloudflare, native }: Pair): void {
  const run = async (answer: () => Response, more: object = {}) => {
    const fake = fakeFetch(answer);
    const errors: unknown[] = [];
    const model = createCloudflare({ ...connected, fetch: fake.fetch, timeouts: { idleMs: 30 } })(
      'openai/gpt-4o',
    );
    const result = ai.streamText({
      model,
      prompt: 'Hi',
      maxRetries: 2,
      onError: ({ error }: { error: unknown }) => errors.push(error),
      stopWhen: ai.stepCountIs?.(4) ?? ai.isStepCount(4),
      ...more,
    });
    const parts: { type: string; text?: string; delta?: string }[] = [];
    for await (const part of result.fullStream) parts.push(part);
    return { result, errors, parts, fake };
  };

  const payTool = (ran: unknown[]) => ({
    pay: ai.tool({
      description: 'Pay',
      inputSchema: z.object({ sum: z.number() }),
      execute: async (input: unknown) => {
        ran.push(input);
        return 'paid';
      },
    }),
  });

  describe.each(native ? breaks : breaks.filter((_, index) => index % 3 === 0))(
    `${name}: a stream that breaks by %s`,
    (_, answer, kind) => {
      it('settles with the text that came, one error and finish error', async () => {
        for (const said of [text, [reasoning, ...text]]) {
          const { result, errors, fake } = await run(() => answer(said));
          expect(await result.text).toBe('Hello');
          expect(await result.finishReason).toBe('error');
          expect(await result.reasoningText).toBe(said.includes(reasoning) ? 'Hm' : undefined);
          expect((await result.steps).length).toBe(1);
          await result.usage;
          expect(errors.map(error => getCloudflareError(error)?.kind)).toEqual([kind]);
          expect(fake.requests).toHaveLength(1);
        }
      });

      it('runs no call, finished or not, and makes no second request', async () => {
        for (const args of ['{"sum":1}', '{"sum":', '']) {
          const ran: unknown[] = [];
          const { result, errors, fake, parts } = await run(() => answer([...text, callOf(args)]), {
            tools: payTool(ran),
          });
          expect(await result.text).toBe('Hello');
          expect(await result.finishReason).toBe('error');
          expect(await result.toolCalls).toEqual([]);
          expect(parts.filter(part => part.type === 'tool-call')).toEqual([]);
          expect(ran).toEqual([]);
          expect(fake.requests).toHaveLength(1);
          expect(errors).toHaveLength(1);
        }
      });
    },
  );

  describe(`${name}: an answer that fails before its first part`, () => {
    const soon = { 'retry-after-ms': '1' };
    const whole = () => events([...text, chunkOf({}, 'stop')]);
    const failures: readonly (readonly [string, () => Response])[] = [
      ['a closed socket', () => events([], { ending: 'cut', headers: soon })],
      ['a socket that closes after the role', () => events([role], { ending: 'cut', headers: soon })],
      ['nothing but [DONE]', () => events([], { headers: soon })],
      ['nothing at all', () => events([], { ending: 'none', headers: soon })],
      ['a page', () => new Response('<html><title>502</title></html>', { headers: soon })],
      [
        'an error in the first event',
        () => events([{ error: { message: 'Overloaded', code: 529 } }], { headers: soon }),
      ],
      [
        'an error of the gateway after the role',
        () =>
          events([role, { success: false, error: [{ code: 2003, message: 'Slow down' }] }], {
            headers: soon,
          }),
      ],
      [
        'status 200 and an error of the gateway',
        () =>
          Response.json(
            { success: false, error: [{ code: 2003, message: 'Rate limited' }] },
            { headers: soon },
          ),
      ],
      [
        'status 200 and an error labelled as a stream',
        () =>
          new Response(JSON.stringify({ error: { message: 'Overloaded', code: 529 } }), {
            headers: { ...soon, 'content-type': 'text/event-stream' },
          }),
      ],
    ];

    it.each(failures)('%s: is asked for again', async (_, failure) => {
      let calls = 0;
      const { result, errors, fake } = await run(() => (calls++ === 0 ? failure() : whole()), {
        maxRetries: 1,
      });
      expect(await result.text).toBe('Hello');
      expect(errors).toEqual([]);
      expect(fake.requests).toHaveLength(2);
    });
  });

  describe(`${name}: arguments that are no JSON`, () => {
    const malformed = '{"sum": 12,,}';
    const answer = (calls: number) =>
      calls === 0
        ? events([callOf(malformed), chunkOf({}, 'tool_calls')])
        : events([...text, chunkOf({}, 'stop')]);

    it('reach the repair of the SDK as they are', async () => {
      const ran: unknown[] = [];
      const seen: string[] = [];
      let calls = 0;
      const repair = async ({ toolCall }: { toolCall: { input: string } }) => {
        seen.push(toolCall.input);
        return { ...toolCall, input: '{"sum":12}' };
      };
      const { result, fake, errors } = await run(() => answer(calls++), {
        tools: payTool(ran),
        experimental_repairToolCall: repair,
        repairToolCall: repair,
      });
      expect(await result.text).toBe('Hello');
      expect(seen).toEqual([malformed]);
      expect(ran).toEqual([{ sum: 12 }]);
      expect(errors).toEqual([]);
      expect(fake.requests).toHaveLength(2);
    });

    it('do so in generateText too', async () => {
      const seen: string[] = [];
      const ran: unknown[] = [];
      let calls = 0;
      const message = { tool_calls: [{ id: 'c1', function: { name: 'pay', arguments: malformed } }] };
      const fake = fakeFetch(() =>
        Response.json({
          choices: [
            calls++ === 0 ? { message, finish_reason: 'tool_calls' } : { message: { content: 'Hello' } },
          ],
        }),
      );
      const repair = async ({ toolCall }: { toolCall: { input: string } }) => {
        seen.push(toolCall.input);
        return { ...toolCall, input: '{"sum":12}' };
      };
      const result = await ai.generateText({
        model: createCloudflare({ ...connected, fetch: fake.fetch })('openai/gpt-4o'),
        prompt: 'Hi',
        tools: payTool(ran),
        stopWhen: ai.stepCountIs?.(4) ?? ai.isStepCount(4),
        experimental_repairToolCall: repair,
        repairToolCall: repair,
      });
      expect([result.text, seen, ran]).toEqual(['Hello', [malformed], [{ sum: 12 }]]);
    });
  });
}
