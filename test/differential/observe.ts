import { calls } from './calls.ts';
import { compareSent } from './compare-sent.ts';
import type { Observation } from './explanation.ts';
import { optionCalls } from './option-calls.ts';
import { ourSender, vendorSender } from './sender.ts';
import type { Vendor } from './vendors.ts';

const modes = ['generate', 'stream'] as const;

/** Every difference between the vendor's package and ours on one model, over all calls in both modes. */
export async function observe(vendor: Vendor, modelId: string): Promise<readonly Observation[]> {
  const sendTheirs = vendorSender(vendor, modelId);
  const sendOurs = ourSender(vendor, modelId);
  const observations: Observation[] = [];
  for (const { label, options } of [...calls, ...optionCalls(vendor.name)]) {
    for (const mode of modes) {
      const seen = { vendor: vendor.name, modelId, call: label, mode };
      const differences = compareSent(await sendTheirs(options, mode), await sendOurs(options, mode));
      observations.push(...differences.map(difference => ({ ...difference, ...seen })));
    }
  }
  return observations;
}
