import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { completion, eventStream } from '../support/fake-fetch.ts';
import { thinned } from '../support/scale.ts';
import { FIRST, type Mode, modes } from './support.ts';

const creates = { v2: createV2, v3: createV3, v4: createV4 };
type Version = keyof typeof creates;

const seconds = [
  'openai/gpt-5.1',
  'anthropic/claude-sonnet-4-5',
  'google-ai-studio/gemini-2.5-pro',
  'groq/openai/gpt-oss-20b',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  '@cf/openai/gpt-oss-120b',
  '@cf/zai-org/glm-5.2',
  'mistral/mistral-large-latest',
  'deepseek/deepseek-reasoner',
  'grok/grok-4',
  'cohere/command-a-03-2025',
  'perplexity/sonar',
  'cerebras/gpt-oss-120b',
  'openrouter/openai/gpt-4o',
];

const schema = {
  type: 'object',
  properties: {
    city: { type: 'string', pattern: '^a', minLength: 2 },
    count: { type: ['number', 'null'] },
    others: { type: 'object', additionalProperties: { type: 'string' } },
  },
  required: ['city'],
};
const tools = [{ type: 'function', name: 'weather', description: 'The weather', inputSchema: schema }];

const calls: Readonly<Record<string, object>> = {
  'a conversation': {},
  tools: { tools, toolChoice: { type: 'auto' } },
  'a tool that is required': { tools, toolChoice: { type: 'tool', toolName: 'weather' } },
  'a schema': { responseFormat: { type: 'json', schema, name: 'out' } },
  JSON: { responseFormat: { type: 'json' } },
  settings: {
    temperature: 0.3,
    topP: 0.9,
    topK: 5,
    seed: 1,
    stopSequences: ['x'],
    frequencyPenalty: 0.1,
    maxOutputTokens: 50,
  },
  'options of ours': {
    providerOptions: {
      cloudflare: { cacheTtl: 60, metadata: { a: 'b' }, collectLog: false, reasoningEffort: 'low' },
      openai: { user: 'u' },
    },
  },
};

/** Models that refuse pictures. */
const blind = /deepseek|cerebras|@cf/;

const promptOf = (version: Version, id: string): readonly object[] => {
  const picture = 'iVBORw0KGgo=';
  const data = version === 'v4' ? { type: 'data', data: picture } : picture;
  const callOf = { toolCallId: 'call_1', toolName: 'weather' };
  return [
    { role: 'system', content: 'Be short.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        ...(blind.test(id) ? [] : [{ type: 'file', mediaType: 'image/png', data }]),
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm' },
        { type: 'tool-call', ...callOf, input: { city: 'a' } },
      ],
    },
    {
      role: 'tool',
      content: [{ type: 'tool-result', ...callOf, output: { type: 'json', value: { degrees: 1 } } }],
    },
    { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
  ];
};

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Model {
  readonly modelId: string;
  doGenerate(options: object): Promise<{ readonly warnings: unknown; readonly providerMetadata: unknown }>;
  doStream(options: object): Promise<{ readonly stream: ReadableStream<Record<string, unknown>> }>;
}

/** A provider whose first requests fail. */
function wireOf(version: Version, endpoint: string, failing: number) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = JSON.parse(String(init?.body));
    sent.push({ url: String(url), headers: Object.fromEntries(new Headers(init?.headers)), body });
    if (sent.length <= failing) return Response.json({ error: { message: 'Down.' } }, { status: 503 });
    const headers = { 'cf-aig-log-id': 'L1', ...(Array.isArray(body) && { 'cf-aig-step': '1' }) };
    const streams: unknown = (Array.isArray(body) ? body[1].query : body).stream;
    return streams ? eventStream('Hello', headers) : completion('Hello', headers);
  };
  const provider = creates[version]({ ...connected, endpoint, fetch } as never) as unknown as {
    (id: string): Model;
    fallback(models: readonly string[], options?: object): Model;
  };
  return { provider, sent };
}

/** What a call warns of and reports. */
async function told(model: Model, version: Version, mode: Mode, options: object) {
  const call = { prompt: promptOf(version, model.modelId), providerOptions: {}, ...options };
  let [warnings, metadata]: unknown[] = [];
  if (mode === 'generate') ({ warnings, providerMetadata: metadata } = await model.doGenerate(call));
  else
    for await (const part of (await model.doStream(call)).stream) {
      if (part.type === 'stream-start') warnings = part.warnings;
      if (part.type === 'finish') metadata = part.providerMetadata;
    }
  const { trace, ...facts } = Object(metadata).cloudflare;
  return { warnings, trace, facts };
}

const inGateway = ['anthropic', 'cohere'];
const cells = Object.keys(calls).flatMap(name => modes.map(mode => ({ name, mode })));

describe.each(['v2', 'v3', 'v4'] as const)('the second leg, specification %s', version => {
  it.each(thinned(seconds, cells, 5))('%s is called as it would be alone', async (id, some) => {
    for (const { name, mode } of some) {
      const options = calls[name] ?? {};
      const alone = wireOf(version, 'auto', 0);
      const expected = await told(alone.provider(id), version, mode, options);
      const wire = wireOf(version, 'auto', 1);
      const seen = await told(wire.provider.fallback([FIRST, id]), version, mode, options);
      expect(wire.sent).toHaveLength(2);
      expect(wire.sent[1]).toEqual(alone.sent[0]);
      expect(seen).toMatchObject({ warnings: expected.warnings, facts: expected.facts });
      expect(seen.trace).toMatchObject([{ outcome: 'failed' }, { modelId: id, outcome: 'answered' }]);
    }
  });

  it.each(thinned(seconds, cells, 5))('%s has the body in a list that it has alone', async (id, some) => {
    for (const { name, mode } of some) {
      const options = calls[name] ?? {};
      const alone = wireOf(version, inGateway.includes(id.split('/')[0] ?? '') ? 'compat' : 'native', 0);
      const expected = await told(alone.provider(id), version, mode, options);
      const wire = wireOf(version, 'auto', 0);
      const model = wire.provider.fallback([FIRST, id], { mode: 'server' });
      const seen = await told(model, version, mode, options);
      expect(wire.sent).toHaveLength(1);
      expect(Object(wire.sent[0]?.body)[1].query).toEqual(alone.sent[0]?.body);
      expect(seen.warnings).toEqual(expect.arrayContaining(expected.warnings as unknown[]));
      expect(seen.facts).toMatchObject({ logId: 'L1', step: 1 });
      expect(seen.trace.at(-1)).toMatchObject({ modelId: id, outcome: 'answered' });
    }
  });
});
