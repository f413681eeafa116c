import { timeoutExpects } from '../../settings/check.ts';
import { isBoolean, isByUpstream, isGatewayId, isInteger, isRecord, isText } from './checks.ts';
import type { CloudflareGatewayOptions } from './gateway-options.ts';
import { asciiJson, metadataHeader, metadataProblem } from './metadata-header.ts';
import type { OptionRow } from './option-row.ts';
import { isPrices, isRetries, isRouting, isTimeouts, isTrace } from './option-shapes.ts';
import {
  aliasOf,
  autoRouterSupport,
  byokSupport,
  credentialsSupport,
  onlyWorkersAI,
  payloadSupport,
  undocumentedOnRest,
  undocumentedOnRestAndRun,
  zdrSupport,
} from './option-support.ts';

type OptionTable = {
  readonly [NAME in keyof Required<CloudflareGatewayOptions>]: OptionRow<
    NonNullable<CloudflareGatewayOptions[NAME]>
  >;
};

const always = (): boolean => true;

/**
 * One row for each gateway option; a missing row, or one of the wrong type, does not compile. Names, ranges and
 * defaults: https://developers.cloudflare.com/ai-gateway/glossary/ (2026-10). Whether REST honours a header:
 * https://developers.cloudflare.com/ai-gateway/usage/rest-api/ (2026-09).
 */
export const optionTable: OptionTable = {
  cacheTtl: {
    expects:
      'a whole number of seconds from 60 to 2592000 (30 days); to pass the cache by, use `skipCache: true`',
    example: '3600',
    accepts: value => isInteger(value, 60, 2_592_000),
    headers: value => ({ 'cf-aig-cache-ttl': String(value) }),
  },
  cacheKey: {
    expects: 'a text of printable ASCII characters',
    example: "'greeting-v1'",
    accepts: isText,
    headers: value => ({ 'cf-aig-cache-key': value }),
  },
  skipCache: {
    expects: 'true or false',
    example: 'true',
    accepts: isBoolean,
    strict: true,
    withoutGateway: always,
    headers: value => ({ 'cf-aig-skip-cache': String(value) }),
  },
  metadata: {
    expects: 'an object with at most five entries, each a string, a number or a boolean',
    example: "{ team: 'docs' }",
    accepts: value => isRecord(value) && metadataProblem(value) === undefined,
    problem: value => (isRecord(value) ? metadataProblem(value) : undefined),
    headers: value => ({ 'cf-aig-metadata': metadataHeader(value) }),
  },
  collectLog: {
    expects: 'true or false',
    example: 'false',
    accepts: isBoolean,
    strict: true,
    withoutGateway: value => !value,
    headers: value => ({ 'cf-aig-collect-log': String(value) }),
  },
  collectLogPayload: {
    expects: 'true or false',
    example: 'false',
    accepts: isBoolean,
    strict: true,
    withoutGateway: value => !value,
    support: payloadSupport,
    headers: value => ({ 'cf-aig-collect-log-payload': String(value) }),
  },
  eventId: {
    expects: 'a text of printable ASCII characters',
    example: "'order-4711'",
    accepts: isText,
    support: undocumentedOnRest,
    headers: value => ({ 'cf-aig-event-id': value }),
  },
  requestTimeoutMs: {
    expects: 'a whole number of milliseconds, at least 1',
    example: '30000',
    accepts: value => isInteger(value, 1, Number.MAX_SAFE_INTEGER),
    headers: value => ({ 'cf-aig-request-timeout': String(value) }),
  },
  timeouts: {
    expects: `\`firstByteMs\` and \`idleMs\`, each ${timeoutExpects}`,
    example: '{ firstByteMs: 30_000, idleMs: 15_000 }',
    accepts: isTimeouts,
    // Nothing of it leaves this client.
    withoutGateway: always,
  },
  retries: {
    expects:
      "`maxAttempts` from 1 to 5, `retryDelayMs` from 0 to 60000, `backoff` 'constant', 'linear' or 'exponential'",
    example: "{ maxAttempts: 3, retryDelayMs: 500, backoff: 'exponential' }",
    accepts: isRetries,
    headers: ({ maxAttempts, retryDelayMs, backoff }) => ({
      'cf-aig-max-attempts': maxAttempts?.toString(),
      'cf-aig-retry-delay': retryDelayMs?.toString(),
      'cf-aig-backoff': backoff,
    }),
  },
  byokAlias: {
    expects: 'the name of a stored key, or an object of such names by upstream, as in `providerKeys`',
    example: "'production'",
    accepts: value => isText(value) || isByUpstream(value),
    // Set once for a provider, it must not keep Workers AI from being called; no key can be mixed up there.
    strict: (_, { reference }) => reference.upstream.cloudflare !== true,
    withoutGateway: always,
    support: byokSupport,
    headers: (value, target) => ({ 'cf-aig-byok-alias': aliasOf(value, target.reference.upstream) }),
  },
  requireProviderCredentials: {
    expects: 'true or false',
    example: 'true',
    accepts: isBoolean,
    strict: true,
    withoutGateway: always,
    support: credentialsSupport,
    headers: value => ({ 'cf-aig-no-wholesale': String(value) }),
  },
  zdr: {
    expects: 'true or false',
    example: 'true',
    accepts: isBoolean,
    strict: value => value,
    withoutGateway: always,
    support: zdrSupport,
    headers: value => ({ 'cf-aig-zdr': String(value) }),
  },
  customCost: {
    expects: 'prices in US dollars per token: perTokenIn, perTokenOut, perCacheReadToken, perCacheWriteToken',
    example: '{ perTokenIn: 0.000001, perTokenOut: 0.000002 }',
    accepts: isPrices,
    support: undocumentedOnRestAndRun,
    headers: value => ({
      'cf-aig-custom-cost': asciiJson({
        per_token_in: value.perTokenIn,
        per_token_out: value.perTokenOut,
        per_cache_read_token: value.perCacheReadToken,
        per_cache_write_token: value.perCacheWriteToken,
      }),
    }),
  },
  otel: {
    expects: '`traceId` of 32 and `parentSpanId` of 16 hexadecimal characters',
    example: "{ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }",
    accepts: isTrace,
    support: undocumentedOnRestAndRun,
    headers: value => ({
      'cf-aig-otel-trace-id': value.traceId,
      'cf-aig-otel-parent-span-id': value.parentSpanId,
    }),
  },
  autoRouter: {
    expects: '`sessionId`, `turnId`, `affinity` (true or false), `models` and `providers` (lists of names)',
    example: "{ sessionId: 'chat-1', models: ['anthropic/*'] }",
    accepts: isRouting,
    // A pool keeps prompts away from providers that were not chosen; a session only makes routing steadier.
    strict: value => value.models !== undefined || value.providers !== undefined,
    support: autoRouterSupport,
    headers: value => ({
      'cf-aig-session-id': value.sessionId,
      'cf-aig-turn-id': value.turnId,
      'cf-aig-no-session-affinity': value.affinity === false ? 'true' : undefined,
      'cf-aig-allowed-models': value.models?.join(','),
      'cf-aig-allowed-providers': value.providers?.join(','),
    }),
  },
  sessionAffinity: {
    expects: 'a text of printable ASCII characters, the same for one conversation',
    example: "'chat-1'",
    accepts: isText,
    withoutGateway: always,
    support: onlyWorkersAI,
    headers: value => ({ 'x-session-affinity': value }),
  },
  rejectIfBusy: {
    expects: 'true or false',
    example: 'true',
    accepts: isBoolean,
    withoutGateway: always,
    support: onlyWorkersAI,
    body: value => ({ options: { rejectIfBusy: value } }),
  },
  gatewayId: {
    expects: 'a gateway id of 1 to 64 letters, digits, "-" and "_", or null for no gateway',
    example: "'my-gateway'",
    accepts: value => value === null || isGatewayId(value),
    withoutGateway: always,
  },
};
