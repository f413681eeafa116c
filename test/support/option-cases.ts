import type { CloudflareOptions } from 'ai-sdk-provider-cloudflare';
import { casesOf, exampleOf, type OptionName, optionNames, plainHeaders } from './option-example.ts';

/** What becomes of an option on one endpoint. */
export type Outcome =
  /** Sent, with exactly these headers or body fields. */
  | { readonly headers?: Readonly<Record<string, string>>; readonly body?: object; readonly url?: RegExp }
  /** Not sent, and the result says so. */
  | { readonly warning: RegExp }
  /** Sent, and the result says that it may not be honoured. */
  | { readonly headers: Readonly<Record<string, string>>; readonly warning: RegExp }
  /** Refused before the request. */
  | { readonly error: RegExp };

export interface OptionCase {
  readonly options: CloudflareOptions;
  readonly rest: Outcome;
  readonly compat: Outcome;
  readonly native: Outcome;
  /** Where embeddings differ from chat. */
  readonly embed?: Outcome;
  /** What embeddings do with it is in test/kinds/vectors.test.ts. */
  readonly embedsElsewhere?: true;
  /** A model that the option is for, where the usual ones are not; then only its endpoints are tried. */
  readonly model?: string;
}

const sent = (name: string, value: string): Outcome => ({ headers: { [name]: value } });
const everywhere = (options: CloudflareOptions, outcome: Outcome): OptionCase => ({
  options,
  rest: outcome,
  compat: outcome,
  native: outcome,
});
const header = (options: CloudflareOptions, name: string, value: string): OptionCase =>
  everywhere(options, sent(name, value));
const body = (options: CloudflareOptions, fields: object): OptionCase =>
  everywhere(options, { body: fields });

/** The REST page does not document these; they are sent there with a warning. */
const undocumentedOnRest = (options: CloudflareOptions, headers: Record<string, string>): OptionCase => ({
  options,
  rest: { headers, warning: /not documented for the REST API.*it was sent anyway/ },
  compat: { headers },
  native: { headers },
});

const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentSpanId: '00f067aa0ba902b7' };
const onlyRouter = /only `cloudflare\/auto`/;
const router = 'cloudflare/auto';
const chatOnly: Outcome = { warning: /it is for chat models/ };

/** Every value that matters, from the contract (§4) and the architecture (§1), by hand. */
const byHand: { readonly [NAME in OptionName]?: readonly OptionCase[] } = {
  cacheTtl: [
    header({ cacheTtl: 3600 }, 'cf-aig-cache-ttl', '3600'),
    header({ cacheTtl: 60 }, 'cf-aig-cache-ttl', '60'),
  ],
  cacheKey: [header({ cacheKey: 'k 1' }, 'cf-aig-cache-key', 'k 1')],
  skipCache: [
    header({ skipCache: true }, 'cf-aig-skip-cache', 'true'),
    header({ skipCache: false }, 'cf-aig-skip-cache', 'false'),
  ],
  metadata: [
    header(
      { metadata: { team: 'AI', n: 1, zero: 0, ok: false, big: 10n as never } },
      'cf-aig-metadata',
      '{"team":"AI","n":1,"zero":0,"ok":false,"big":"10"}',
    ),
  ],
  collectLog: [
    header({ collectLog: false }, 'cf-aig-collect-log', 'false'),
    header({ collectLog: true }, 'cf-aig-collect-log', 'true'),
  ],
  collectLogPayload: [header({ collectLogPayload: false }, 'cf-aig-collect-log-payload', 'false')],
  eventId: [undocumentedOnRest({ eventId: 'e1' }, { 'cf-aig-event-id': 'e1' })],
  requestTimeoutMs: [header({ requestTimeoutMs: 30_000 }, 'cf-aig-request-timeout', '30000')],
  // Nothing of it leaves the client: test/answer/calls-in-text.test.ts.
  repairToolCalls: [everywhere({ repairToolCalls: false }, {})],
  // Nothing of it leaves the client: test/request/timeouts.test.ts.
  timeouts: [everywhere({ timeouts: { firstByteMs: 30_000, idleMs: 15_000 } }, {})],
  retries: [
    everywhere(
      { retries: { maxAttempts: 3, retryDelayMs: 0, backoff: 'exponential' } },
      {
        headers: {
          'cf-aig-max-attempts': '3',
          'cf-aig-retry-delay': '0',
          'cf-aig-backoff': 'exponential',
        },
      },
    ),
    header({ retries: { retryDelayMs: 60_000 } }, 'cf-aig-retry-delay', '60000'),
  ],
  byokAlias: [
    {
      options: { byokAlias: 'prod' },
      rest: { error: /REST API.*the stored key/ },
      compat: {
        headers: { 'cf-aig-byok-alias': 'prod' },
        warning: /not documented for compat.*it was sent anyway/,
      },
      native: sent('cf-aig-byok-alias', 'prod'),
    },
    {
      options: { byokAlias: { openai: 'prod', groq: 'other' } },
      rest: { error: /REST API/ },
      compat: { headers: { 'cf-aig-byok-alias': 'prod' }, warning: /not documented for compat/ },
      native: sent('cf-aig-byok-alias', 'prod'),
    },
  ],
  requireProviderCredentials: [
    header({ requireProviderCredentials: true }, 'cf-aig-no-wholesale', 'true'),
    header({ requireProviderCredentials: false }, 'cf-aig-no-wholesale', 'false'),
  ],
  zdr: [header({ zdr: true }, 'cf-aig-zdr', 'true'), header({ zdr: false }, 'cf-aig-zdr', 'false')],
  customCost: [
    undocumentedOnRest(
      {
        customCost: { perTokenIn: 0.000001, perTokenOut: 0, perCacheReadToken: 1e-7, perCacheWriteToken: 2 },
      },
      {
        'cf-aig-custom-cost':
          '{"per_token_in":0.000001,"per_token_out":0,"per_cache_read_token":1e-7,"per_cache_write_token":2}',
      },
    ),
    undocumentedOnRest({ customCost: { total: 0.02 } }, { 'cf-aig-custom-cost': '{"total_cost":0.02}' }),
  ],
  otel: [
    undocumentedOnRest(
      { otel: trace },
      { 'cf-aig-otel-trace-id': trace.traceId, 'cf-aig-otel-parent-span-id': trace.parentSpanId },
    ),
  ],
  autoRouter: [
    everywhere({ autoRouter: { sessionId: 's' } }, { warning: onlyRouter }),
    everywhere({ autoRouter: { models: ['anthropic/*'] } }, { error: onlyRouter }),
    everywhere({ autoRouter: { providers: ['openai'] } }, { error: onlyRouter }),
    {
      model: router,
      ...everywhere(
        {
          autoRouter: {
            sessionId: 's',
            turnId: 't',
            affinity: false,
            models: ['a/*', 'b/c'],
            providers: ['openai'],
          },
        },
        {
          headers: {
            'cf-aig-session-id': 's',
            'cf-aig-turn-id': 't',
            'cf-aig-no-session-affinity': 'true',
            'cf-aig-allowed-models': 'a/*,b/c',
            'cf-aig-allowed-providers': 'openai',
          },
        },
      ),
    },
  ],
  sessionAffinity: [
    everywhere({ sessionAffinity: 's1' }, { warning: /only Workers AI on the REST API/ }),
    {
      model: '@cf/zai-org/glm-5.2',
      options: { sessionAffinity: 's1' },
      rest: sent('x-session-affinity', 's1'),
      compat: { warning: /REST API/ },
      native: { warning: /REST API/ },
    },
  ],
  rejectIfBusy: [
    everywhere({ rejectIfBusy: true }, { warning: /only Workers AI on the REST API/ }),
    {
      model: '@cf/zai-org/glm-5.2',
      options: { rejectIfBusy: false },
      rest: { body: { options: { rejectIfBusy: false } } },
      compat: { warning: /REST API/ },
      native: { warning: /REST API/ },
    },
  ],
  tags: [everywhere({ tags: ['team:docs'] }, { warning: /only the binding's `run` reads it/ })],
  gatewayId: [
    {
      options: { gatewayId: 'other' },
      rest: sent('cf-aig-gateway-id', 'other'),
      compat: { url: /\/other\/compat\// },
      native: { url: /\/other\/openai\// },
    },
  ],
  reasoningEffort: [
    { ...body({ reasoningEffort: 'low' }, { reasoning_effort: 'low' }), model: 'openai/o3', embed: chatOnly },
    {
      ...body({ reasoningEffort: null }, { reasoning_effort: 'none' }),
      model: '@cf/zai-org/glm-5.2',
      embed: chatOnly,
    },
    {
      ...everywhere({ reasoningEffort: 'low' }, { warning: /does not accept "low"/ }),
      embed: chatOnly,
    },
  ],
  textVerbosity: [{ ...body({ textVerbosity: 'low' }, { verbosity: 'low' }), embed: chatOnly }],
  user: [{ ...body({ user: 'u1' }, { user: 'u1' }), embed: { body: { user: 'u1' } } }],
  promptCacheKey: [
    {
      ...body({ promptCacheKey: 'chat-1' }, { prompt_cache_key: 'chat-1' }),
      model: 'openai/gpt-4o',
      embed: chatOnly,
    },
    {
      ...everywhere({ promptCacheKey: 'chat-1' }, { warning: /promptCacheKey.*no such field/ }),
      model: '@cf/zai-org/glm-5.2',
      embed: chatOnly,
    },
  ],
  parallelToolCalls: [
    { ...body({ parallelToolCalls: false }, { parallel_tool_calls: false }), embed: chatOnly },
    { ...body({ parallelToolCalls: true }, { parallel_tool_calls: true }), embed: chatOnly },
  ],
  // What it does is a matter of schemas, which have a suite of their own.
  schemaRewriting: [{ ...body({ schemaRewriting: false }, {}), embed: chatOnly }],
  dimensions: [
    {
      ...everywhere({ dimensions: 512 }, { warning: /applies to embeddings only/ }),
      embed: { body: { dimensions: 512 } },
    },
  ],
  ...Object.fromEntries(
    Object.entries({
      image: { negativePrompt: 'dogs', steps: 8, guidance: 7.5, strength: 0.5, image: 'aW1n', mask: 'aW1n' },
      speech: { container: 'wav', sampleRate: 24_000, bitRate: 48_000 },
      transcription: { language: 'en', prompt: 'Cloudflare' },
      'Workers AI embedding': { pooling: 'cls', inputType: 'query', instruction: 'Find it.', queue: true },
    }).flatMap(([kind, options]) =>
      Object.entries(options).map(([name, value]) => [
        name,
        [
          {
            ...everywhere({ [name]: value }, { warning: new RegExp(`it is for ${kind} models`) }),
            ...(kind === 'Workers AI embedding' && { embedsElsewhere: true as const }),
          },
        ],
      ]),
    ),
  ),
  extraBody: [
    {
      ...body(
        { extraBody: { chat_template_kwargs: { enable_thinking: false }, temperature: 2 } },
        { chat_template_kwargs: { enable_thinking: false }, temperature: 2 },
      ),
    },
  ],
};

/** The cases of every option. One that is nothing but a header needs none by hand. */
export const optionCases: { readonly [name: string]: readonly OptionCase[] } = casesOf(
  byHand,
  optionNames,
  name => [everywhere(exampleOf(name), { headers: plainHeaders(name) })],
);
