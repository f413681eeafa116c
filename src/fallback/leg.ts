import type { ProviderOptionsLike } from '../request/option-namespaces.ts';
import type { UrlPatterns } from './shared-urls.ts';

/** What a leg is called, in traces and for cool-downs. */
export interface LegIdentity {
  readonly modelId: string;
  readonly provider: string;
}

/** A model of any specification, as far as a fallback looks at it. */
export interface LegModel extends LegIdentity {
  readonly specificationVersion: string;
  readonly supportedUrls: UrlPatterns | PromiseLike<UrlPatterns>;
}

/** What a leg adds to the options of a call. */
export interface LegOptions {
  /**
   * Provider options for this leg alone, merged over those of the call: the leg's win, key by key.
   */
  readonly providerOptions?: ProviderOptionsLike | undefined;

  /**
   * Headers for this leg alone, over those of the call.
   */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A leg that is ready to be asked. */
export interface Leg<MODEL> extends LegIdentity {
  /** Position in the list, from 0. */
  readonly index: number;
  readonly model: MODEL;
  readonly options: LegOptions;
}
