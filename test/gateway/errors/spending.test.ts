import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../support/answers.ts';
import { connected } from '../../support/call.ts';
import { fakeFetch, refusal } from '../../support/fake-fetch.ts';
import { HI } from '../../support/prompts.ts';

async function failed(status: number, body: unknown) {
  const { fetch } = fakeFetch(() => refusal(status, body));
  const error = await rejection(
    createCloudflare({ ...connected, fetch })('openai/gpt-4o').doGenerate({ prompt: HI }),
  );
  return getCloudflareError(error);
}

describe('what an error says of a spend limit', () => {
  const message = 'Spending limit exceeded';

  it.each([
    [
      { message, bucket: 'user:42', spent: 12.3, limit: 10 },
      { bucket: 'user:42', spent: 12.3, limit: 10 },
    ],
    [
      { message, spent: '12.3', limit: 0 },
      { spent: 12.3, limit: 0 },
    ],
    [{ message, bucket: 7, spent: null, limit: '' }, { bucket: '7' }],
  ])('%j', async (error, facts) => {
    const info = await failed(429, { success: false, error });
    expect(info).toMatchObject({ kind: 'spend-limit', retryable: false, ...facts });
    const found = Object.keys(info ?? {}).filter(key => ['bucket', 'spent', 'limit'].includes(key));
    expect(found.sort()).toEqual(Object.keys(facts).sort());
  });

  it.each([2041, 2045])('the limit of a rule, from its words: %i', async code => {
    const words = "Spend limit exceeded: rule 'daily' (cost limit 2.5 per 86400s, fixed) for openai gpt-4o";
    const info = await failed(429, { success: false, error: [{ code, message: words }] });
    expect(info).toMatchObject({ kind: 'spend-limit', limit: 2.5 });
    expect(info).not.toHaveProperty('spent');
  });

  it('nothing of other failures', async () => {
    const info = await failed(403, {
      success: false,
      error: { message: 'Access denied by policy', limit: 1 },
    });
    expect(info).toMatchObject({ kind: 'policy' });
    expect(info).not.toHaveProperty('limit');
  });
});
