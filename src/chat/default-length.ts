import type { FetchFunction } from '@ai-sdk/provider-utils';
import type { ProviderContext } from '../request/provider-context.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { WireBody } from '../wire/body.ts';
import { type CallWarning, reportChange, type UpstreamProfile } from '../wire/profile.ts';

/** The length at which the model ends a response by itself, where the request sets no limit. */
export interface DefaultLength {
  /** In tokens; `undefined` where the request limits the response or the model has no such length. */
  readonly limit: () => number | undefined;
  /** Warns of it before the first request of a provider to this model. */
  readonly report: () => void;
  /** The transport, which notes that a warning has gone out with a request. */
  readonly noted: (send: FetchFunction) => FetchFunction;
}

/** The model that is called, and the provider that knows what was reported. */
interface CalledModel {
  readonly profile: UpstreamProfile;
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
}

export function defaultLength(
  { profile, provider, reference }: CalledModel,
  sent: () => WireBody | undefined,
  warn: (warning: CallWarning) => void,
): DefaultLength {
  const { defaultTokens } = profile;
  const { reported } = provider.memory;
  const limit = (): number | undefined => {
    const body = defaultTokens === undefined ? undefined : sent();
    return (body?.max_tokens ?? body?.max_completion_tokens) === undefined ? defaultTokens : undefined;
  };
  return {
    limit,
    report: () => {
      if (limit() === undefined || reported.has(reference.id)) return;
      const details = `this model ends a response after ${limit()} tokens unless it is set.`;
      reportChange(warn, 'maxOutputTokens', details);
    },
    noted: send => (url, init) => {
      if (limit() !== undefined) reported.add(reference.id);
      return send(url, init);
    },
  };
}
