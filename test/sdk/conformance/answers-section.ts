import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { answerOf, chunkOf, events } from '../../support/answers.ts';
import { collect } from '../../support/call.ts';
import { HI } from '../../support/prompts.ts';
import { modes, played, type Section, tell } from './section.ts';

/** A message as a whole answer or as a stream, whichever was asked for. */
function answering(message: object, finish: string | null, rest: object = {}, headers = {}) {
  return ({ body }: { readonly body: Readonly<Record<string, unknown>> }): Response =>
    body.stream === true
      ? events([chunkOf(message), chunkOf({}, finish, rest)], { headers })
      : Response.json(answerOf(message, finish, rest), { headers });
}

const usage = {
  prompt_tokens: 10,
  completion_tokens: 7,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
  completion_tokens_details: { reasoning_tokens: 3 },
  neurons: 1.5,
};

/** What answers say. */
export const answersSection: Section = (pair, test) => {
  const { specificationVersion } = pair;
  const told = (answer: Parameters<typeof played>[1], call: object, mode: (typeof modes)[number]) =>
    tell(pair, { model: played(pair, answer).cloudflare('openai/gpt-4o'), ...call }, mode);

  for (const mode of modes) {
    test(`text, finish reason and metadata (${mode})`, async () => {
      const headers = { 'cf-aig-log-id': 'L1' };
      const result = await told(answering({ content: 'Hello' }, 'stop', { usage }, headers), {}, mode);
      expect(result).toMatchObject({ text: 'Hello', finishReason: 'stop', kinds: [] });
      expect(getCloudflareMetadata(result.metadata)).toMatchObject({ logId: 'L1', endpoint: 'rest', usage });
    });

    test(`token counts (${mode})`, async () => {
      const result = await told(answering({ content: 'Hello' }, 'stop', { usage }), {}, mode);
      expect(result.usage).toMatchObject({ inputTokens: 10, outputTokens: 7, totalTokens: 17 });
    });

    test(`token details (${mode})`, async () => {
      const result = await told(answering({ content: 'Hello' }, 'stop', { usage }), {}, mode);
      expect(result.usage.inputTokenDetails).toEqual({
        noCacheTokens: 5,
        cacheReadTokens: 4,
        cacheWriteTokens: 1,
      });
      expect(result.usage.outputTokenDetails).toEqual({ textTokens: 4, reasoningTokens: 3 });
      expect(result.usage.raw).toEqual(usage);
    });

    test(`raw finish reason (${mode})`, async () => {
      const result = await told(answering({ content: 'Hello' }, 'model_length'), {}, mode);
      expect(result).toMatchObject({ finishReason: 'length', rawFinishReason: 'model_length' });
    });

    test(`reasoning before text (${mode})`, async () => {
      const result = await told(answering({ content: 'Hello', reasoning_content: 'Hm' }, 'stop'), {}, mode);
      expect(result).toMatchObject({ text: 'Hello', reasoning: 'Hm' });
      const types = result.steps[0].content.map((part: { type: string }) => part.type);
      expect(types).toEqual(['reasoning', 'text']);
    });

    test(`a refusal, told once (${mode})`, async () => {
      const result = await told(answering({ content: null, refusal: 'I cannot.' }, 'stop'), {}, mode);
      expect(result).toMatchObject({ text: 'I cannot.', finishReason: 'content-filter' });
    });

    test(`a refusal after text, told once (${mode})`, async () => {
      const pieces = [{ content: 'Well. ' }, { refusal: 'I ' }, { refusal: 'cannot.' }];
      const chunks = [...pieces.map(piece => chunkOf(piece)), chunkOf({}, 'stop')];
      const whole = answerOf({ content: 'Well. ', refusal: 'I cannot.' }, 'stop');
      const answer = () => (mode === 'stream' ? events(chunks) : Response.json(whole));
      const result = await told(answer, {}, mode);
      expect(result).toMatchObject({ text: 'Well. I cannot.', finishReason: 'content-filter' });
    });

    test(`sources, once each (${mode})`, async () => {
      const annotations = [
        { type: 'url_citation', url_citation: { url: 'https://example.com/a', title: 'A' } },
      ];
      const result = await told(answering({ content: 'Hello', annotations }, 'stop'), {}, mode);
      expect(result.sources).toMatchObject([{ sourceType: 'url', url: 'https://example.com/a', title: 'A' }]);
    });

    test(`what was left out, in the words of the specification (${mode})`, async () => {
      const { warnings } = await told(answering({ content: 'Hello' }, 'stop'), { topK: 3 }, mode);
      expect(warnings).toEqual([
        specificationVersion === 'v2'
          ? { type: 'unsupported-setting', setting: 'topK' }
          : { type: 'unsupported', feature: 'topK' },
      ]);
    });

    test(`what was done in another way, in the words of the specification (${mode})`, async () => {
      const { cloudflare } = played(pair, answering({ content: 'Hello' }, 'stop'));
      const providerOptions = { cloudflare: { reasoningEffort: 'xhigh' } };
      const model = cloudflare('groq/openai/gpt-oss-20b');
      const { warnings } = await tell(pair, { model, providerOptions }, mode);
      expect(warnings).toEqual([
        specificationVersion === 'v2'
          ? { type: 'other', message: expect.stringMatching(/^reasoningEffort: .*"high" was sent/) }
          : {
              type: 'compatibility',
              feature: 'reasoningEffort',
              details: expect.stringContaining('"high" was sent'),
            },
      ]);
    });
  }

  test('anything else that has to be said, as text', async () => {
    const call = JSON.stringify({ name: 'pay', arguments: { sum: 1 } });
    const { cloudflare } = played(pair, answering({ content: call }, 'stop'));
    const result = await cloudflare('@cf/openai/gpt-oss-20b').doGenerate({
      prompt: HI,
      maxOutputTokens: 99,
      tools: [{ type: 'function', name: 'pay', inputSchema: { type: 'object', properties: {} } }],
      toolChoice: { type: 'required' },
    });
    expect(result.warnings).toEqual([
      { type: 'other', message: expect.stringContaining('tool call written as text') },
    ]);
  });

  test('raw chunks, as they were sent', async () => {
    const chunks = [chunkOf({ content: 'Hel' }), chunkOf({ content: 'lo' }), chunkOf({}, 'stop')];
    const { cloudflare } = played(pair, () => events(chunks));
    const { stream } = await cloudflare('openai/gpt-4o').doStream({ prompt: HI, includeRawChunks: true });
    const parts: { type: string; rawValue?: unknown }[] = await collect(stream);
    expect(parts.filter(({ type }) => type === 'raw').map(({ rawValue }) => rawValue)).toEqual(chunks);
  });

  test('the model that a router picked', async () => {
    const headers = { 'cf-aig-model': 'gpt-4o-mini', 'cf-aig-provider': 'openai' };
    const { cloudflare } = played(pair, answering({ content: 'Hello' }, 'stop', {}, headers));
    const result = await tell(pair, { model: cloudflare('dynamic/support') }, 'generate');
    expect(getCloudflareMetadata(result.metadata)).toMatchObject({
      provider: 'openai',
      model: 'gpt-4o-mini',
    });
  });
};
