import type { ProviderOptionsLike } from '../request/option-namespaces.ts';
import type { CallWarning, UpstreamProfile } from '../upstreams/profile.ts';

/** Options written for the vendor's own package, as far as the wire can carry them. */
export interface VendorOptions {
  /** Body fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** All of them, for the steps of the profile. */
  readonly all: Readonly<Record<string, unknown>>;
}

const none: VendorOptions = { fields: {}, all: {} };

/**
 * Reads `providerOptions.openai` and the like for the vendor that is called; blocks for other vendors are left
 * alone, since people pass several for fallbacks.
 */
export function vendorOptions(
  profile: UpstreamProfile,
  providerOptions: ProviderOptionsLike | undefined,
  warn: (warning: CallWarning) => void,
): VendorOptions {
  const block = profile.vendor && providerOptions?.[profile.vendor.key];
  if (profile.vendor === undefined || block === undefined || block === null) return none;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(block)) {
    if (value === undefined) continue;
    const option = profile.vendor.options[name];
    if (option !== undefined && 'wire' in option) fields[option.wire] = value;
    else if (option === undefined || 'unsupported' in option) {
      const details =
        option?.unsupported ??
        'it is not known here; raw fields go into `providerOptions.cloudflare.extraBody`';
      warn({ type: 'unsupported', feature: `providerOptions.${profile.vendor.key}.${name}`, details });
    }
  }
  return { fields, all: block };
}
