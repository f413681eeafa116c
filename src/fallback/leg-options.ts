import type { LegOptions } from './leg.ts';

/** The call options that a fallback looks at; the same in every specification. */
export interface CallOptionsLike extends LegOptions {
  readonly abortSignal?: AbortSignal | undefined;
}

/** The options of a call for one leg: its own over those of the call, and the signal that ends it. */
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

type HeadersLike = NonNullable<LegOptions['headers']>;

/** Names are compared without case: the same header twice would be sent as a list. */
function mergeHeaders(call: HeadersLike | undefined, leg: HeadersLike): HeadersLike {
  const own = new Set(Object.keys(leg).map(name => name.toLowerCase()));
  const kept = Object.entries(call ?? {}).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...leg };
}

type Members = Readonly<Record<string, unknown>>;

/** Objects merge member by member; everything else, lists too, is replaced. `undefined` says nothing. */
function mergeDeep(below: Members, above: Members): Members {
  const given = Object.entries(above).filter(([, value]) => value !== undefined);
  const merged = given.map(([name, value]) => {
    const under = Object.hasOwn(below, name) ? below[name] : undefined;
    return [name, isObject(under) && isObject(value) ? mergeDeep(under, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
