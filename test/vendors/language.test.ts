import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { partsOf, prompt, providerOf, textOf, versions } from './entries.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const local = { ...localGatewayDefaults, fetch: gateway.fetch };

const models = [
  ['anthropic/claude-sonnet-4.5', 'messages', 'anthropic/v1/messages', 'claude-sonnet-4-5'],
  ['openai/gpt-5-codex', 'responses', 'openai/responses', 'gpt-5-codex'],
] as const;

const ways = [
  ['native', 'native', local],
  ['rest', 'rest', { ...local, endpoint: 'rest' }],
  ['binding', 'binding', { gatewayId: 'default', binding: gateway.binding() }],
] as const;

describe.each(versions)('language models of specification %s', version => {
  describe.each(models)('%s', (id, wire, path, vendorId) => {
    it.each(ways)('on %s: generates and streams, with metadata', async (_, endpoint, settings) => {
      const model = providerOf(version, settings)(id);
      expect(model).toMatchObject({
        specificationVersion: version,
        modelId: id,
        provider: `cloudflare.${wire}`,
      });
      const result = await model.doGenerate({ prompt });
      expect(textOf(result)).toBe('Hello! You said: "Hi"');
      expect(getCloudflareMetadata(result)).toMatchObject({
        endpoint,
        gatewayId: 'default',
        logId: expect.any(String),
        usage: expect.any(Object),
      });
      const { stream } = await model.doStream({ prompt });
      const parts = await partsOf(stream);
      expect(
        parts
          .filter(({ type }) => type === 'text-delta')
          .map(({ delta }) => delta)
          .join(''),
      ).toBe(textOf(result));
      const finish = parts.at(-1);
      expect(finish).toMatchObject({ type: 'finish', finishReason: result.finishReason });
      expect(getCloudflareMetadata(finish as never)).toMatchObject({
        endpoint,
        logId: expect.any(String),
        usage: expect.any(Object),
      });
    });

    it('goes to the path of its vendor with the id of its vendor, and to REST with that of the catalogue', async () => {
      const native = await providerOf(version, local).explain(id);
      expect([native.url, native.body.model]).toEqual([
        `https://gateway.ai.cloudflare.com/v1/${local.accountId}/default/${path}`,
        vendorId,
      ]);
      const rest = await providerOf(version, { ...local, endpoint: 'rest' }).explain(id);
      expect([rest.url, rest.body.model]).toEqual([
        `https://api.cloudflare.com/client/v4/accounts/${local.accountId}/ai/v1/${wire}`,
        id,
      ]);
      expect(gateway.requests).toEqual([]);
    });

    it('is chat completions with `chat`, with `wire` and where the endpoint carries no other', async () => {
      const chatId = wire === 'responses' ? 'openai/gpt-5' : id;
      const provider = providerOf(version, local);
      expect(provider.chat(chatId).provider).toBe('cloudflare.chat');
      expect(providerOf(version, { ...local, wire: 'chat' })(chatId).provider).toBe('cloudflare.chat');
      const compat = providerOf(version, { ...local, endpoint: 'compat' })(chatId);
      expect(compat.provider).toBe('cloudflare.chat');
      await compat.doGenerate({ prompt });
      expect(gateway.requests.at(-1)?.path).toMatch(/\/compat\/chat\/completions$/);
    });

    it('turns the failures of the gateway and of the vendor into typed errors', async () => {
      const model = providerOf(version, local)(id);
      gateway.reply({ error: 'spend-limit' });
      expect(getCloudflareError(await model.doGenerate({ prompt }).catch(error => error))).toMatchObject({
        kind: 'spend-limit',
        modelId: id,
        endpoint: 'native',
      });
      gateway.reply({
        status: 429,
        body: { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } },
      });
      const error = await model.doStream({ prompt }).catch(reason => reason);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'rate-limit', retryable: true });
      expect(error).toMatchObject({ isRetryable: true, statusCode: 429 });
    });
  });
});
