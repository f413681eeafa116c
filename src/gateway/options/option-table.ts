import { asciiJson } from '../../json-values.ts';
import { isBoolean, isInteger, timeoutExpects } from '../../settings/check.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import { mediaOptions } from './media-options.ts';
import {
  areTags,
  isByUpstream,
  isCount,
  isEffort,
  isExtraBody,
  isFilled,
  isGatewayId,
  isMetadata,
  isPrices,
  isRetries,
  isRouting,
  isText,
  isTimeouts,
  isTrace,
  isWord,
  metadataProblem,
} from './option-checks.ts';
import {
  aliasOf,
  autoRouterLimitation,
  byokLimitation,
  credentialsLimitation,
  onlyRun,
  onlyWorkersAI,
  payloadLimitation,
  undocumentedOnRest,
  undocumentedOnRestAndRun,
  zdrLimitation,
} from './option-limitations.ts';
import type { OptionTable } from './option-row.ts';

const always = (): boolean => true;
const whereFalse = (value: boolean): boolean => !value;
const readFlag = (text: string): boolean => text === 'true';

const aText = 'a string';
const aLevel = "a string such as 'low', 'medium' or 'high'";
const wholeFrom1 = 'a whole number, at least 1';
const trueOrFalse = 'true or false';
const asciiText = 'a string of printable ASCII characters';

/**
 * One row for each option; a missing row, or one of the wrong type, does not compile. Names, ranges and defaults:
 * https://developers.cloudflare.com/ai-gateway/glossary/ (2026-10). Whether REST honours a header:
 * https://developers.cloudflare.com/ai-gateway/usage/rest-api/ (2026-09). What the binding has options for:
 * https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/, and for `eventId`, `requestTimeoutMs`
 * and `retries` the type `GatewayOptions` of @cloudflare/workers-types 4.20260702.1 (2026-07).
 */
export const optionTable: OptionTable<keyof CloudflareOptions> = {
  cacheTtl: {
    expects: 'whole seconds from 60 to 2592000; to bypass the cache, use `skipCache: true`',
    example: '3600',
    accepts: value => isInteger(value, 60, 2_592_000),
    headers: { 'cf-aig-cache-ttl': { read: Number } },
  },
  cacheKey: {
    expects: asciiText,
    example: "'greeting-v1'",
    accepts: isText,
    headers: { 'cf-aig-cache-key': { read: String } },
  },
  skipCache: {
    expects: trueOrFalse,
    example: 'true',
    accepts: isBoolean,
    strict: true,
    withoutGateway: always,
    headers: { 'cf-aig-skip-cache': { read: readFlag } },
  },
  metadata: {
    expects: 'at most five entries, each a string, number or boolean, as an object or its JSON text',
    example: "{ team: 'docs' }",
    accepts: isMetadata,
    problem: metadataProblem,
    merges: true,
    headers: {
      'cf-aig-metadata': {
        write: value => {
          const json = asciiJson({ ...Object(value) });
          return json === '{}' ? undefined : json;
        },
        read: text => JSON.parse(text),
      },
    },
  },
  collectLog: {
    expects: trueOrFalse,
    example: 'false',
    accepts: isBoolean,
    strict: true,
    withoutGateway: whereFalse,
    headers: { 'cf-aig-collect-log': { read: readFlag } },
  },
  collectLogPayload: {
    expects: trueOrFalse,
    example: 'false',
    accepts: isBoolean,
    strict: true,
    withoutGateway: whereFalse,
    limitation: payloadLimitation,
    headers: { 'cf-aig-collect-log-payload': {} },
  },
  eventId: {
    expects: asciiText,
    example: "'order-4711'",
    accepts: isText,
    limitation: undocumentedOnRest,
    headers: { 'cf-aig-event-id': { read: String } },
  },
  requestTimeoutMs: {
    expects: 'whole milliseconds from 1',
    example: '30000',
    accepts: value => isInteger(value, 1, Number.MAX_SAFE_INTEGER),
    headers: { 'cf-aig-request-timeout': { read: Number } },
  },
  // None of it leaves this client.
  timeouts: {
    expects: `\`firstByteMs\` and \`idleMs\` in ${timeoutExpects}`,
    example: '{ idleMs: 15_000 }',
    accepts: isTimeouts,
    merges: true,
  },
  repairToolCalls: { expects: trueOrFalse, example: 'false', accepts: isBoolean },
  retries: {
    expects:
      "`maxAttempts` from 1 to 5, `retryDelayMs` from 0 to 60000, `backoff` 'constant', 'linear' or 'exponential'",
    example: '{ maxAttempts: 3 }',
    accepts: isRetries,
    merges: true,
    headers: {
      'cf-aig-max-attempts': {
        write: value => value.maxAttempts,
        read: text => ({ maxAttempts: Number(text) }),
      },
      'cf-aig-retry-delay': {
        write: value => value.retryDelayMs,
        read: text => ({ retryDelayMs: Number(text) }),
      },
      'cf-aig-backoff': { write: value => value.backoff, read: text => ({ backoff: text }) },
    },
  },
  byokAlias: {
    expects: 'the name of a stored key, or such names by upstream',
    example: "'production'",
    accepts: value => isText(value) || isByUpstream(value),
    // Set once for a provider, it must not keep Workers AI from being called; no key can be mixed up there.
    strict: (_, { reference }) => reference.upstream.cloudflare !== true,
    withoutGateway: always,
    limitation: byokLimitation,
    headers: {
      'cf-aig-byok-alias': { write: (value, { reference }) => aliasOf(value, reference.upstream) },
    },
  },
  requireProviderCredentials: {
    expects: trueOrFalse,
    example: 'true',
    accepts: isBoolean,
    strict: true,
    withoutGateway: always,
    limitation: credentialsLimitation,
    headers: { 'cf-aig-no-wholesale': {} },
  },
  zdr: {
    expects: trueOrFalse,
    example: 'true',
    accepts: isBoolean,
    strict: value => value,
    withoutGateway: always,
    limitation: zdrLimitation,
    headers: { 'cf-aig-zdr': {} },
  },
  customCost: {
    expects:
      'US dollars as `perTokenIn`, `perTokenOut`, `perCacheReadToken`, `perCacheWriteToken`, or `total`',
    example: '{ perTokenIn: 0.000001 }',
    accepts: isPrices,
    limitation: undocumentedOnRestAndRun,
    headers: {
      'cf-aig-custom-cost': {
        write: value =>
          asciiJson({
            per_token_in: value.perTokenIn,
            per_token_out: value.perTokenOut,
            per_cache_read_token: value.perCacheReadToken,
            per_cache_write_token: value.perCacheWriteToken,
            total_cost: value.total,
          }),
      },
    },
  },
  otel: {
    expects: '`traceId` of 32 and `parentSpanId` of 16 hexadecimal characters',
    example: "{ traceId: '0123456789abcdef0123456789abcdef' }",
    accepts: isTrace,
    limitation: undocumentedOnRestAndRun,
    headers: {
      'cf-aig-otel-trace-id': { write: value => value.traceId },
      'cf-aig-otel-parent-span-id': { write: value => value.parentSpanId },
    },
  },
  autoRouter: {
    expects: '`sessionId`, `turnId`, `affinity`, and lists of `models` and `providers`',
    example: "{ sessionId: 'chat-1' }",
    accepts: isRouting,
    merges: true,
    // A pool keeps prompts away from providers that were not chosen; a session only makes routing steadier.
    strict: value => value.models !== undefined || value.providers !== undefined,
    limitation: autoRouterLimitation,
    headers: {
      'cf-aig-session-id': { write: value => value.sessionId },
      'cf-aig-turn-id': { write: value => value.turnId },
      'cf-aig-no-session-affinity': { write: value => (value.affinity === false ? true : undefined) },
      'cf-aig-allowed-models': { write: value => value.models },
      'cf-aig-allowed-providers': { write: value => value.providers },
    },
  },
  sessionAffinity: {
    expects: 'a string of printable ASCII characters',
    example: "'chat-1'",
    accepts: isText,
    withoutGateway: always,
    limitation: onlyWorkersAI,
    headers: { 'x-session-affinity': {} },
  },
  rejectIfBusy: {
    expects: trueOrFalse,
    example: 'true',
    accepts: isBoolean,
    limitation: onlyWorkersAI,
    body: value => ({ options: { rejectIfBusy: value } }),
  },
  tags: {
    expects: 'one to five strings of up to 50 letters, digits, ":", "-", ".", "/" and "@"',
    example: "['team:docs']",
    accepts: areTags,
    limitation: target => onlyRun(target) ?? onlyWorkersAI(target),
    body: value => ({ options: { tags: value } }),
  },
  gatewayId: {
    expects: '1 to 64 letters, digits, "-" and "_", or null for no gateway',
    example: "'my-gateway'",
    accepts: value => value === null || isGatewayId(value),
    // The gateway of the call, which a setting or the environment may have named.
    headers: {
      'cf-aig-gateway-id': { write: (value, { endpoint }) => (endpoint === 'rest' ? value : undefined) },
    },
  },

  // Options of the model: the layers of chat and embeddings bring them into the body.
  reasoningEffort: { expects: `${aLevel}, or null`, example: "'low'", accepts: isEffort, kind: 'chat' },
  textVerbosity: { expects: aLevel, example: "'low'", accepts: isWord, kind: 'chat' },
  user: { expects: aText, example: "'user-1'", accepts: isFilled, kind: 'chat and embedding' },
  promptCacheKey: { expects: aText, example: "'chat-1'", accepts: isFilled, kind: 'chat' },
  parallelToolCalls: { expects: trueOrFalse, example: 'false', accepts: isBoolean, kind: 'chat' },
  schemaRewriting: { expects: trueOrFalse, example: 'false', accepts: isBoolean, kind: 'chat' },
  dimensions: { expects: wholeFrom1, example: '512', accepts: isCount, kind: 'chat and embedding' },
  ...mediaOptions,
  extraBody: {
    expects: 'an object without `model`, `messages`, `input`, `stream` and `tools`',
    example: '{ top_k: 40 }',
    accepts: isExtraBody,
    merges: true,
  },
};
