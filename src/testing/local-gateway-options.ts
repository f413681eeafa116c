/**
 * What a Cloudflare API token may do: call Workers AI and the REST API and list their models, run requests through
 * an authenticated gateway, read gateways with their logs and model list, or write to them.
 */
export type TokenPermission = 'workers-ai-read' | 'ai-gateway-run' | 'ai-gateway-read' | 'ai-gateway-edit';

/** A Cloudflare API token, where its permissions are not all there is to say. */
export interface TokenSettings {
  permissions: readonly TokenPermission[];
  /** A token that is not active opens nothing. @default 'active' */
  status?: 'active' | 'disabled' | 'expired';
  /** When it expires, or has expired: `2027-01-01T00:00:00Z`. @default never */
  expiresOn?: string;
  /** Whose it is: the user's tokens and the account's are verified at different addresses. @default 'user' */
  owner?: 'user' | 'account';
}

/** Settings of a local gateway account. */
export interface LocalGatewayOptions {
  /** Account id that the paths must carry. @default localGatewayDefaults.accountId */
  accountId?: string;
  /** Cloudflare API tokens and what each may do. @default the token `local-token` with every permission */
  tokens?: Record<string, readonly TokenPermission[] | TokenSettings>;
  /**
   * Gateways by id. The id `default` exists in any case (authenticated, no cache); any other id that is not
   * listed here is refused with code 2001.
   */
  gateways?: Record<string, GatewaySettings>;
  /** Pause between two streamed chunks, in milliseconds. @default 0 */
  chunkDelayMs?: number;
  /** Whether upstreams refuse what the real ones refuse. @default true */
  strict?: boolean;
  /** Whether the REST API runs `dynamic/…` routes: documented as unavailable, seen working. @default false */
  dynamicRoutesOnRest?: boolean;
  /** How long a log row takes to appear in the log API, in milliseconds. @default 0 */
  logDelayMs?: number;
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
  /** Whether requests without any key are paid by Cloudflare credits. @default 'available' */
  unifiedBilling?: 'available' | 'no-credits' | 'off';
  /** Forbid Unified Billing: requests need a passed or a stored key. @default false */
  requireProviderCredentials?: boolean;
  /** Requests allowed in a fixed window. @default no limit */
  rateLimit?: { limit: number; intervalMs: number };
  /** Retries of failed upstream calls; `cf-aig-*` headers of a request win. @default no retries */
  retries?: { maxAttempts: number; retryDelayMs?: number; backoff?: Backoff };
  /** Whether log rows are written. @default true */
  collectLogs?: boolean;
  /** Texts to block; a string matches as a substring. @default none */
  guardrails?: { blockPrompt?: RegExp | string; blockResponse?: RegExp | string };
  /** Substrings that data loss prevention blocks or flags. @default none */
  dlp?: { block?: string; flag?: string };
  /** Dynamic routes by name: the provider slug and the provider's own model id. @default {} */
  routes?: Record<string, { provider: string; model: string }>;
  /** Slugs of custom providers, without the prefix `custom-`. @default [] */
  customProviders?: readonly string[];
}

/** How the pause between retries grows. */
export type Backoff = 'constant' | 'linear' | 'exponential';
