import { invalidArgument } from '../settings/configuration-error.ts';
import type { ConnectionSettings, ProviderKey } from '../settings/connection-settings.ts';
import { nearest } from '../settings/nearest.ts';
import { settingExample } from '../settings/setting-table.ts';
import { knownPrefixes, knownUpstream } from '../upstreams/registry.ts';

/** A provider key with the setting it came from. */
export interface NamedProviderKey {
  readonly setting: string;
  readonly key: ProviderKey;
}

/**
 * The provider keys by canonical upstream name.
 * @throws InvalidArgumentError for an unknown upstream, for two names of one upstream, and for Workers AI
 */
export function resolveProviderKeys(settings: ConnectionSettings): ReadonlyMap<string, NamedProviderKey> {
  const keys = new Map<string, NamedProviderKey>();
  for (const [name, key] of Object.entries(settings.providerKeys ?? {})) {
    if (key === undefined) continue;
    const setting = `providerKeys.${name}`;
    const upstream = knownUpstream(name);
    if (upstream === undefined) throw unknownName(name);
    if (upstream.cloudflare) {
      throw invalidArgument({
        setting,
        problem: 'Workers AI uses the Cloudflare token.',
        example: settingExample('apiToken'),
      });
    }
    const other = keys.get(upstream.name);
    if (other !== undefined) {
      throw invalidArgument({
        setting,
        problem: `it is the same upstream as ${other.setting}: pass one.`,
        example: `createCloudflare({ providerKeys: { '${upstream.name}': process.env.MY_KEY } })`,
      });
    }
    checkShape(setting, key);
    keys.set(upstream.name, { setting, key });
  }
  return keys;
}

function unknownName(name: string): Error {
  const close = nearest(name, knownPrefixes);
  return invalidArgument({
    setting: `providerKeys.${name}`,
    problem: `unknown upstream.${close === undefined ? '' : ` Did you mean \`${close}\`?`}`,
    example: `createCloudflare({ providerKeys: { '${close ?? 'openai'}': process.env.MY_KEY } })`,
  });
}

function checkShape(setting: string, key: unknown): void {
  if (typeof key === 'string' || typeof key === 'function') return;
  const headers = typeof key === 'object' && key !== null && 'headers' in key ? key.headers : undefined;
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const usable = entries.every(([name, value]) => isKeyHeader(name) && typeof value === 'string');
  if (entries.length > 0 && usable) return;
  throw invalidArgument({
    setting,
    problem: 'expected a key, a function that returns one, or `{ headers }`.',
    example: "createCloudflare({ providerKeys: { openai: { headers: { authorization: 'Bearer sk-…' } } } })",
  });
}

/** A header that may carry a key: not one of Cloudflare's, and not one that frames the request. */
function isKeyHeader(name: string): boolean {
  return /^[\w-]+$/.test(name) && !/^(?:cf-aig-|cf-access|host$|content-)/i.test(name);
}
