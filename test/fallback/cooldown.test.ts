import { InvalidArgumentError } from '@ai-sdk/provider';
import { legCooldown } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { ask, FIRST, foreign, modes, outcomes, SECOND, world } from './support.ts';

const leg = (modelId: string, provider = 'cloudflare.chat') => ({ modelId, provider });

describe('legCooldown', () => {
  it('leaves a leg out after failures in a row, for a while', () => {
    let time = 1000;
    const cooldown = legCooldown({ failures: 2, durationMs: 100, now: () => time });
    const cooling = () => cooldown.isCooling(leg('a'));
    cooldown.failed(leg('a'));
    expect(cooling()).toBe(false);
    cooldown.failed(leg('a'));
    expect(cooling()).toBe(true);
    expect([cooldown.isCooling(leg('b')), cooldown.isCooling(leg('a', 'other'))]).toEqual([false, false]);
    time += 99;
    expect(cooling()).toBe(true);
    time += 1;
    expect(cooling()).toBe(false);
    // One try after that, not two.
    cooldown.failed(leg('a'));
    expect(cooling()).toBe(true);
  });

  it('forgets all failures with a success', () => {
    const cooldown = legCooldown({ failures: 2 });
    for (const note of [cooldown.failed, cooldown.succeeded, cooldown.failed]) note(leg('a'));
    expect(cooldown.isCooling(leg('a'))).toBe(false);
    cooldown.failed(leg('a'));
    expect(cooldown.isCooling(leg('a'))).toBe(true);
    cooldown.succeeded(leg('a'));
    expect(cooldown.isCooling(leg('a'))).toBe(false);
  });

  it('waits for three failures, and a minute of the real clock, by default', () => {
    const cooldown = legCooldown();
    for (const count of [1, 2, 3]) {
      cooldown.failed(leg('a'));
      expect(cooldown.isCooling(leg('a'))).toBe(count === 3);
    }
  });

  it('is bounded: the leg that failed longest ago is forgotten', () => {
    const cooldown = legCooldown({ failures: 1 });
    cooldown.failed(leg('old'));
    cooldown.failed(leg('kept'));
    for (let index = 0; index < 998; index++) cooldown.failed(leg(`leg-${index}`));
    cooldown.failed(leg('kept'));
    expect([cooldown.isCooling(leg('old')), cooldown.isCooling(leg('kept'))]).toEqual([true, true]);
    for (const more of ['one too many', 'two too many']) cooldown.failed(leg(more));
    expect([cooldown.isCooling(leg('old')), cooldown.isCooling(leg('kept'))]).toEqual([false, true]);
  });

  it('keeps what it knows to itself', () => {
    const [one, other] = [legCooldown({ failures: 1 }), legCooldown({ failures: 1 })];
    one.failed(leg('a'));
    expect([one.isCooling(leg('a')), other.isCooling(leg('a'))]).toEqual([true, false]);
  });

  it.each([
    [{ failures: 0 }, /legCooldown\.failures: expected a whole number from 1/],
    [{ failures: 1.5 }, /legCooldown\.failures/],
    [{ durationMs: 0 }, /legCooldown\.durationMs/],
    [{ durationMs: Number.POSITIVE_INFINITY }, /legCooldown\.durationMs/],
    [{ now: 5 }, /legCooldown\.now: expected a function/],
    [{ failure: 3 }, /unknown option\. Did you mean `failures`\?/],
    [null, /legCooldown: expected an object/],
  ])('refuses %j', (options, message) => {
    const make = () => legCooldown(options as never);
    expect(make).toThrow(message);
    // A helper brings no class of the SDK into a bundle, only the markers by which the SDK recognizes its errors.
    const refusal = expect.toSatisfy(error => InvalidArgumentError.isInstance(error));
    expect(make).toThrow(refusal);
    expect(make).toThrow(expect.objectContaining({ name: 'AI_InvalidArgumentError' }));
  });
});

describe.each(modes)('a fallback with a cool-down (%s)', mode => {
  it('skips a leg that keeps failing, in every fallback that shares it', async () => {
    let time = 0;
    const cooldown = legCooldown({ failures: 2, durationMs: 60_000, now: () => time });
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { model: FIRST, times: 2 });
    const traces: (readonly string[])[] = [];
    for (const second of [SECOND, SECOND, foreign()]) {
      const model = cloudflare.fallback([FIRST, second], { cooldown });
      traces.push(outcomes((await ask(model, mode)).trace));
    }
    expect(traces).toEqual([
      ['0 failed rate-limit', '1 answered'],
      ['0 failed rate-limit', '1 answered'],
      ['0 skipped', '1 answered'],
    ]);
    time += 60_000;
    const { trace } = await ask(cloudflare.fallback([FIRST, SECOND], { cooldown }), mode);
    expect(outcomes(trace)).toEqual(['0 answered']);
  });

  it('counts failures in a row: an answer between them starts anew', async () => {
    const cooldown = legCooldown({ failures: 2 });
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([FIRST, SECOND], { cooldown });
    const asked: string[] = [];
    for (const fails of [true, false, true, false]) {
      if (fails) gateway.reply({ error: 'rate-limited' }, { model: FIRST });
      asked.push(outcomes((await ask(model, mode)).trace)[0] ?? '');
    }
    expect(asked).toEqual(['0 failed rate-limit', '0 answered', '0 failed rate-limit', '0 answered']);
  });

  it('does not ask another leg where the cool-down itself throws', async () => {
    const broken = new Error('no store');
    const cooldown = {
      ...legCooldown(),
      succeeded: () => {
        throw broken;
      },
    };
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([FIRST, SECOND], { cooldown });
    expect(await rejection(ask(model, mode))).toBe(broken);
    expect(gateway.requests).toHaveLength(1);
  });

  it('tries all of them in order when all are cooling', async () => {
    const cooldown = legCooldown({ failures: 1 });
    const legs = [foreign({ modelId: 'a', fails: 'x' }), foreign({ modelId: 'b', fails: 'x' })];
    const model = world().cloudflare.fallback(legs, { cooldown });
    for (let call = 0; call < 2; call++) await rejection(ask(model, mode));
    expect(legs.map(({ calls }) => calls.length)).toEqual([2, 2]);
  });

  it('counts neither an abort, nor what stops, nor a request that is too large', async () => {
    const cooldown = legCooldown({ failures: 1 });
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([FIRST, SECOND], { cooldown });
    gateway.reply({ error: 'guardrail-prompt' }, { model: FIRST });
    await rejection(ask(model, mode));
    gateway.reply({ error: 'openai-context-length' }, { model: FIRST });
    expect(outcomes((await ask(model, mode)).trace)).toEqual(['0 failed request-too-large', '1 answered']);
    const controller = new AbortController();
    const slow = foreign({ modelId: 'slow', waits: async () => controller.abort() });
    await rejection(
      ask(cloudflare.fallback([{ model: slow }, FIRST], { cooldown }), mode, {
        abortSignal: controller.signal,
      }),
    );
    expect([FIRST, SECOND].map(id => cooldown.isCooling(leg(id)))).toEqual([false, false]);
    expect(cooldown.isCooling(slow)).toBe(false);
  });

  it('shows skipped legs where all others failed', async () => {
    const cooldown = legCooldown({ failures: 1 });
    cooldown.failed(foreign({ modelId: 'a' }));
    const legs = [foreign({ modelId: 'a' }), foreign({ modelId: 'b', fails: 'x' })];
    const error = await rejection(ask(world().cloudflare.fallback(legs, { cooldown }), mode));
    expect((error as Error).message).toContain('leg 0, a: skipped, cooling down\nleg 1, b: unknown (');
    expect(legs[0]?.calls).toHaveLength(0);
  });
});
