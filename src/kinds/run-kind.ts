import type { RequestInput } from '../request/prepare-request.ts';
import type { RunAnswer, RunCall } from './run-call.ts';
import type { Inputs } from './run-fields.ts';

/** A call of any kind and specification, as far as this layer reads it. */
export interface RunOptions extends RequestInput {
  readonly prompt?: string | undefined;
  readonly n?: number | undefined;
  readonly size?: string | undefined;
  readonly aspectRatio?: string | undefined;
  readonly seed?: number | undefined;
  readonly files?: readonly SourceFile[] | undefined;
  readonly mask?: SourceFile | undefined;
  readonly text?: string | undefined;
  readonly voice?: string | undefined;
  readonly outputFormat?: string | undefined;
  readonly instructions?: string | undefined;
  readonly speed?: number | undefined;
  readonly language?: string | undefined;
  readonly audio?: Uint8Array | string | undefined;
  readonly mediaType?: string | undefined;
  readonly query?: string | undefined;
  readonly documents?: { readonly type: string; readonly values: readonly unknown[] } | undefined;
  readonly topN?: number | undefined;
  readonly values?: readonly string[] | undefined;
  readonly dimensions?: number | undefined;
}

/** An image of the caller: data with its type, or a URL. */
export type SourceFile =
  | { readonly type: 'file'; readonly mediaType: string; readonly data: Uint8Array | string }
  | { readonly type: 'url'; readonly url: string };

/** How models of one kind are called. */
export interface RunKind {
  /**
   * The settings of a call, and our options, that are inputs of its models. @default the models have one body, which is
   * what `inputs` returns
   */
  readonly settings?: string;
  /** Settings whose value is not simply that of the call. */
  readonly inputs: (options: RunOptions, call: RunCall) => Inputs | Promise<Inputs>;
  /** @default one request for each of the `n` that are asked for */
  readonly send?: (call: RunCall, inputs: Inputs) => Promise<readonly RunAnswer[] | undefined>;
  /** The members of a result that are of this kind; `undefined` for an answer without them. */
  readonly read: (
    answer: RunAnswer,
    call: RunCall,
    options: RunOptions,
  ) => Members | undefined | Promise<Members | undefined>;
}

/** What an answer holds. Several answers with images are one result. */
export interface Members {
  readonly images?: readonly unknown[];
  readonly [member: string]: unknown;
}
