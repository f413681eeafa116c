import { asNumber, isObject, type JsonObject, member, parseJson } from '../http/json.ts';
import type { Backoff, GatewaySettings } from '../local-gateway-options.ts';
import type { CustomCost } from './call-cost.ts';
import { type LogMetadata, readMetadata } from './read-metadata.ts';

/** What a request requires of the gateway, its settings included. */
export interface RequestOptions {
  readonly skipCache: boolean;
  /** Seconds. */
  readonly cacheTtl?: number;
  readonly cacheKey?: string;
  /** To the first byte, in milliseconds. */
  readonly timeoutMs?: number;
  readonly maxAttempts: number;
  readonly retryDelayMs: number;
  readonly backoff: Backoff;
  readonly collectLog: boolean;
  readonly collectPayload: boolean;
  readonly metadata: LogMetadata;
  readonly customCost?: CustomCost;
  readonly byokAlias?: string;
  readonly noWholesale: boolean;
}

/** Headers win over the gateway's settings; restrictions add up. */
export function readRequestOptions(
  headers: Readonly<Record<string, string>>,
  settings: GatewaySettings,
): RequestOptions {
  const number = (name: string): number | undefined => integer(headers[`cf-aig-${name}`]);
  const cacheTtl = number('cache-ttl') ?? integer(headers['cf-cache-ttl']);
  const timeoutMs = number('request-timeout');
  const cacheKey = headers['cf-aig-cache-key'];
  const customCost = readCustomCost(headers['cf-aig-custom-cost']);
  const byokAlias = headers['cf-aig-byok-alias'];
  return {
    skipCache: [headers['cf-aig-skip-cache'], headers['cf-skip-cache']].includes('true'),
    ...(cacheTtl === undefined ? {} : { cacheTtl }),
    ...(cacheKey === undefined ? {} : { cacheKey }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(customCost === undefined ? {} : { customCost }),
    ...(byokAlias === undefined ? {} : { byokAlias }),
    maxAttempts: Math.min(5, Math.max(1, number('max-attempts') ?? settings.retries?.maxAttempts ?? 1)),
    retryDelayMs: Math.min(60_000, number('retry-delay') ?? settings.retries?.retryDelayMs ?? 0),
    backoff: readBackoff(headers['cf-aig-backoff']) ?? settings.retries?.backoff ?? 'constant',
    collectLog: flag(headers['cf-aig-collect-log']) ?? settings.collectLogs ?? true,
    collectPayload: flag(headers['cf-aig-collect-log-payload']) ?? true,
    metadata: readMetadata(headers['cf-aig-metadata']),
    noWholesale: headers['cf-aig-no-wholesale'] === 'true' || settings.requireProviderCredentials === true,
  };
}

/** A universal step spells the retry options as `config`; written as headers they mean the same. */
export function configHeaders(config: JsonObject): Record<string, string> {
  const names = {
    requestTimeout: 'cf-aig-request-timeout',
    maxAttempts: 'cf-aig-max-attempts',
    retryDelay: 'cf-aig-retry-delay',
    backoff: 'cf-aig-backoff',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, header]) =>
      config[key] === undefined ? [] : [[header, String(config[key])]],
    ),
  );
}

/** The same for the options of a binding's `gateway`. */
export function gatewayOptionHeaders(options: JsonObject): Record<string, string> {
  const { skipCache, cacheTtl, cacheKey, collectLog, metadata, eventId, requestTimeoutMs } = options;
  const { maxAttempts, retryDelayMs, backoff } = member(options, 'retries');
  const headers = {
    'cf-aig-skip-cache': skipCache,
    'cf-aig-cache-ttl': cacheTtl,
    'cf-aig-cache-key': cacheKey,
    'cf-aig-collect-log': collectLog,
    'cf-aig-metadata': metadata && JSON.stringify(metadata),
    'cf-aig-event-id': eventId,
    'cf-aig-request-timeout': requestTimeoutMs,
    'cf-aig-max-attempts': maxAttempts,
    'cf-aig-retry-delay': retryDelayMs,
    'cf-aig-backoff': backoff,
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
  );
}

function integer(text: string | undefined): number | undefined {
  const value = Number(text ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}

function flag(text: string | undefined): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

function readBackoff(text: string | undefined): Backoff | undefined {
  return text === 'constant' || text === 'linear' || text === 'exponential' ? text : undefined;
}

function readCustomCost(text: string | undefined): CustomCost | undefined {
  const cost = parseJson(text ?? '');
  if (!isObject(cost)) return undefined;
  return {
    perTokenIn: asNumber(cost.per_token_in) ?? 0,
    perTokenOut: asNumber(cost.per_token_out) ?? 0,
    perCacheReadToken: asNumber(cost.per_cache_read_token),
    perCacheWriteToken: asNumber(cost.per_cache_write_token),
    total: asNumber(cost.total_cost),
  };
}
