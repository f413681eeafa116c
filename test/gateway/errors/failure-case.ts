import type { CloudflareErrorInfo } from '../../../src/gateway/errors/cloudflare-error-info.ts';
import type { ErrorContext } from '../../../src/gateway/errors/error-context.ts';

/** One failure and what must be made of it. */
export interface FailureCase {
  readonly name: string;
  readonly status: number | undefined;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly context?: Partial<ErrorContext>;
  /** Members of the classification; a member that is `undefined` must be absent. */
  readonly is: { readonly [KEY in keyof CloudflareErrorInfo]?: CloudflareErrorInfo[KEY] | undefined };
  readonly says: readonly (string | RegExp)[];
  readonly never?: readonly (string | RegExp)[];
  readonly hint?: RegExp;
}
