import type { CallOptions } from '../support/call.ts';
import type { Call } from './calls.ts';
import { optionSamples } from './option-samples.ts';

/** A call that gives one option of the vendor, and the same call without it. */
export interface OptionCall extends Call {
  readonly without: CallOptions;
}

/** A call for each value of each option of a vendor. */
export function optionCalls(vendor: string): readonly OptionCall[] {
  return Object.entries(optionSamples[vendor] ?? {}).flatMap(([name, samples]) =>
    samples.map(({ value, call = {}, beside }) => ({
      label: `${name}: ${JSON.stringify(value)}${beside === undefined ? '' : ` beside ${beside}`}`,
      without: call,
      options: { ...call, providerOptions: { [vendor]: { [name]: value } } },
    })),
  );
}
