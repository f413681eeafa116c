import type { ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { mergeDeep } from '../json-values.ts';
import type { HeadersLike } from '../settings/connection-settings.ts';

/** How traces and cool-downs identify a leg. */
export interface LegIdentity {
  readonly modelId: string;
  readonly provider: string;
}

/** Patterns of the URLs that a model fetches itself, by media type. */
export type UrlPatterns = Readonly<Record<string, readonly RegExp[]>>;

/** The part of a model, of any specification, that a fallback reads. */
export interface LegModel extends LegIdentity {
  readonly specificationVersion: string;
}

/** Options that a leg adds to those of a call. */
export interface LegOptions {
  /**
   * Provider options for this leg only, merged key by key over those of the call.
   */
  readonly providerOptions?: ProviderOptionsLike | undefined;

  /**
   * Headers for this leg only; they override those of the call.
   */
  readonly headers?: HeadersLike | undefined;
}

/** A leg that is ready to be called. */
export interface Leg<MODEL> extends LegIdentity {
  /** Position in the list, from 0. */
  readonly index: number;
  readonly model: MODEL;
  readonly options: LegOptions;
}

/** The call options that a fallback reads; the same in every specification. */
export interface CallOptionsLike extends LegOptions {
  readonly abortSignal?: AbortSignal | undefined;
}

/** The call options for one leg: those of the call, overridden by the leg's own, and the signal that ends it. */
export function optionsOfLeg<OPTIONS extends CallOptionsLike>(
  options: OPTIONS,
  leg: LegOptions,
  signal: AbortSignal | undefined,
): OPTIONS {
  const { headers, providerOptions } = leg;
  return {
    ...options,
    ...(signal !== undefined && { abortSignal: signal }),
    ...(headers !== undefined && { headers: mergeHeaders(options.headers, headers) }),
    ...(providerOptions !== undefined && {
      providerOptions: mergeDeep(options.providerOptions ?? {}, providerOptions),
    }),
  };
}

/** Names are compared case-insensitively: a header given twice would be sent as a list. */
function mergeHeaders(call: HeadersLike = {}, leg: HeadersLike): HeadersLike {
  const own = new Set(Object.keys(leg).map(name => name.toLowerCase()));
  const kept = Object.entries(call).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...leg };
}
