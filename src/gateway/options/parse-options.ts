import { checkMembers, type Place, type Rows, refusedMember } from '../../settings/check.ts';
import type { CloudflareOptions } from './call-options.ts';
import { isRecord } from './checks.ts';
import { metadataProblem } from './metadata-header.ts';
import { modelOptionTable } from './model-option-checks.ts';
import { optionTable } from './option-table.ts';

const rows: Rows<CloudflareOptions> = { ...optionTable, ...modelOptionTable };

const placeOf = (where: string): Place => ({
  where,
  noun: 'option',
  usage: member => `{ ${member} }`,
  hint: 'Raw fields for the upstream go into `extraBody`.',
});

/** Options whose entries merge one by one; all others are replaced as a whole. */
const merged = ['metadata', 'timeouts', 'retries', 'autoRouter', 'extraBody'] as const;

/**
 * Checks options and returns them as they are.
 * @param where what holds them, for messages: `options` or `providerOptions.cloudflare`
 * @throws InvalidArgumentError naming the option, its limits and, for an unknown name, the nearest one
 */
export function parseOptions(options: unknown, where: string): CloudflareOptions {
  if (options === undefined || options === null) return {};
  checkMembers(options, rows, placeOf(where));
  return options;
}

/** The provider's options under those of a call, key by key. */
export function mergeOptions(base: CloudflareOptions, call: CloudflareOptions): CloudflareOptions {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(call)) {
    if (value === undefined) continue;
    const below = base[name as keyof CloudflareOptions];
    const mergeable = merged.some(key => key === name) && isRecord(below) && isRecord(value);
    result[name] = mergeable ? { ...below, ...defined(value) } : value;
  }
  const options: CloudflareOptions = result;
  const problem = options.metadata === undefined ? undefined : metadataProblem(options.metadata);
  if (problem !== undefined)
    throw refusedMember('metadata', options.metadata, rows.metadata, placeOf('options'));
  return options;
}

function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
