import { checkVendorOption, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { type CallWarning, reportUnsupported, type UpstreamProfile } from '../wire/profile.ts';

/** Options written for the vendor's own package, as far as the wire can carry them. */
export interface VendorOptions {
  /** Body fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** All of them, for the profile's steps. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Whether one of the carried options controls reasoning. */
  readonly steersReasoning: boolean;
}

/** Options of any vendor that control reasoning by something other than an effort. */
const steering = /^(?:reasoning$|thinking|enableThinking$)/;

/**
 * Reads `providerOptions.openai` and the like for the called vendor. Blocks for other vendors are ignored, since people
 * pass several for fallbacks.
 * @throws InvalidArgumentError for a value that the option of the same name of `providerOptions.cloudflare` rejects
 */
export function vendorOptions(
  { vendor }: UpstreamProfile,
  providerOptions: ProviderOptionsLike | undefined,
  warn: (warning: CallWarning) => void,
): VendorOptions {
  const fields: Record<string, unknown> = {};
  const all: Record<string, unknown> = {};
  let steersReasoning = false;
  for (const key of vendor?.keys ?? []) {
    for (const [name, value] of Object.entries(providerOptions?.[key] ?? {})) {
      if (value === undefined) continue;
      checkVendorOption(key, name, value);
      all[name] = value;
      const option = vendor && Object.hasOwn(vendor.options, name) ? vendor.options[name] : undefined;
      if (option === undefined) {
        const details = 'it is not supported here; pass raw fields in `providerOptions.cloudflare.extraBody`';
        reportUnsupported(warn, `providerOptions.${key}.${name}`, details);
      } else steersReasoning ||= steering.test(name);
      if (option?.wire) fields[option.wire] = option.map?.(value) ?? value;
    }
  }
  return { fields, all, steersReasoning };
}
