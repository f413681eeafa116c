import { markedInvalidArgument } from '../settings/configuration-error.ts';
import { sha256 } from './sha256.ts';

/**
 * The inputs of a cache key: the tenant, and everything else that a response depends on.
 */
export type CacheKeyInputs = {
  /**
   * The tenant that owns the responses. No other tenant gets the same key.
   */
  readonly tenant: string;
  /**
   * Strings, numbers, booleans, `null`, and arrays and objects of them; `undefined` counts as absent.
   */
  readonly [input: string]: unknown;
};

/**
 * A cache key for the option `cacheKey` that includes the tenant: `tenant-` and 64 hexadecimal digits. The order of
 * members does not matter, and different inputs have different keys.
 * @throws InvalidArgumentError without a tenant, without any other input, and for a value that is not plain data
 * @example { cacheKey: tenantCacheKey({ tenant: 'acme', model, prompt, locale }) }
 */
export function tenantCacheKey<INPUTS extends Pick<CacheKeyInputs, 'tenant'>>(inputs: INPUTS): string {
  // Without inputs, there is no tenant.
  const { tenant, ...others } = Object(inputs) as INPUTS;
  if (typeof tenant !== 'string' || tenant.trim() === '')
    throw invalidInput('tenant', 'expected a non-empty string; otherwise tenants would share responses.');
  if (Object.values(others).every(value => value === undefined))
    throw invalidInput('tenant', 'it is the only input, so all prompts would share one response.');
  return `tenant-${sha256(canonical({ tenant, inputs: others }, [], []))}`;
}

/** JSON with sorted members. */
function canonical(value: unknown, path: readonly string[], above: readonly object[]): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw notData(path);
  if (above.includes(value)) throw invalidInput(path.slice(1).join('.'), 'it references itself.');
  const inner = [...above, value];
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonical(item, [...path, String(index)], inner)).join()}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw notData(path);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, [...path, name], inner)}`);
  return `{${members.join()}}`;
}

function notData(path: readonly string[]): Error {
  return invalidInput(
    path.slice(1).join('.'),
    'expected a string, a finite number, a boolean, null, or arrays and objects of them.',
  );
}

function invalidInput(input: string, problem: string): Error {
  return markedInvalidArgument({
    setting: `tenantCacheKey.${input}`,
    problem,
    example: "tenantCacheKey({ tenant: 'acme', prompt: 'Hi' })",
  });
}
