import { APICallError } from '@ai-sdk/provider';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { errorOf, finishOf, rejection } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const DEPTH = 10_000;
const nested = (open: string, close: string, inner = '1'): string =>
  `${open.repeat(DEPTH)}${inner}${close.repeat(DEPTH)}`;
const objects = nested('{"error":', '}');
const lists = nested('[', ']');

/** Errors whose parts are nested more deeply than JSON can be written. */
const bodies: readonly (readonly [name: string, json: string])[] = [
  ['an error in an error', objects],
  ['a list', `{"error":${lists}}`],
  ['a message', `{"error":{"message":${objects},"code":429}}`],
  ['a list of errors', `{"success":false,"errors":[{"code":2040,"message":${lists}}]}`],
  ['details', `{"detail":[{"loc":${lists},"msg":"no"}]}`],
  ['the place of a detail', `{"detail":[{"loc":["a",${lists}],"msg":"no"}]}`],
  ['a code', `{"error":{"message":"no","code":${objects},"type":${lists}}}`],
];

const model = (response: () => Response) =>
  createCloudflare({ ...connected, fetch: async () => response() })('openai/gpt-4o');

describe.each(bodies)('an error nested 10,000 deep is one typed error: %s', (_, json) => {
  const typed = (error: unknown): void => {
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)?.kind).toBeDefined();
    expect(() => JSON.stringify(error)).not.toThrow();
  };

  it.each([200, 400])('in a whole response of status %i', async status => {
    typed(await rejection(model(() => new Response(json, { status })).doGenerate({ prompt: HI })));
    typed(await rejection(model(() => new Response(json, { status })).doStream({ prompt: HI })));
  });

  it.each([
    ['before the content', ''],
    ['in the content', 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'],
  ])('in a stream, %s', async (_where, before) => {
    const body = `${before}data: ${json}\n\ndata: [DONE]\n\n`;
    const open = model(() => new Response(body)).doStream({ prompt: HI });
    if (before === '') return typed(await rejection(open));
    const parts = await collect((await open).stream);
    typed(errorOf(parts));
    expect(finishOf(parts).finishReason).toBe('error');
  });
});

describe('an answer nested 10,000 deep', () => {
  it.each([
    ['content', `{"choices":[{"message":{"content":${objects}},"finish_reason":"stop"}]}`],
    [
      'arguments',
      `{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f","arguments":${objects}}}]},"finish_reason":"stop"}]}`,
    ],
    ['finish reason', `{"choices":[{"message":{"content":"a"},"finish_reason":${lists}}]}`],
  ])('is read, or one typed error: %s', async (_, json) => {
    const run = async () => model(() => new Response(json)).doGenerate({ prompt: HI });
    const error = await run().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined) expect(APICallError.isInstance(error)).toBe(true);
  });
});
