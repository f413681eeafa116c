/**
 * A permission of a Cloudflare API token: to call Workers AI and the REST API and list their models, to run requests
 * through an authenticated gateway, to read gateways with their logs and model list, or to write to them.
 */
export type TokenPermission = 'workers-ai-read' | 'ai-gateway-run' | 'ai-gateway-read' | 'ai-gateway-edit';

/** A Cloudflare API token with more than its permissions. */
export interface TokenSettings {
  permissions: readonly TokenPermission[];
  /** A token that is not active is rejected. @default 'active' */
  status?: 'active' | 'disabled' | 'expired';
  /** Expiry time, past or future: `2027-01-01T00:00:00Z`. @default never */
  expiresOn?: string;
  /** The owner: tokens of users and of accounts have different verification URLs. @default 'user' */
  owner?: 'user' | 'account';
}

/** Settings of a local gateway account. */
export interface LocalGatewayOptions {
  /** The account id that paths must contain. @default localGatewayDefaults.accountId */
  accountId?: string;
  /** Cloudflare API tokens and their permissions. @default the token `local-token` with every permission */
  tokens?: Record<string, readonly TokenPermission[] | TokenSettings>;
  /**
   * Gateways by id. `default` always exists (authenticated, no cache). Any other id that is not listed fails with code
   * 2001.
   */
  gateways?: Record<string, GatewaySettings>;
  /** Pause between two streamed chunks, in milliseconds. @default 0 */
  chunkDelayMs?: number;
  /** Whether upstreams reject the requests that the real ones reject. @default true */
  strict?: boolean;
  /** Whether the REST API runs `dynamic/…` routes: documented as unavailable, but observed to work. @default false */
  dynamicRoutesOnRest?: boolean;
  /**
   * Tokens below which a prompt marked with `cache_control` is not cached. Anthropic's models have minimums of 1,024 to
   * 4,096. @default 0, so that short prompts of tests are cached
   */
  promptCacheMinTokens?: number;
  /** How many polls find a queued batch of Workers AI still running. @default 1 */
  batchPolls?: number;
  /** Delay until a log row appears in the log API, in milliseconds. @default 0 */
  logDelayMs?: number;
  /**
   * How many requests, upstream requests, log rows and cached responses are kept; the oldest go first. For gateways that
   * run for long. @default no limit
   */
  maxRecords?: number;
  /** Clock for cache lifetimes, rate windows and log rows, in epoch milliseconds. @default Date.now */
  now?: () => number;
}

/** Settings of one gateway. */
export interface GatewaySettings {
  /** Whether `cf-aig-authorization` is required. @default true */
  authentication?: boolean;
  /** Cache lifetime, in seconds; 0 leaves caching to `cf-aig-cache-key`. @default 0 */
  cacheTtl?: number;
  /** Stored provider keys: provider slug, then alias, then the vendor's key. @default {} */
  storedKeys?: Record<string, Record<string, string>>;
  /** Whether Cloudflare credits pay for requests without a key. @default 'available' */
  unifiedBilling?: 'available' | 'no-credits' | 'off';
  /** Forbids Unified Billing: requests need a passed or stored key. @default false */
  requireProviderCredentials?: boolean;
  /** Requests allowed per fixed window. @default no limit */
  rateLimit?: { limit: number; intervalMs: number };
  /** Retries of failed upstream calls. A request's `cf-aig-*` headers take precedence. @default no retries */
  retries?: { maxAttempts: number; retryDelayMs?: number; backoff?: Backoff };
  /** Whether log rows are written. @default true */
  collectLogs?: boolean;
  /** Texts to block. A string matches as a substring. @default none */
  guardrails?: { blockPrompt?: RegExp | string; blockResponse?: RegExp | string };
  /** Substrings that data loss prevention blocks or flags. @default none */
  dlp?: { block?: string; flag?: string };
  /** Dynamic routes by name, each with a provider slug and the provider's own model id. @default {} */
  routes?: Record<string, { provider: string; model: string }>;
  /** Slugs of custom providers, without the prefix `custom-`. @default [] */
  customProviders?: readonly string[];
}

/** How the delay between retries grows. */
export type Backoff = 'constant' | 'linear' | 'exponential';
