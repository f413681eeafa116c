import { isRecord } from '../json-values.ts';
import { isString } from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { ConnectionSettings, ProviderKey } from '../settings/connection-settings.ts';
import { nearest } from '../settings/nearest.ts';
import { secretExample } from '../settings/secret.ts';
import { isSecret, refusedSetting } from '../settings/setting-table.ts';
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
    if (upstream === undefined) {
      const close = nearest(name, knownPrefixes);
      throw invalidKey(
        name,
        `unknown upstream.${close ? ` Did you mean \`${close}\`?` : ''}`,
        close ?? knownPrefixes[0],
      );
    }
    if (upstream.cloudflare)
      throw refusedSetting('apiToken', 'Workers AI uses the Cloudflare token.', setting);
    const other = keys.get(upstream.name);
    if (other)
      throw invalidKey(name, `it is the same upstream as ${other.setting}: pass one.`, upstream.name);
    if (!isKey(key)) throw invalidKey(name, 'expected a key, a function that returns one, or `{ headers }`.');
    keys.set(upstream.name, { setting, key });
  }
  return keys;
}

function invalidKey(name: string, problem: string, upstream: string = name): Error {
  return invalidArgument({
    setting: `providerKeys.${name}`,
    problem,
    example: secretExample(`providerKeys.${upstream}`),
  });
}

/** A key, or headers that may carry one, except Cloudflare's and those that frame the request. */
function isKey(key: unknown): boolean {
  if (!isRecord(key)) return isSecret(key);
  const entries = isRecord(key.headers) ? Object.entries(key.headers) : [];
  return (
    entries.length > 0 &&
    entries.every(
      ([name, value]) => isString(value) && /^(?!cf-aig-|cf-access|host$|content-)[\w-]+$/i.test(name),
    )
  );
}
