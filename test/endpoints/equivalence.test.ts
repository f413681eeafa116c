import { type CloudflareOptions, createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { reasoningOf, textOf } from '../support/answers.ts';
import { type CallOptions, collect } from '../support/call.ts';
import { H, HI, jsonFormat, P_IN, WX } from '../support/prompts.ts';

type Endpoint = 'rest' | 'compat' | 'binding';
type Provider = ReturnType<typeof createCloudflare>;

/** The same provider on three ways; everything but the way is the same. */
function open(endpoint: Endpoint, settings: Parameters<typeof createLocalGateway>[0] = {}) {
  const gateway = createLocalGateway(settings);
  const { gatewayId } = localGatewayDefaults;
  const provider =
    endpoint === 'binding'
      ? createCloudflare({ gatewayId, binding: gateway.binding() })
      : createCloudflare({ ...localGatewayDefaults, endpoint, fetch: gateway.fetch });
  return { gateway, provider };
}

/** What a user sees of an answer, with ids that are made up anew for each call taken out. */
function seen(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item) => (key === 'toolCallId' || key === 'id' ? '(id)' : item)),
  );
}

const models: readonly (readonly [id: string, others: readonly Endpoint[]])[] = [
  ['@cf/meta/llama-3.3-70b-instruct-fp8-fast', ['rest', 'compat']],
  ['@cf/zai-org/glm-5.2', ['rest', 'compat']],
  ['openai/gpt-4o', ['rest', 'compat']],
  ['openai/gpt-5-mini', ['rest', 'compat']],
  ['anthropic/claude-haiku-4.5', ['rest', 'compat']],
  // The REST API asks Vertex AI; the gateway host and the binding ask AI Studio, which takes fewer settings.
  ['google/gemini-2.5-flash', ['compat']],
  ['xai/grok-4.5', ['rest', 'compat']],
  ['groq/llama-3.3-70b-versatile', ['rest', 'compat']],
  ['deepseek/deepseek-v4-pro', ['rest']],
  ['alibaba/qwen3-max', ['rest']],
];

const weather = 'Look up the weather in Paris.';
const ask = (text: string): CallOptions => ({
  prompt: [{ role: 'user', content: [{ type: 'text', text }] }],
});

const calls: Readonly<Record<string, CallOptions>> = {
  'a plain answer': ask('Say hello to Ada.'),
  'with settings': { ...ask('Count to ten.'), maxOutputTokens: 200, temperature: 0.5, topP: 0.9, seed: 7 },
  'a limit that is reached': { ...ask('Say hello to Ada and everybody else here.'), maxOutputTokens: 50 },
  'a tool call': { ...ask(weather), tools: [WX] },
  'a forced tool call': { ...ask('Hi'), tools: [WX], toolChoice: { type: 'tool', toolName: 'weather' } },
  'the answer after a tool call': { prompt: H, tools: [WX] },
  'an object': { ...ask('My name is Ada.'), responseFormat: jsonFormat(P_IN, 'person') },
};

async function generated(provider: Provider, gateway: LocalGateway, id: string, call: CallOptions) {
  const { content, finishReason, usage, warnings } = await provider(id).doGenerate({ prompt: HI, ...call });
  return seen({ content, finishReason, usage, warnings, asked: gateway.upstreamRequests.at(-1)?.body });
}

async function streamed(provider: Provider, gateway: LocalGateway, id: string, call: CallOptions) {
  const parts = await collect((await provider(id).doStream({ prompt: HI, ...call })).stream);
  const finish = parts.at(-1);
  return seen({
    text: textOf(parts),
    reasoning: reasoningOf(parts),
    calls: parts.filter(part => part.type === 'tool-call'),
    errors: parts.filter(part => part.type === 'error'),
    warnings: parts.flatMap(part => (part.type === 'stream-start' ? part.warnings : [])),
    ...(finish?.type === 'finish' && { finishReason: finish.finishReason, usage: finish.usage }),
    asked: gateway.upstreamRequests.at(-1)?.body,
  });
}

describe.each(models)('%s answers the same through the binding', (id, others) => {
  describe.each(Object.entries(calls))('%s', (_, call) => {
    it.each([
      ['generate', generated],
      ['stream', streamed],
    ] as const)('%s', async (_mode, run) => {
      const { provider, gateway } = open('binding');
      const binding = await run(provider, gateway, id, call);
      expect(gateway.requests.map(({ endpoint }) => endpoint)).toEqual(['binding']);
      for (const endpoint of others) {
        const other = open(endpoint);
        expect(binding, endpoint).toEqual(await run(other.provider, other.gateway, id, call));
        expect(other.gateway.requests.map(request => request.endpoint)).toEqual([endpoint]);
      }
    });
  });
});

describe('embeddings are the same', () => {
  it.each(['@cf/baai/bge-m3', '@cf/baai/bge-small-en-v1.5'])('%s', async id => {
    const values = ['sunny day', 'rainy night', 'snow'];
    const vectors = async (endpoint: Endpoint) =>
      (await open(endpoint).provider.embedding(id).doEmbed({ values })).embeddings;
    const binding = await vectors('binding');
    expect(binding).toHaveLength(3);
    expect(binding).toEqual(await vectors('rest'));
    expect(binding).toEqual(await vectors('compat'));
  });
});

/** Options by what the gateway makes of them, not by how they travel. */
describe.each(['@cf/zai-org/glm-5.2', 'openai/gpt-4o'])('options of the gateway do the same for %s', id => {
  const withOptions = (cloudflare: CloudflareOptions): CallOptions => ({
    providerOptions: { cloudflare: cloudflare as Record<string, string> },
  });

  async function effects(endpoint: Endpoint, options: CloudflareOptions, times = 1, scripted = 0) {
    const { provider, gateway } = open(endpoint, { gateways: { default: { cacheTtl: 600 } } });
    gateway.reply({ status: 500, body: { error: { message: 'x' } } }, { times: scripted });
    const answers: unknown[] = [];
    for (let call = 0; call < times; call++) {
      const result = await provider(id).doGenerate({ prompt: HI, ...withOptions(options) });
      const { cacheStatus, eventId, logId } = getCloudflareMetadata(result) ?? {};
      answers.push({
        cacheStatus,
        eventId: eventId === logId ? '(its own)' : eventId,
        logged: logId !== undefined,
      });
    }
    return {
      answers,
      attempts: gateway.upstreamRequests.length,
      logs: gateway.logs.map(({ metadata, cached, payload }) => ({
        metadata,
        cached,
        kept: payload !== undefined,
      })),
    };
  }

  it.each([
    ['nothing', {}, 2, 0, { attempts: 1 }],
    ['skipCache', { skipCache: true }, 2, 0, { attempts: 2 }],
    ['cacheKey and cacheTtl', { cacheKey: 'k', cacheTtl: 60 }, 2, 0, { attempts: 1 }],
    ['metadata', { metadata: { team: 'Åse', n: 1, ok: false } }, 1, 0, { attempts: 1 }],
    ['collectLog', { collectLog: false }, 1, 0, { logs: [] }],
    ['eventId', { eventId: 'order-1' }, 1, 0, { attempts: 1 }],
    ['retries', { retries: { maxAttempts: 3, retryDelayMs: 1, backoff: 'linear' } }, 1, 2, { attempts: 3 }],
    ['requestTimeoutMs', { requestTimeoutMs: 1000 }, 1, 0, { attempts: 1 }],
  ] as const)('%s', async (_, options, times, scripted, expected) => {
    const binding = await effects('binding', options, times, scripted);
    expect(binding).toMatchObject(expected);
    expect(binding).toEqual(await effects('rest', options, times, scripted));
    expect(binding).toEqual(await effects('compat', options, times, scripted));
  });
});
