import {
  type CloudflareBinding,
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, frame } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { HI, WX } from '../support/prompts.ts';
import { scaled } from '../support/scale.ts';

const EVENT = 64 * 1024;
/** A hundred megabytes, and a fifth of them in a small run: both are many times what may be held. */
const COUNT = scaled(320, 1600);
/** What the stages between network and reader may hold, in events: the same however long the answer is. */
const AHEAD = 16;

/** A large answer, made as it is read. */
function largeAnswer() {
  const seen = { events: 0, cancelled: false };
  const event = new TextEncoder().encode(frame(chunkOf({ content: 'x'.repeat(EVENT - 100) })));
  const end = new TextEncoder().encode(`${frame(chunkOf({}, 'stop'))}data: [DONE]\n\n`);
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.events++ < COUNT) return controller.enqueue(event.slice());
        controller.enqueue(end);
        controller.close();
      },
      cancel: () => {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, response: new Response(body) };
}

const ways: readonly (readonly [string, object, (answer: () => Response) => CloudflareProvider])[] = [
  ['rest', {}, answer => connect(answer, {})],
  ['rest, with tools', { tools: [WX] }, answer => connect(answer, {})],
  [
    'rest, with timeouts',
    {},
    answer => connect(answer, { timeouts: { firstByteMs: 60_000, idleMs: 60_000 } }),
  ],
  ['rest, with a signal', { abortSignal: new AbortController().signal }, answer => connect(answer, {})],
  ['the binding', {}, answer => createCloudflare({ binding: bindingOf(answer) })],
];

function connect(answer: () => Response, settings: CloudflareProviderSettings): CloudflareProvider {
  return createCloudflare({ ...connected, ...settings, fetch: async () => answer() });
}

function bindingOf(answer: () => Response): CloudflareBinding {
  return { run: async () => answer(), gateway: () => ({ run: async () => answer() }) };
}

const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

describe.each(ways)(
  `a stream of ${Math.round((COUNT * EVENT) / 2 ** 20)} MB through %s`,
  (_, options, provider) => {
    it('is read from the network as it is read by its reader, to the last byte', async () => {
      const { seen, response } = largeAnswer();
      const { stream } = await provider(() => response)('openai/gpt-4o').doStream({ prompt: HI, ...options });
      let read = 0;
      let characters = 0;
      let ahead = 0;
      for await (const part of stream) {
        if (part.type !== 'text-delta') continue;
        read++;
        characters += part.delta.length;
        // Time in which the source could run away.
        if (read % 100 === 0) for (let turns = 0; turns < 5; turns++) await turn();
        ahead = Math.max(ahead, seen.events - read);
      }
      expect(characters).toBe(COUNT * (EVENT - 100));
      expect(ahead).toBeLessThanOrEqual(AHEAD);
    });

    it('stops where its reader stops', async () => {
      const { seen, response } = largeAnswer();
      const { stream } = await provider(() => response)('openai/gpt-4o').doStream({ prompt: HI, ...options });
      const reader = stream.getReader();
      for (let part = 0; part < 10; part++) await reader.read();
      for (let turns = 0; turns < 50; turns++) await turn();
      expect(seen.events).toBeLessThanOrEqual(10 + AHEAD);
      await reader.cancel();
      await turn();
      expect(seen.cancelled).toBe(true);
    });
  },
);
