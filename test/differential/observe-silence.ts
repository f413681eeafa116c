import { compare } from './compare.ts';
import type { Observation } from './explanation.ts';
import { optionCalls } from './option-calls.ts';
import { ourSender } from './sender.ts';
import type { Vendor } from './vendors.ts';

const modes = ['generate', 'stream'] as const;

/** Options of the vendor's package that change nothing in our request and get no warning, on one model. */
export async function observeSilence(vendor: Vendor, modelId: string): Promise<readonly Observation[]> {
  const send = ourSender(vendor, modelId);
  const observations: Observation[] = [];
  for (const { label, options, without } of optionCalls(vendor.name)) {
    for (const mode of modes) {
      const given = await send(options, mode);
      const plain = await send(without, mode);
      const said = given.warnings.length > plain.warnings.length;
      if (said || compare(plain.body, given.body).length > 0) continue;
      const seen = { vendor: vendor.name, modelId, call: label, mode };
      observations.push({ ...seen, where: 'ignored', theirs: undefined, ours: undefined });
    }
  }
  return observations;
}
