import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { type AnyModel, packageOf, partsOf, prompt, providerOf, type Version, versions } from './entries.ts';

const user = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });
const tools = [
  {
    type: 'function',
    name: 'weather',
    description: 'The weather',
    inputSchema: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
];
const call = { type: 'tool-call', toolCallId: 'call_1', toolName: 'weather', input: { city: 'Lisbon' } };
const result = {
  type: 'tool-result',
  toolCallId: 'call_1',
  toolName: 'weather',
  output: { type: 'text', value: 'Sunny' },
};

const conversations: readonly (readonly [name: string, options: object])[] = [
  ['a prompt', { prompt }],
  [
    'settings',
    {
      prompt: [{ role: 'system', content: 'Be brief.' }, ...prompt],
      maxOutputTokens: 100,
      seed: 1,
      topK: 3,
      frequencyPenalty: 1,
    },
  ],
  ['a call', { prompt: [user('What is the weather in Lisbon?')], tools }],
  [
    'a forced call',
    {
      prompt: [user('What is the weather in Lisbon?')],
      tools,
      toolChoice: { type: 'tool', toolName: 'weather' },
    },
  ],
  [
    'the result of a call',
    {
      prompt: [user('Weather?'), { role: 'assistant', content: [call] }, { role: 'tool', content: [result] }],
      tools,
    },
  ],
  [
    'JSON',
    {
      prompt,
      responseFormat: {
        type: 'json',
        schema: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
          additionalProperties: false,
        },
      },
    },
  ],
  [
    'options of the vendor',
    {
      prompt,
      providerOptions: {
        anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } },
        openai: { reasoningEffort: 'low', store: false },
      },
    },
  ],
  [
    'options of ours',
    { prompt, providerOptions: { cloudflare: { cacheTtl: 60, metadata: { team: 'docs' } } } },
  ],
  ['raw chunks', { prompt, includeRawChunks: true }],
];

interface Vendor {
  readonly name: 'anthropic' | 'openai';
  readonly id: string;
  readonly vendorId: string;
  readonly method: string;
}

const vendors: readonly Vendor[] = [
  {
    name: 'anthropic',
    id: 'anthropic/claude-sonnet-4.5',
    vendorId: 'claude-sonnet-4-5',
    method: 'languageModel',
  },
  { name: 'openai', id: 'openai/gpt-5', vendorId: 'gpt-5', method: 'responses' },
];

/** The same bytes for both, and what each of them sent. */
function world(version: Version, { name, id, vendorId, method }: Vendor) {
  const gateway = createLocalGateway();
  const sent: unknown[] = [];
  const answers = new Map<string, { text: string; response: Response }>();
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const body = String(init?.body);
    sent.push(body);
    const path = name === 'anthropic' ? 'anthropic/v1/messages' : 'openai/responses';
    const known = answers.get(body) ?? (await answered(path, body));
    answers.set(body, known);
    return new Response(known.text, { status: known.response.status, headers: known.response.headers });
  };
  const answered = async (path: string, body: string) => {
    const headers = {
      'content-type': 'application/json',
      'cf-aig-authorization': `Bearer ${localGatewayDefaults.apiToken}`,
    };
    const url = `https://gateway.ai.cloudflare.com/v1/${localGatewayDefaults.accountId}/default/${path}`;
    const response = await gateway.fetch(url, { method: 'POST', headers, body });
    return { text: await response.text(), response };
  };
  const alone = packageOf(version, name)({ apiKey: 'key', fetch }) as unknown as Record<
    string,
    (id: string) => AnyModel
  >;
  const direct = alone[method]?.(vendorId);
  if (direct === undefined) throw new Error(`${name} has no ${method}`);
  return { sent, direct, ours: providerOf(version, { ...localGatewayDefaults, fetch })(id) };
}

/** A result without what differs by design: our metadata, ids that are made on the way, and times. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, item) => {
      if (['headers', 'timestamp', 'request'].includes(key)) return undefined;
      if (key !== 'providerMetadata' || typeof item !== 'object' || item === null) return item;
      const { cloudflare: _, ...rest } = item;
      return Object.keys(rest).length === 0 ? undefined : rest;
    }),
  );

describe.each(versions)("the vendor's package alone and carried, specification %s", version => {
  describe.each(vendors)('$name', vendor => {
    it.each(conversations)('%s: the same body, the same result', async (name, options) => {
      const { sent, direct, ours } = world(version, vendor);
      const { providerOptions = {} } = options as { providerOptions?: Record<string, unknown> };
      const { cloudflare: _, ...theirs } = providerOptions;
      const forDirect = { ...options, providerOptions: theirs };
      const outcome = async (work: () => Promise<unknown>) =>
        work().catch(error => ({ failed: (error as { statusCode?: number }).statusCode }));
      const read = (model: AnyModel, given: object) => async () =>
        partsOf((await model.doStream(given)).stream);
      for (const run of [(model: AnyModel, given: object) => async () => model.doGenerate(given), read]) {
        sent.length = 0;
        const expected = await outcome(run(direct, forDirect));
        const actual = await outcome(run(ours, options));
        expect(sent[1], name).toBe(sent[0]);
        expect(plain(actual), name).toEqual(plain(expected));
      }
    });

    it('the same URLs of files, and the same limit of tokens', async () => {
      const { direct, ours } = world(version, vendor);
      expect(await ours.supportedUrls).toEqual(await direct.supportedUrls);
    });
  });
});
