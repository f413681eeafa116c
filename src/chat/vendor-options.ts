import type { ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import type { CallWarning, UpstreamProfile, Vendor } from '../wire/profile.ts';

/** Options written for the vendor's own package, as far as the wire can carry them. */
export interface VendorOptions {
  /** Body fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** All of them, for the profile's steps. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Whether one of the carried options controls reasoning. */
  readonly steersReasoning: boolean;
}

const none: VendorOptions = { fields: {}, all: {}, steersReasoning: false };

/** Options of any vendor that control reasoning by something other than an effort. */
const steering = /^(?:reasoning$|thinking|enableThinking$)/;

/**
 * Reads `providerOptions.openai` and the like for the called vendor. Blocks for other vendors are ignored, since people
 * pass several for fallbacks.
 */
export function vendorOptions(
  { vendor }: UpstreamProfile,
  providerOptions: ProviderOptionsLike | undefined,
  warn: (warning: CallWarning) => void,
): VendorOptions {
  if (vendor === undefined || providerOptions === undefined) return none;
  const blocks = vendor.keys.map(key => ({ key, block: providerOptions[key] }));
  if (blocks.every(({ block }) => !block)) return none;
  const fields: Record<string, unknown> = {};
  for (const { key, block } of blocks) {
    for (const [name, value] of Object.entries(block ?? {}))
      if (value !== undefined) readOption(vendor, key, name, value, fields, warn);
  }
  const all = Object.fromEntries(blocks.flatMap(({ block }) => Object.entries(block ?? {})));
  const steersReasoning = Object.keys(all).some(
    name => steering.test(name) && all[name] !== undefined && Object.hasOwn(vendor.options, name),
  );
  return { fields, all, steersReasoning };
}

function readOption(
  vendor: Vendor,
  key: string,
  name: string,
  value: unknown,
  fields: Record<string, unknown>,
  warn: (warning: CallWarning) => void,
): void {
  const option = Object.hasOwn(vendor.options, name) ? vendor.options[name] : undefined;
  if (option !== undefined && 'wire' in option) fields[option.wire] = option.map?.(value) ?? value;
  else if (option === undefined) {
    const details = 'it is not supported here; pass raw fields in `providerOptions.cloudflare.extraBody`';
    warn({ type: 'unsupported', feature: `providerOptions.${key}.${name}`, details });
  }
}
