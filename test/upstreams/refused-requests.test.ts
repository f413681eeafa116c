import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { collect } from '../support/call.ts';
import { HI } from '../support/prompts.ts';
import { bareBody, type RefusedRequest, refusedRequests } from './refused-requests.ts';

const slugs = [
  'mistral',
  'cerebras',
  'cohere',
  'perplexity-ai',
  'perplexity',
  'fireworks',
  'google-ai-studio',
  'openrouter',
];
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-key-local' }]));

function connect({ compat }: RefusedRequest) {
  const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
  const { apiToken, ...account } = localGatewayDefaults;
  const token = compat ? { gatewayToken: apiToken } : { apiToken };
  return { gateway, cloudflare: createCloudflare({ ...account, ...token, fetch: gateway.fetch }) };
}

/** What the upstream says to the request as others send it, on the way that ours takes. */
async function refusalOf(request: RefusedRequest): Promise<{ status: number; text: string }> {
  const { gateway, cloudflare } = connect(request);
  const { url, body } = await cloudflare.explain(request.model);
  const { model } = body as { model: string };
  const bare = await bareBody(model, request.call);
  const sent = request.patch?.(bare) ?? bare;
  const authorization = `Bearer ${localGatewayDefaults.apiToken}`;
  const headers = new Headers({ 'content-type': 'application/json', 'cf-aig-gateway-id': 'default' });
  headers.set(url.includes('/client/v4/') ? 'authorization' : 'cf-aig-authorization', authorization);
  const response = await gateway.fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) });
  return { status: response.status, text: await response.text() };
}

describe.each(refusedRequests)('$label: $model ($seen)', request => {
  it('is refused as others send it', async () => {
    const { status, text } = await refusalOf(request);
    expect(text).toMatch(request.refusal);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each(['generate', 'stream'])('is answered as we send it (%s)', async mode => {
    const model = connect(request).cloudflare(request.model);
    const call = { prompt: HI, ...request.call };
    if (mode === 'generate') expect((await model.doGenerate(call)).finishReason).toMatch(/stop|tool-calls/);
    else {
      const parts = await collect((await model.doStream(call)).stream);
      expect(parts.at(-1)).toMatchObject({
        type: 'finish',
        finishReason: expect.stringMatching(/stop|tool-calls/),
      });
    }
  });
});
