import type { Row } from '../../settings/check.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import type { Limitation, OptionKind, OptionTarget } from './option-limitations.ts';

/** One row for each option; a missing row, or one of the wrong type, does not compile. */
export type OptionTable<NAMES extends keyof CloudflareOptions> = {
  readonly [NAME in NAMES]-?: OptionRow<NonNullable<CloudflareOptions[NAME]>>;
};

/** Everything about an option except its meaning, which is the docstring of its type. */
export type OptionRow<VALUE> = Row & {
  /** Whether its entries merge with those of the provider's `options` instead of replacing them. */
  readonly merges?: true;
  /** The calls that it is for; others do without it, with a warning. @default all */
  readonly kind?: OptionKind;
  /** Why a call of its kind does not honour it. @default that it uses no gateway, where headers carry the option */
  readonly limitation?: (target: OptionTarget, value: VALUE) => Limitation | undefined;
  /** The headers that carry the option, by their names. */
  readonly headers?: Readonly<Record<string, OptionHeader<VALUE>>>;
  /** Sent as a member of `options` in the request body, under its own name: Cloudflare reads it there. */
  readonly inBody?: true;
};

export interface OptionHeader<VALUE> {
  /** The member of the option that the header carries. @default the whole option */
  readonly member?: Extract<keyof VALUE, string>;
  /** What the header carries; `undefined` leaves it out. @default the option, or its member, as it is */
  readonly write?: (value: VALUE, target: OptionTarget) => unknown;
  /**
   * The form of its text, for the binding, which reads options rather than headers. Only where the binding has the
   * option, which has the same name there.
   */
  readonly text?: 'JSON' | 'plain';
  /**
   * The member of `config` that carries it for one step of a list, as the binding would read it.
   * @see https://developers.cloudflare.com/ai-gateway/usage/universal/
   */
  readonly config?: 'requestTimeout' | 'maxAttempts' | 'retryDelay' | 'backoff';
}
