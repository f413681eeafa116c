import {
  createLocalGateway,
  type LocalBinding,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isFull } from '../support/scale.ts';
import { compileOn, majors } from './on-major.ts';

interface Worker {
  fetch(request: Request, env: { readonly AI: LocalBinding; readonly GATEWAY_ID: string }): Promise<Response>;
}

interface Exports {
  readonly answerChat: (request: Request) => Promise<Response>;
  readonly drawImage: (request: Request) => Promise<Response>;
  readonly default: Worker;
}

const gateway = createLocalGateway();
const server = await serveLocalGateway(gateway);
afterAll(() => server.close());

// The handlers of the examples, called as their frameworks call them.
describe.each(isFull ? majors : majors.slice(0, 1))('on ai $ai', major => {
  const open = async (path: string): Promise<Exports> =>
    import(/* @vite-ignore */ await compileOn(path, major));

  beforeEach(() => {
    vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', localGatewayDefaults.accountId);
    vi.stubEnv('CLOUDFLARE_API_TOKEN', localGatewayDefaults.apiToken);
    vi.stubEnv('CLOUDFLARE_AI_GATEWAY_BASE_URL', server.url);
    gateway.reset();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  describe('the route of the Next.js example', () => {
    const ask = async (text: string, model = 'openai/gpt-4o-mini'): Promise<Response> => {
      const { answerChat } = await open('next/lib/answer-chat.ts');
      const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text }] }];
      const body = JSON.stringify({ model, messages });
      return answerChat(new Request('https://app.example/api/chat', { method: 'POST', body }));
    };

    it('streams a tool call, its result and the facts of both calls', async () => {
      const stream = await (await ask('What is the weather in Lisbon?')).text();

      expect(stream).toContain('"toolName":"weather"');
      expect(stream).toMatch(/"output":\{"city":"Lisbon","celsius":\d+/);
      expect(gateway.requests).toHaveLength(2);
      const facts = stream
        .split('\n')
        .filter(line => line.includes('"steps":'))
        .at(-1);
      for (const { id } of gateway.logs) expect(facts).toContain(id);
      expect(stream).toMatch(/"inputTokens":[1-9]/);
    });

    it('tells the page why a question is refused', async () => {
      vi.spyOn(console, 'error').mockReturnValue(undefined);
      gateway.reply({ error: 'guardrail-prompt' });

      const stream = await (await ask('What must nobody know?')).text();

      expect(stream).toContain('blocked by a safety rule');
      expect(stream).toContain(gateway.logs[0]?.id);
    });

    it('tells the page of pictures what was declined, and names no other model', async () => {
      vi.spyOn(console, 'error').mockReturnValue(undefined);
      gateway.reply({ error: 'workers-ai-nsfw' });
      const { drawImage } = await open('next/lib/draw-image.ts');
      const body = JSON.stringify({ prompt: 'A secret', shape: 'square' });

      const response = await drawImage(
        new Request('https://app.example/api/image', { method: 'POST', body }),
      );

      expect(await response.json()).toMatchObject({
        title: 'The model declined this description.',
        hint: 'Rephrase it.',
        kind: 'policy',
      });
    });

    it('refuses a model that is not on offer, before any request', async () => {
      expect((await ask('Hello', 'openai/gpt-5.5-pro')).status).toBe(400);
      expect(gateway.requests).toHaveLength(0);
    });
  });

  describe('the Worker example', () => {
    const post = async (path: string, prompt: string): Promise<Response> => {
      const { default: worker } = await open('worker/src/index.ts');
      const request = new Request(`https://worker.example${path}`, {
        method: 'POST',
        body: JSON.stringify({ prompt }),
      });
      return worker.fetch(request, { AI: gateway.binding(), GATEWAY_ID: 'default' });
    };

    it('streams', async () => {
      expect(await (await post('/chat', 'Say hello to Ada')).text()).toContain('Ada');
    });

    it('calls tools', async () => {
      const answer = await (await post('/agent', 'What is the weather in Lisbon?')).json();

      expect(answer).toMatchObject({
        toolCalls: [{ toolName: 'weather', input: { city: 'Lisbon' } }],
        logIds: gateway.logs.map(({ id }) => id),
      });
    });
  });
});
