import type { CloudflareErrorKind, CloudflareErrorSource } from '../cloudflare-error-info.ts';
import type { ErrorContext } from '../error-context.ts';
import type { EnvelopeShape } from '../error-envelope.ts';

/** What a hint may speak of. */
export interface HintFacts extends ErrorContext {
  readonly logId?: string | undefined;
}

/** Which failures a row is about; every condition that is given must hold. */
export interface FailureCondition {
  /** The code, or the sender's class of error. */
  readonly codes?: readonly (number | string)[];
  readonly sources?: readonly CloudflareErrorSource[];
  readonly shapes?: readonly EnvelopeShape[];
  /** HTTP statuses, as single numbers or `[from, to]`. */
  readonly statuses?: readonly (number | readonly [number, number])[];
  readonly text?: RegExp;
}

/** What is known about one kind of failure. The first row whose condition holds decides. */
export interface FailureRow {
  readonly when: FailureCondition;
  /** Who made the error, where the code tells it better than the envelope. */
  readonly source?: CloudflareErrorSource;
  readonly kind: CloudflareErrorKind;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** The documented HTTP status, for errors that come without one. */
  readonly status?: number;
  readonly phase?: 'prompt' | 'response';
  readonly scope?: 'gateway' | 'upstream';
  readonly hint?: string | ((facts: HintFacts) => string);
  /** Takes what must not be shown out of the sender's words. */
  readonly words?: (message: string) => string;
  readonly docs?: string;
}
