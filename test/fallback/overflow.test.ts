import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { overflowCases } from '../gateway/errors/status-cases.ts';
import { rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { completion, eventStream, fakeFetch } from '../support/fake-fetch.ts';
import { ask, FIRST, modes, SECOND } from './support.ts';

describe.each(modes)('a prompt that is too long for the first model (%s)', mode => {
  it.each(overflowCases)('goes to the next one: $name', async ({ status, body }) => {
    const fake = fakeFetch(request => {
      if (fake.requests.length === 1) return Response.json(body, { status: status ?? 400 });
      return request.body.stream === true ? eventStream('Hello') : completion('Hello');
    });
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    const { text, trace } = await ask(cloudflare.fallback([FIRST, SECOND]), mode);
    expect(text).toBe('Hello');
    expect(trace).toMatchObject([{ outcome: 'failed', kind: 'request-too-large' }, { outcome: 'answered' }]);
    expect(fake.requests).toHaveLength(2);
  });

  it('ends a fallback whose policy stops there', async () => {
    const [overflow] = overflowCases;
    const fake = fakeFetch(() => Response.json(overflow?.body, { status: overflow?.status ?? 400 }));
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    const stopping = cloudflare.fallback([FIRST, SECOND], {
      policy: { 'request-too-large': 'stop' },
    });
    expect(String(await rejection(ask(stopping, mode)))).toContain('exceeds the context window');
    expect(fake.requests).toHaveLength(1);
  });
});
