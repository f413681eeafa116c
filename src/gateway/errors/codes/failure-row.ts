import type { CloudflareErrorInfo, CloudflareErrorSource } from '../error-info.ts';
import type { CallContext } from '../exchange.ts';

/**
 * What is known about one kind of failure: conditions, all of which must hold, then facts. The first row whose
 * conditions hold decides. Tables of rows are plain literals, without a call or a spread, so that bundlers can drop them.
 */
export interface FailureRow extends Pick<CloudflareErrorInfo, 'kind' | 'phase' | 'scope'> {
  /** The code, or the sender's class of error. */
  readonly codes?: readonly (number | string)[];
  /** Who sends it. */
  readonly sources?: readonly CloudflareErrorSource[];
  /** Only the body of a gateway's policy, or a page. */
  readonly shape?: 'policy' | 'html';
  /** HTTP statuses; a digit stands for all that begin with it. */
  readonly statuses?: readonly number[];
  readonly text?: RegExp;
  /** Who made the error, where the code shows it better than the envelope. @default as its table says */
  readonly source?: CloudflareErrorSource;
  /** The same request may succeed later. @default as its kind says */
  readonly retryable?: boolean;
  /** The documented HTTP status, for errors that come without one. @default as its kind says */
  readonly status?: number;
  readonly hint?: string | ((context: CallContext) => string);
  /** Removes what must not be shown from the sender's words. */
  readonly words?: (message: string) => string;
  /** Path of the page that explains it, below https://developers.cloudflare.com/. @default as its table says */
  readonly docs?: string;
}

/** Rows, and what holds for each of them. */
export interface FailureTable extends Pick<FailureRow, 'sources' | 'source' | 'docs'> {
  readonly rows: readonly FailureRow[];
}
