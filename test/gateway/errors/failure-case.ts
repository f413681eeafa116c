import type { CloudflareErrorInfo } from '../../../src/gateway/errors/error-info.ts';
import type { CallContext } from '../../../src/gateway/errors/exchange.ts';

/** One failure and what must be made of it. */
export interface FailureCase {
  readonly name: string;
  readonly status: number | undefined;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly context?: Partial<CallContext>;
  /** Members of the classification; a member that is `undefined` must be absent. */
  readonly is: { readonly [KEY in keyof CloudflareErrorInfo]?: CloudflareErrorInfo[KEY] | undefined };
  readonly says: readonly (string | RegExp)[];
  readonly never?: readonly (string | RegExp)[];
  readonly hint?: RegExp;
}
