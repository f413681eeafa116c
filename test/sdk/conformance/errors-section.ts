import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { failureTable } from '../../answer/failure-table.ts';
import { streamErrorCases } from '../../answer/stream-error-cases.ts';
import { chunkOf, events, everythingIn } from '../../support/answers.ts';
import { failureOf, modes, played, type Section, tell, world } from './section.ts';

/** Every shape of an error, and how it reaches the caller. */
export const errorsSection: Section = (pair, test) => {
  const { ai, native } = pair;
  const failure = (model: unknown, mode: (typeof modes)[number]) => failureOf(pair, model, mode);
  // The shapes are read by shared code: a pair that is adapted proves the way, not every shape again.
  const some = <ROW>(rows: readonly ROW[]): readonly ROW[] =>
    native ? rows : rows.filter((_, index) => index % 8 === 0);

  for (const mode of modes) {
    test(`every failure is told in kind, code and words (${mode})`, async () => {
      for (const [name, { kind, code, source, status, retryable, says }] of some(failureTable)) {
        const { cloudflare, gateway } = world(pair);
        gateway.reply({ error: name });
        const error = await failure(cloudflare('openai/gpt-4o'), mode);
        expect({ name, ...getCloudflareError(error) }).toMatchObject({ name, kind, source, retryable });
        expect(getCloudflareError(error)?.code).toBe(code);
        expect(ai.APICallError.isInstance(error)).toBe(true);
        expect(error).toMatchObject({ statusCode: status, isRetryable: retryable });
        expect((error as Error).message).toContain(says);
      }
    });
  }

  test('every error in the middle of a stream is told once, after what came', async () => {
    for (const [name, frame, is] of some(streamErrorCases)) {
      const { cloudflare } = played(pair, () => events([chunkOf({ content: 'Hel' }), frame]));
      const told = await tell(pair, { model: cloudflare('openai/gpt-4o') }, 'stream');
      expect({ name, ...told }).toMatchObject({ name, text: 'Hel', finishReason: 'error' });
      expect(told.kinds).toHaveLength(1);
      if (is.kind !== undefined) expect(told.kinds).toEqual([is.kind]);
    }
  });

  test('every error before a stream is an error of the call', async () => {
    for (const [name, frame, is] of some(streamErrorCases)) {
      const { cloudflare } = played(pair, () => events([frame]));
      const info = getCloudflareError(await failure(cloudflare('openai/gpt-4o'), 'stream'));
      expect({ name, ...info }).toMatchObject({ name, ...is });
    }
  });

  test('an error of a binding', async () => {
    const { gateway } = world(pair);
    gateway.reply({ error: 'workers-ai-capacity' });
    const model = pair.createCloudflare({ binding: gateway.binding() })('@cf/zai-org/glm-4.7-flash');
    expect(getCloudflareError(await failure(model, 'generate'))).toMatchObject({
      kind: 'capacity',
      code: 3040,
    });
  });

  test('an error shows no secret, however it is printed', async () => {
    const { cloudflare, gateway } = world(pair, { apiToken: 'cf-tok-SECRET' });
    const error = await failure(cloudflare('openai/gpt-4o'), 'generate');
    expect(getCloudflareError(error)?.kind).toBe('authentication');
    expect(gateway.requests).toHaveLength(1);
    expect(everythingIn(error)).not.toContain('SECRET');
  });
};
