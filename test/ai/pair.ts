import type { SharedSettings } from '../support/call.ts';

/** What the suites use of an `ai` major. The majors agree at run time; their types do not, so they are loose here. */
// biome-ignore lint/suspicious/noExplicitAny: one suite for three majors whose types exclude each other
export type AISDK = any;

/** A provider of any specification. */
// biome-ignore lint/suspicious/noExplicitAny: as of AISDK
export type AnyProvider = any;

/** One entry of the package on one major of `ai`. */
export interface Pair {
  readonly name: string;
  readonly ai: AISDK;
  readonly major: 5 | 6 | 7;
  readonly createCloudflare: (settings?: SharedSettings) => AnyProvider;
  readonly specificationVersion: 'v2' | 'v3' | 'v4';
  /** Whether the major speaks this specification itself; otherwise it adapts the models, and says so in the console. */
  readonly native: boolean;
  /** Tests of the conformance suite that this pair does not run, by name, each with its reason. */
  readonly skips?: Readonly<Record<string, string>>;
}
