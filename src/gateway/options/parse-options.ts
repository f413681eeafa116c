import { isRecord, withoutUndefined } from '../../json-values.ts';
import { checkMembers, type Place } from '../../settings/check.ts';
import type { CallWarning } from '../../wire/profile.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import { metadataOf } from './option-checks.ts';
import { optionTable } from './option-table.ts';

/** `providerOptions` of a call, in the form that all specifications share. */
export type ProviderOptionsLike = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

const placeOf = (where: string): Place => ({
  where,
  noun: 'option',
  usage: '{ }',
  hint: 'Raw fields go into `extraBody`.',
});

/**
 * Checks options and returns them, with metadata as an object.
 * @param where what holds them, for messages: `options` or `providerOptions.cloudflare`
 * @throws InvalidArgumentError naming the option, its limits and, for an unknown name, the nearest one
 */
export function parseOptions(options: unknown, where: string): CloudflareOptions {
  if (options === undefined || options === null) return {};
  checkMembers<CloudflareOptions>(options, optionTable, placeOf(where));
  const { metadata } = options;
  // Checked: a text is the JSON of an object.
  return typeof metadata === 'string'
    ? { ...options, metadata: metadataOf(metadata) as NonNullable<CloudflareOptions['metadata']> }
    : options;
}

/**
 * Checks an option of a vendor's package that is one of ours, too: options of models mean the same in both.
 * @param vendor its key in `providerOptions`
 */
export function checkVendorOption(vendor: string, name: string, value: unknown): void {
  const row = Object.hasOwn(optionTable, name) ? optionTable[name as keyof CloudflareOptions] : undefined;
  if (row?.kind?.startsWith('chat'))
    checkMembers({ [name]: value }, { [name]: row }, placeOf(`providerOptions.${vendor}`));
}

/** The provider's options under those of a call, key by key. */
export function mergeOptions(base: CloudflareOptions, call: CloudflareOptions): CloudflareOptions {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(call)) {
    if (value === undefined) continue;
    const option = name as keyof CloudflareOptions;
    const below = base[option];
    const merges = optionTable[option].merges && isRecord(below) && isRecord(value);
    result[name] = merges ? { ...below, ...withoutUndefined(value) } : value;
  }
  // Five entries above and five below are each fine, and too many together.
  checkMembers<CloudflareOptions>({ metadata: result.metadata }, optionTable, placeOf('options'));
  return result;
}

/** Our own keys of `providerOptions`: `cloudflare` and, for hosts that name their providers, that name. */
export function optionNamespaces(name: string | undefined): readonly string[] {
  if (name === undefined || name === 'cloudflare') return ['cloudflare'];
  const camelCase = name.replace(/[-_]+(\w?)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([camelCase, name, 'cloudflare'])];
}

/** Whether a call brings options of its own. */
export function hasOwnOptions(
  name: string | undefined,
  providerOptions: ProviderOptionsLike | undefined,
): boolean {
  return (
    providerOptions !== undefined &&
    optionNamespaces(name).some(namespace => providerOptions[namespace] !== undefined)
  );
}

/**
 * The options of a call: the provider's, under those of the call, later namespaces winning.
 * @param name the provider's, where a host named it. What the host writes under that name for every provider is not
 * meant only for this one: what is unknown of it is a warning, not an error.
 */
export function optionsOfCall(
  base: CloudflareOptions,
  providerOptions: ProviderOptionsLike | undefined,
  name: string | undefined,
  warn?: (warning: CallWarning) => void,
): CloudflareOptions {
  let options = base;
  for (const namespace of optionNamespaces(name)) {
    const own = providerOptions?.[namespace];
    if (own === undefined) continue;
    const where = `providerOptions.${namespace}`;
    const isHosts = name !== undefined && (namespace !== 'cloudflare' || name === namespace);
    options = mergeOptions(options, parseOptions(isHosts ? known(own, where, warn) : own, where));
  }
  return options;
}

function known(own: object, where: string, warn: ((warning: CallWarning) => void) | undefined): unknown {
  if (!isRecord(own)) return own;
  const entries = Object.entries(own).filter(([name, value]) => {
    if (Object.hasOwn(optionTable, name) || value === undefined) return true;
    warn?.({
      type: 'unsupported',
      feature: `${where}.${name}`,
      details: 'it is not an option of this provider.',
    });
    return false;
  });
  return Object.fromEntries(entries);
}
