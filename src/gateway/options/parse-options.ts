import { invalidArgument } from '../../settings/configuration-error.ts';
import { nearest } from '../../settings/nearest.ts';
import type { CloudflareOptions } from './call-options.ts';
import { isRecord } from './checks.ts';
import { metadataProblem } from './metadata-header.ts';
import { modelOptionTable } from './model-option-checks.ts';
import { optionTable } from './option-table.ts';

const rows = { ...optionTable, ...modelOptionTable };
const names = Object.keys(rows);

/** Options whose entries merge one by one; all others are replaced as a whole. */
const merged = ['metadata', 'timeouts', 'retries', 'autoRouter', 'extraBody'] as const;

/**
 * Checks options and returns them as they are.
 * @param where what holds them, for messages: `options` or `providerOptions.cloudflare`
 * @throws InvalidArgumentError naming the option, its limits and, for an unknown name, the nearest one
 */
export function parseOptions(options: unknown, where: string): CloudflareOptions {
  if (options === undefined || options === null) return {};
  if (!isRecord(options)) {
    throw invalidArgument({ setting: where, problem: 'expected an object.', example: '{ cacheTtl: 3600 }' });
  }
  for (const [name, value] of Object.entries(options)) {
    if (!isOptionName(name)) throw unknownOption(name, where);
    if (value !== undefined && !rows[name].accepts(value)) throw refusedOption(name, value, where);
  }
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
  if (problem !== undefined) throw refusedOption('metadata', options.metadata, 'options');
  return options;
}

function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

function isOptionName(name: string): name is keyof typeof rows {
  return Object.hasOwn(rows, name);
}

function unknownOption(name: string, where: string): Error {
  const close = nearest(name, names);
  const hint = close === undefined ? ` Options: ${names.join(', ')}.` : ` Did you mean \`${close}\`?`;
  return invalidArgument({
    setting: `${where}.${name}`,
    problem: `there is no such option.${hint} Raw fields for the upstream go into \`extraBody\`.`,
    example:
      close === undefined
        ? '{ extraBody: { my_field: 1 } }'
        : `{ ${close}: ${rows[close as keyof typeof rows].example} }`,
  });
}

function refusedOption(name: keyof typeof rows, value: unknown, where: string): Error {
  const detail = name === 'metadata' && isRecord(value) ? metadataProblem(value) : undefined;
  return invalidArgument({
    setting: `${where}.${name}`,
    problem: `expected ${rows[name].expects}${detail === undefined ? '' : `: ${detail}`}.`,
    example: `{ ${name}: ${rows[name].example} }`,
  });
}
