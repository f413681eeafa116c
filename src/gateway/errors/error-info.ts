import type { EndpointName } from '../../settings/connection-settings.ts';
import type { CloudflareDLPVerdict } from '../metadata/dlp-verdict.ts';

/**
 * Who made the error: AI Gateway, Cloudflare's account API, Workers AI, the vendor behind the gateway, Cloudflare's
 * edge in front of everything, or this package (nothing was sent, or the connection failed).
 */
export type CloudflareErrorSource =
  | 'gateway'
  | 'cloudflare-api'
  | 'workers-ai'
  | 'upstream'
  | 'edge'
  | 'client';

/** What kind of trouble it is, the same word whichever host, vendor or envelope it came from. */
export type CloudflareErrorKind =
  | 'authentication'
  | 'permission'
  | 'gateway-not-found'
  | 'invalid-provider'
  | 'model-not-found'
  | 'model-deprecated'
  | 'invalid-request'
  | 'request-too-large'
  | 'rate-limit'
  | 'spend-limit'
  | 'quota-exhausted'
  | 'capacity'
  | 'billing'
  | 'credential-missing'
  | 'guardrail'
  | 'dlp'
  | 'policy'
  | 'timeout'
  | 'upstream-unavailable'
  | 'stream-truncated'
  | 'edge-blocked'
  | 'unknown';

/**
 * What became of one leg of a fallback in one call. Plain JSON without secrets; what is not known is absent.
 * A type and not an interface: only types are assignable to the SDK's metadata record.
 */
export type CloudflareLegTrace = {
  /**
   * Position in the list, from 0.
   */
  leg: number;

  /**
   * The model id as the leg was given.
   */
  modelId: string;

  /**
   * The provider of the leg's model, such as `cloudflare.chat`.
   */
  provider: string;

  /**
   * `skipped`: the leg was cooling down and was not called.
   */
  outcome: 'answered' | 'failed' | 'skipped';

  /**
   * The HTTP status of the failure.
   */
  status?: number;

  /**
   * The code of the failure: Cloudflare's number, or a vendor's word.
   */
  code?: number | string;

  /**
   * What kind of failure it was.
   */
  kind?: CloudflareErrorKind;

  /**
   * How long it took to answer or to fail, in milliseconds; of a stream, until its first content. A leg that the
   * gateway asked has none, unless it is the last.
   */
  durationMs?: number;

  /**
   * Id of the log entry. → `cf-aig-log-id`
   */
  logId?: string;
};

/**
 * What is known about a failed call; the `data` of its `APICallError`. Plain JSON without secrets.
 * @see https://developers.cloudflare.com/ai-gateway/
 */
export interface CloudflareErrorInfo {
  readonly source: CloudflareErrorSource;
  readonly kind: CloudflareErrorKind;

  /** The code that was sent: a Cloudflare number such as 2009, or a vendor's word such as `rate_limit_exceeded`. */
  readonly code?: number | string;

  /** The full text, as the error shows it. */
  readonly message: string;

  /** What the user can do, where something is known to help. */
  readonly hint?: string;

  /** The page that explains the code. */
  readonly docs?: string;

  /** Whether the same request may succeed later. The SDK retries a call only by this. */
  readonly retryable: boolean;

  /** The HTTP status; of an error inside a successful answer, the status that its code or body states. */
  readonly statusCode?: number;

  /** Id of the log entry. → `cf-aig-log-id` */
  readonly logId?: string;

  /** Id of the request, logged or not. → `cf-aig-request-id` */
  readonly requestId?: string;

  /** The call's own event id, or the gateway's. → `cf-aig-event-id` */
  readonly eventId?: string;

  /** Id at Cloudflare's edge. → `cf-ray` */
  readonly rayId?: string;

  /** The endpoint that the call took. */
  readonly endpoint?: EndpointName;

  /** The model id as the user wrote it. */
  readonly modelId?: string;

  /** The gateway that the call took. */
  readonly gatewayId?: string;

  /** The verdict of data loss prevention. → `cf-aig-dlp` */
  readonly dlp?: CloudflareDLPVerdict;

  /** Whether a guardrail or data loss prevention stopped the prompt or the response. */
  readonly phase?: 'prompt' | 'response';

  /** Whose limit was reached: one of the gateway (or its account), or the upstream's. */
  readonly scope?: 'gateway' | 'upstream';

  /** The amount spent against a spend limit, in US dollars, if the response states it. */
  readonly spent?: number;

  /** The spend limit, in US dollars, if the response states it. */
  readonly limit?: number;

  /** What the spend limit applies to, such as a user, in the words of the policy. */
  readonly bucket?: string;

  /**
   * Of a fallback: what became of each leg. The other members are about the last leg that failed.
   */
  readonly trace?: readonly CloudflareLegTrace[];
}
