import type { APIResponse, CallAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn } from './check-row.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

/** What the first response shows: whether the API is reachable, its clock, and whether the token is valid. */
export interface ConnectionFindings {
  readonly rows: readonly CheckRow[];
  readonly reachable: boolean;
  /** `undefined`: could not be checked. */
  readonly tokenActive: boolean | undefined;
}

/** Tokens belong to a user or to an account, and each kind has its own verification URL. */
export async function checkConnection(
  callAPI: CallAPI,
  { account, host, now }: { readonly account: string; readonly host: string; readonly now: () => number },
): Promise<ConnectionFindings> {
  const started = now();
  const first = await callAPI('/user/tokens/verify');
  const ms = now() - started;
  if ('unreachable' in first)
    return { rows: [notReached(first, host)], reachable: false, tokenActive: undefined };
  const rows = [pass('connection', `${host} responded in ${ms} ms`), clockRow(first, now())];
  const owned = isActive(first) ? first : await callAPI(`/accounts/${account}/tokens/verify`);
  const validity = validityOf(first, owned);
  return { ...validity, rows: [...rows, ...validity.rows], reachable: true };
}

/** The usual causes of a failed connection. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'Cannot resolve the host name: check DNS and your network connection.'],
  [/ECONNREFUSED/, 'Nothing is listening there: check --base-url, and that the local gateway is running.'],
  [
    /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/,
    'A proxy replaces certificates: set NODE_EXTRA_CA_CERTS to its own certificate.',
  ],
  [/./, 'Check the network, the firewall and the proxy (see the proxy row).'],
];

function notReached({ unreachable }: Unreachable, host: string): CheckRow {
  const remedy = remedies.find(([pattern]) => pattern.test(unreachable))?.[1] ?? '';
  return fail('connection', `Cannot reach ${host}: ${unreachable}.`, remedy);
}

/** Certificates and Access tokens are checked against the clock. */
const maxSkewMs = 60_000;

function clockRow({ date }: APIResponse, now: number): CheckRow {
  if (date === undefined) return skip('clock', 'the response has no date');
  const skew = Math.round((now - date) / 1000);
  // The header is in whole seconds.
  if (Math.abs(now - date) <= maxSkewMs) return pass('clock', 'in sync with the server');
  const direction = skew > 0 ? 'ahead of' : 'behind';
  return warn('clock', `${Math.abs(skew)} s ${direction} the server.`, 'Synchronise the system clock.');
}

const isActive = ({ status, result }: APIResponse): boolean => status === 200 && result.status === 'active';

function validityOf(
  first: APIResponse,
  owned: APIResponse | Unreachable,
): Pick<ConnectionFindings, 'rows' | 'tokenActive'> {
  const responses = 'unreachable' in owned ? [first] : [first, owned];
  const good = responses.find(isActive);
  if (good !== undefined) return { rows: [pass('token', `active${expiry(good)}`)], tokenActive: true };
  const other = responses.find(({ status }) => status === 200);
  if (other !== undefined) {
    const state = typeof other.result.status === 'string' ? other.result.status : 'not active';
    const { fix } = unauthorizedKinds['token-invalid'];
    return { rows: [fail('token', `Cloudflare reports it as ${state}.`, fix)], tokenActive: false };
  }
  if (responses.every(({ status }) => [400, 401, 403].includes(status))) {
    const { meaning, fix } = unauthorizedKinds['token-invalid'];
    return { rows: [{ ...fail('token', meaning, fix), unauthorized: 'token-invalid' }], tokenActive: false };
  }
  return { rows: [skip('token', `could not be checked (HTTP ${first.status})`)], tokenActive: undefined };
}

function expiry({ result }: APIResponse): string {
  return typeof result.expires_on === 'string' ? `, expires ${result.expires_on.slice(0, 10)}` : '';
}
