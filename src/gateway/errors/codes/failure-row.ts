import type { EnvelopeShape } from '../envelope.ts';
import type { CloudflareErrorInfo, CloudflareErrorSource } from '../error-info.ts';
import type { CallContext } from '../exchange.ts';

/** What must hold besides the code; every condition that is given. */
export interface FailureCondition {
  readonly sources?: readonly CloudflareErrorSource[];
  readonly shapes?: readonly EnvelopeShape[];
  /** HTTP statuses, as single numbers or `[from, to]`. */
  readonly statuses?: readonly (number | readonly [number, number])[];
  readonly text?: RegExp;
}

/**
 * What is known about one kind of failure. The first row whose conditions hold decides. Tables of rows are plain
 * literals, without a call or a spread, so that bundlers can drop them.
 */
export interface FailureRow extends Pick<CloudflareErrorInfo, 'kind' | 'phase' | 'scope'> {
  /** The code, or the sender's class of error. */
  readonly codes?: readonly (number | string)[];
  readonly when?: FailureCondition;
  /** Who made the error, where the code shows it better than the envelope. */
  readonly source?: CloudflareErrorSource;
  /** The same request may succeed later. */
  readonly retryable?: true;
  /** The documented HTTP status, for errors that come without one. */
  readonly status?: number;
  readonly hint?: string | ((context: CallContext) => string);
  /** Removes what must not be shown from the sender's words. */
  readonly words?: (message: string) => string;
  /** Path of the page that explains it, below https://developers.cloudflare.com/. */
  readonly docs?: string;
}
