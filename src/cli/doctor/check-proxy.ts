import process from 'node:process';
import { readEnvironment } from '../../settings/environment.ts';
import { type CheckRow, pass, warn } from './check-row.ts';

const id = 'proxy';
const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
const unread = ['ALL_PROXY', 'all_proxy'];

/** The versions of the runtime, by name. */
export type Versions = Readonly<Record<string, string | undefined>>;

/**
 * Finds a configured proxy that `fetch` ignores. The values may hold passwords, so only variable names are shown.
 * @see https://nodejs.org/api/cli.html#node_use_env_proxy1 and https://bun.sh/docs/api/fetch
 */
export function checkProxy(versions: Versions = process.versions): CheckRow {
  if (readEnvironment(['NODE_TLS_REJECT_UNAUTHORIZED'])?.value === '0') {
    return warn(
      id,
      'NODE_TLS_REJECT_UNAUTHORIZED=0: anyone between this machine and Cloudflare can read the tokens.',
      'Unset it. If a proxy replaces certificates, set NODE_EXTRA_CA_CERTS to its certificate.',
    );
  }
  const proxy = readEnvironment(variables);
  if (proxy !== undefined) return usedProxy(proxy.name, versions);
  const other = readEnvironment(unread);
  if (other === undefined) return pass(id, 'none configured');
  return warn(id, `${other.name} is set, but fetch does not read it.`, 'Set HTTPS_PROXY as well.');
}

function usedProxy(name: string, versions: Versions): CheckRow {
  const supported = supportsProxyVariables(versions);
  if (versions.bun !== undefined || (supported && proxyVariablesEnabled()))
    return pass(id, `${name}, used by fetch`);
  return warn(
    id,
    `${name} is set, but fetch in Node ${versions.node} does not use it${supported ? ' by default' : ''}.`,
    supported ? 'Set NODE_USE_ENV_PROXY=1.' : 'Use Node 22.21, 24 or later, and set NODE_USE_ENV_PROXY=1.',
  );
}

function proxyVariablesEnabled(): boolean {
  const flags = readEnvironment(['NODE_OPTIONS'])?.value ?? '';
  return readEnvironment(['NODE_USE_ENV_PROXY'])?.value === '1' || flags.includes('--use-env-proxy');
}

/** Added in Node 24.0 and 22.21; Node 23 never got it. */
function supportsProxyVariables({ node = '' }: Versions): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 21);
}
