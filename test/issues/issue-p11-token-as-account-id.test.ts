import { inspect } from 'node:util';
import { generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { expect, it } from 'vitest';
import { fakeFetch } from '../support/fake-fetch.ts';

/**
 * The API token was pasted as account id; it ended up in the URL, in the error, and in a public issue.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
const pasted = [
  `cfut_${'lEnKxSECRET'.repeat(4)}`,
  `cfat_${'lEnKxSECRET'.repeat(4)}`,
  `v1.0-${'lEnKxSECRET'.repeat(4)}`,
  'lEnKxSECRETlEnKxSECRETlEnKxSECRETlEnKxSE',
];

it.each(pasted)('%s is refused before any URL is built, and never printed', async accountId => {
  const fake = fakeFetch();
  const model = createCloudflare({ accountId, apiToken: 'tok', fetch: fake.fetch })('@cf/zai-org/glm-5.2');
  const error = await generateText({ model, prompt: 'Hi' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toMatch(/accountId: this looks like an API token.*`apiToken`/);
  expect(fake.requests).toEqual([]);
  const shown = [
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(error),
    String(error),
  ];
  expect(shown.join('\n')).not.toContain('lEnKx');
  expect(JSON.stringify(getCloudflareError(error) ?? {})).not.toContain('lEnKx');
});

it('nor in a stream, which ends with the same error', async () => {
  const fake = fakeFetch();
  const [accountId = ''] = pasted;
  const errors: unknown[] = [];
  const { fullStream } = streamText({
    model: createCloudflare({ accountId, apiToken: 'tok', fetch: fake.fetch })('@cf/zai-org/glm-5.2'),
    prompt: 'Hi',
    onError: ({ error }) => {
      errors.push(error);
    },
  });
  for await (const part of fullStream)
    expect(inspect(part, { depth: Number.POSITIVE_INFINITY })).not.toContain('lEnKx');
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining('looks like an API token') }),
  ]);
  expect(fake.requests).toEqual([]);
});
