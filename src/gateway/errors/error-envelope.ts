import type { CloudflareErrorSource } from './cloudflare-error-info.ts';

/** The forms in which errors were seen; see the reader of each for who sends it. */
export type EnvelopeShape =
  | 'gateway'
  | 'gateway-list'
  | 'policy'
  | 'cloudflare-v4'
  | 'binding'
  | 'bare'
  | 'run'
  | 'web-search'
  | 'anthropic'
  | 'openai'
  | 'google-list'
  | 'groq'
  | 'text-member'
  | 'base-resp'
  | 'flat'
  | 'detail'
  | 'unexplained'
  | 'text'
  | 'html'
  | 'unreadable';

/** The facts that an error body states, whatever its shape. */
export interface ErrorEnvelope {
  readonly shape: EnvelopeShape;
  readonly source: CloudflareErrorSource;
  /** The sender's words, without prefixes and ids; empty when there are none. */
  readonly message: string;
  readonly code?: number | string;
  /** The sender's class of error, such as `invalid_request_error`. */
  readonly type?: string;
  /** The HTTP status that the body states. Never trusted over the response's own. */
  readonly status?: number;
}

/** What a reader finds; the message may still be anything. */
export interface EnvelopeFacts {
  readonly source: CloudflareErrorSource;
  readonly shape?: EnvelopeShape;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly status?: unknown;
}
