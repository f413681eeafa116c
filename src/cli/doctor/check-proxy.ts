import process from 'node:process';
import { readEnvironment } from '../../settings/environment.ts';
import { type CheckRow, pass, warn } from './check-row.ts';

const id = 'proxy';
const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
const unread = ['ALL_PROXY', 'all_proxy'];

/** What runs this, by version. */
export type Versions = Readonly<Record<string, string | undefined>>;

/**
 * Whether a proxy is configured that nobody uses. The variables' values may hold passwords, so only names are told.
 * @see https://nodejs.org/api/cli.html#node_use_env_proxy1 and https://bun.sh/docs/api/fetch
 */
export function checkProxy(versions: Versions = process.versions): CheckRow {
  if (readEnvironment(['NODE_TLS_REJECT_UNAUTHORIZED'])?.value === '0') {
    return warn(
      id,
      'NODE_TLS_REJECT_UNAUTHORIZED=0: anybody between here and Cloudflare can read the tokens.',
      'Unset it; give the certificate of a proxy to NODE_EXTRA_CA_CERTS instead.',
    );
  }
  const proxy = readEnvironment(variables);
  if (proxy !== undefined) return usedProxy(proxy.name, versions);
  const other = readEnvironment(unread);
  if (other === undefined) return pass(id, 'none configured');
  return warn(id, `${other.name} is set, and fetch does not read it.`, 'Set HTTPS_PROXY besides.');
}

function usedProxy(name: string, versions: Versions): CheckRow {
  const asked = isAsked();
  const able = readsEnvironment(versions);
  if (versions.bun !== undefined || (asked && able)) return pass(id, `${name}, used by fetch`);
  return warn(
    id,
    `${name} is set, and fetch of Node ${versions.node} does not use it${able ? ' by itself' : ''}.`,
    able ? 'Set NODE_USE_ENV_PROXY=1.' : 'Set NODE_USE_ENV_PROXY=1, with Node 22.21, 24 or later.',
  );
}

function isAsked(): boolean {
  const flags = readEnvironment(['NODE_OPTIONS'])?.value ?? '';
  return readEnvironment(['NODE_USE_ENV_PROXY'])?.value === '1' || flags.includes('--use-env-proxy');
}

/** Node 24.0 and 22.21 brought it; 23 did not live to see it. */
function readsEnvironment({ node = '' }: Versions): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 21);
}
