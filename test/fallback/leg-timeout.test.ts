import { APICallError } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rejection } from '../support/answers.ts';
import { eventually } from '../support/eventually.ts';
import { HI } from '../support/prompts.ts';
import { ask, FIRST, foreign, forever, modes, outcomes, SECOND, spoken, traceOf, world } from './support.ts';

afterEach(() => {
  vi.useRealTimers();
});

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

describe.each(modes)('legTimeoutMs (%s)', mode => {
  it('aborts a leg that has said nothing, and goes on', async () => {
    const first = foreign({ waits: forever });
    const model = world().cloudflare.fallback([first, foreign({ says: 'second' })], { legTimeoutMs: 20 });
    vi.useFakeTimers();
    const [{ text, trace }] = await Promise.all([ask(model, mode), vi.advanceTimersByTimeAsync(20)]);
    expect(text).toBe('second');
    expect(outcomes(trace)).toEqual(['0 failed timeout', '1 answered']);
    expect(trace[0]?.durationMs).toBe(20);
    expect(first.calls[0]?.abortSignal?.aborted).toBe(true);
  });

  it('aborts the request on the wire', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ status: 200, body: {}, delayMs: 5000 }, { model: FIRST });
    const model = cloudflare.fallback([FIRST, SECOND], { legTimeoutMs: 100 });
    vi.useFakeTimers();
    const [{ text, trace }] = await Promise.all([ask(model, mode), vi.advanceTimersByTimeAsync(100)]);
    expect(text).toContain('Hi');
    expect(outcomes(trace)).toEqual(['0 failed timeout', '1 answered']);
  });

  it('is a typed, retryable error', async () => {
    const model = world().cloudflare.fallback([foreign({ modelId: 'slow', waits: forever })], {
      legTimeoutMs: 5,
    });
    const error = await rejection(ask(model, mode));
    const [timeout] = (error as { errors: unknown[] }).errors;
    expect(APICallError.isInstance(timeout)).toBe(true);
    expect(getCloudflareError(timeout)).toMatchObject({
      source: 'client',
      kind: 'timeout',
      retryable: true,
      modelId: 'slow',
      message: 'No response within legTimeoutMs (5 ms). (acme.chat, slow)',
    });
    expect(error).toMatchObject({ isRetryable: true });
  });

  it('leaves a leg alone that answers in time', async () => {
    const first = foreign({ waits: () => pause(5) });
    const model = world().cloudflare.fallback([first], { legTimeoutMs: 10_000 });
    expect(outcomes((await ask(model, mode)).trace)).toEqual(['0 answered']);
    expect(first.calls[0]?.abortSignal?.aborted).toBe(false);
  });

  it("rejects with the caller's abort, and tells the leg", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const first = foreign({ waits: forever });
    const second = foreign();
    const model = world().cloudflare.fallback([first, second], { legTimeoutMs: 10_000 });
    const { signal } = controller;
    expect(await rejection(ask(model, mode, { abortSignal: signal }))).toBe(signal.reason);
    expect(first.calls[0]?.abortSignal?.reason).toBe(signal.reason);
    expect(second.calls).toHaveLength(0);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const model = world().cloudflare.fallback([foreign({ fails: new Error('x') }), foreign()], {
      legTimeoutMs: 1000,
    });
    await ask(model, mode);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('legTimeoutMs of a stream', () => {
  it('counts to the first content', async () => {
    const first = foreign({ parts: [{ type: 'stream-start', warnings: [] }, forever()] });
    const model = world().cloudflare.fallback([first, foreign()], { legTimeoutMs: 10 });
    expect(outcomes((await ask(model, 'stream')).trace)).toEqual(['0 failed timeout', '1 answered']);
    expect(first.cancelled).toEqual([expect.objectContaining({ name: 'AI_APICallError' })]);
  });

  it('and no further: an answer may take its time', async () => {
    const [start, ...rest] = spoken('slow');
    if (start === undefined) throw new Error('no parts');
    const late = pause(60).then(() => ({ type: 'text-delta', id: '1', delta: 'but ' }) as const);
    const first = foreign({ parts: [start, late, ...rest] });
    const model = world().cloudflare.fallback([first, foreign()], { legTimeoutMs: 20 });
    expect(await ask(model, 'stream')).toMatchObject({ text: 'but slow', trace: [{ outcome: 'answered' }] });
    expect(first.calls[0]?.abortSignal?.aborted).toBe(false);
  });

  it("passes the caller's abort on to an answer that has begun", async () => {
    const controller = new AbortController();
    const first = foreign();
    const model = world().cloudflare.fallback([first], { legTimeoutMs: 1000 });
    await model.doStream({ prompt: HI, abortSignal: controller.signal });
    expect(first.calls[0]?.abortSignal).not.toBe(controller.signal);
    controller.abort();
    expect(first.calls[0]?.abortSignal?.reason).toBe(controller.signal.reason);
  });

  it('cancels a stream that comes too late', async () => {
    const late = foreign({ waits: () => pause(30) });
    const model = world().cloudflare.fallback([late, foreign()], { legTimeoutMs: 10 });
    await ask(model, 'stream');
    await eventually(() => expect(late.cancelled).toHaveLength(1));
    expect(late.reads()).toBe(0);
  });
});

describe('a duration', () => {
  it('is that of each leg', async () => {
    const legs = [foreign({ waits: () => pause(30), fails: new Error('x') }), foreign()];
    vi.useFakeTimers();
    const asked = world().cloudflare.fallback(legs).doGenerate({ prompt: HI });
    const [result] = await Promise.all([asked, vi.advanceTimersByTimeAsync(30)]);
    expect(traceOf(result).map(({ durationMs }) => durationMs)).toEqual([30, 0]);
  });
});
