import { asciiJson } from '../../json-values.ts';
import { aFlag, matching } from '../../settings/check.ts';
import { timeouts } from '../../settings/setting-table.ts';
import { snakeCase } from '../../wire/fields.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import { mediaOptions } from './media-options.ts';
import {
  amount,
  anEffort,
  areTags,
  count,
  filled,
  gatewayOrNone,
  headerText,
  isByUpstream,
  isExtraBody,
  isText,
  metadataProblem,
  names,
} from './option-checks.ts';
import {
  aliasOf,
  autoRouterLimitation,
  byokLimitation,
  credentialsLimitation,
  logLimitation,
  noLimitation,
  onlyRun,
  onlyWorkersAI,
  payloadLimitation,
  undocumentedOnRest,
  undocumentedOnRestAndRun,
  zdrLimitation,
} from './option-limitations.ts';
import type { OptionTable } from './option-row.ts';

/**
 * One row for each option; a missing row, or one of the wrong type, does not compile. Names, ranges and defaults:
 * https://developers.cloudflare.com/ai-gateway/glossary/ (2026-10). Whether REST honours a header:
 * https://developers.cloudflare.com/ai-gateway/usage/rest-api/ (2026-09). What the binding has options for:
 * https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/, and for `eventId`, `requestTimeoutMs`
 * and `retries` the type `GatewayOptions` of @cloudflare/workers-types 4.20260702.1 (2026-07).
 */
export const optionTable: OptionTable<keyof CloudflareOptions> = {
  cacheTtl: {
    is: [60, 2_592_000],
    example: '3600',
    problem: () => 'in seconds; to bypass the cache, use `skipCache: true`',
    headers: { 'cf-aig-cache-ttl': { text: 'JSON' } },
  },
  cacheKey: {
    is: headerText,
    headers: { 'cf-aig-cache-key': { text: 'plain' } },
  },
  skipCache: {
    is: aFlag,
    limitation: noLimitation,
    headers: { 'cf-aig-skip-cache': { text: 'JSON' } },
  },
  metadata: {
    expects: 'at most five strings, numbers or booleans by name, or their JSON text',
    example: "{ team: 'docs' }",
    accepts: value => metadataProblem(value) === undefined,
    problem: metadataProblem,
    merges: true,
    headers: {
      'cf-aig-metadata': {
        write: value => {
          const json = asciiJson({ ...Object(value) });
          return json === '{}' ? undefined : json;
        },
        text: 'JSON',
      },
    },
  },
  collectLog: {
    is: aFlag,
    limitation: logLimitation,
    headers: { 'cf-aig-collect-log': { text: 'JSON' } },
  },
  collectLogPayload: {
    is: aFlag,
    limitation: payloadLimitation,
    headers: { 'cf-aig-collect-log-payload': {} },
  },
  eventId: {
    is: headerText,
    limitation: undocumentedOnRest,
    headers: { 'cf-aig-event-id': { text: 'plain' } },
  },
  requestTimeoutMs: {
    is: [1],
    headers: { 'cf-aig-request-timeout': { text: 'JSON', config: 'requestTimeout' } },
  },
  // None of it leaves this client.
  timeouts: { is: timeouts, merges: true },
  repairToolCalls: { is: aFlag },
  retries: {
    is: { maxAttempts: [1, 5], retryDelayMs: [0, 60_000], backoff: ['constant', 'linear', 'exponential'] },
    merges: true,
    headers: {
      'cf-aig-max-attempts': { member: 'maxAttempts', text: 'JSON', config: 'maxAttempts' },
      'cf-aig-retry-delay': { member: 'retryDelayMs', text: 'JSON', config: 'retryDelay' },
      'cf-aig-backoff': { member: 'backoff', text: 'plain', config: 'backoff' },
    },
  },
  byokAlias: {
    expects: 'the name of a stored key, or names by upstream',
    example: "'production'",
    accepts: value => isText(value) || isByUpstream(value),
    limitation: byokLimitation,
    headers: {
      'cf-aig-byok-alias': { write: (value, { reference }) => aliasOf(value, reference.upstream) },
    },
  },
  requireProviderCredentials: {
    is: aFlag,
    limitation: credentialsLimitation,
    headers: { 'cf-aig-no-wholesale': {} },
  },
  zdr: {
    is: aFlag,
    limitation: zdrLimitation,
    headers: { 'cf-aig-zdr': {} },
  },
  customCost: {
    is: {
      perTokenIn: amount,
      perTokenOut: amount,
      perCacheReadToken: amount,
      perCacheWriteToken: amount,
      total: amount,
    },
    limitation: undocumentedOnRestAndRun,
    headers: {
      'cf-aig-custom-cost': {
        write: ({ total: totalCost, ...costs }) => asciiJson(snakeCase({ ...costs, totalCost })),
      },
    },
  },
  otel: {
    is: {
      traceId: matching(/^[0-9a-f]{32}$/i, '32 hexadecimal digits', "'0123456789abcdef0123456789abcdef'"),
      parentSpanId: matching(/^[0-9a-f]{16}$/i, '16 hexadecimal digits', "'0123456789abcdef'"),
    },
    limitation: undocumentedOnRestAndRun,
    headers: {
      'cf-aig-otel-trace-id': { member: 'traceId' },
      'cf-aig-otel-parent-span-id': { member: 'parentSpanId' },
    },
  },
  autoRouter: {
    is: {
      sessionId: headerText,
      turnId: headerText,
      affinity: aFlag,
      models: names,
      providers: { ...names, example: "['openai']" },
    },
    merges: true,
    limitation: autoRouterLimitation,
    headers: {
      'cf-aig-session-id': { member: 'sessionId' },
      'cf-aig-turn-id': { member: 'turnId' },
      'cf-aig-no-session-affinity': { write: value => (value.affinity === false ? true : undefined) },
      'cf-aig-allowed-models': { member: 'models' },
      'cf-aig-allowed-providers': { member: 'providers' },
    },
  },
  sessionAffinity: {
    is: headerText,
    limitation: onlyWorkersAI,
    headers: { 'x-session-affinity': {} },
  },
  rejectIfBusy: {
    is: aFlag,
    limitation: onlyWorkersAI,
    inBody: true,
  },
  tags: {
    expects: '1 to 5 strings of 1 to 50 letters, digits and ":-./@"',
    example: "['team:docs']",
    accepts: areTags,
    limitation: onlyRun,
    inBody: true,
  },
  gatewayId: {
    is: gatewayOrNone,
    // The gateway of the call, which a setting or the environment may have named.
    headers: {
      'cf-aig-gateway-id': { write: (value, { endpoint }) => (endpoint === 'rest' ? value : undefined) },
    },
  },

  // Options of the model: the layers of chat and embeddings bring them into the body.
  reasoningEffort: { is: anEffort, example: "'low'", kind: 'chat' },
  textVerbosity: { is: ['low', 'medium', 'high'], kind: 'chat' },
  user: { is: filled, kind: 'chat and embedding' },
  promptCacheKey: { is: filled, kind: 'chat' },
  parallelToolCalls: { is: aFlag, kind: 'chat' },
  schemaRewriting: { is: aFlag, kind: 'chat' },
  dimensions: { is: count, kind: 'chat and embedding' },
  ...mediaOptions,
  extraBody: {
    expects: 'an object without `model`, `messages`, `input`, `stream` and `tools`',
    example: '{ top_k: 40 }',
    accepts: isExtraBody,
    merges: true,
  },
};
