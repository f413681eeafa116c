import type { APIAnswer, AskAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn } from './check-row.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

/** What the first answer tells: whether anybody is there, what time it is, and whether the token is one. */
export interface ConnectionFindings {
  readonly rows: readonly CheckRow[];
  readonly reachable: boolean;
  /** `undefined`: Cloudflare could not be asked. */
  readonly tokenActive: boolean | undefined;
}

/** Tokens belong to a user or to the account, and are verified at different addresses. */
export async function checkConnection(
  ask: AskAPI,
  { account, host, now }: { readonly account: string; readonly host: string; readonly now: () => number },
): Promise<ConnectionFindings> {
  const started = now();
  const first = await ask('/user/tokens/verify');
  const ms = now() - started;
  if ('unreachable' in first)
    return { rows: [notReached(first, host)], reachable: false, tokenActive: undefined };
  const rows = [pass('connection', `${host} answers, ${ms} ms`), clockRow(first, now())];
  const owned = isActive(first) ? first : await ask(`/accounts/${account}/tokens/verify`);
  const validity = validityOf(first, owned);
  return { ...validity, rows: [...rows, ...validity.rows], reachable: true };
}

/** What a failed connection usually is. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'The name cannot be resolved: check DNS and whether you are online.'],
  [/ECONNREFUSED/, 'Nobody listens there: check --base-url; is the local gateway running?'],
  [
    /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/,
    'A proxy replaces certificates: give its own one to NODE_EXTRA_CA_CERTS.',
  ],
  [/./, 'Check the network, a firewall and the proxy: see the row above.'],
];

function notReached({ unreachable }: Unreachable, host: string): CheckRow {
  const remedy = remedies.find(([pattern]) => pattern.test(unreachable))?.[1] ?? '';
  return fail('connection', `${host} was not reached: ${unreachable}.`, remedy);
}

/** Certificates and Access tokens are checked against the clock. */
const mostSkewMs = 60_000;

function clockRow({ date }: APIAnswer, now: number): CheckRow {
  if (date === undefined) return skip('clock', 'the answer carries no date');
  const skew = Math.round((now - date) / 1000);
  // The header has whole seconds.
  if (Math.abs(now - date) <= mostSkewMs) return pass('clock', 'agrees with the server');
  const direction = skew > 0 ? 'ahead of' : 'behind';
  return warn(
    'clock',
    `${Math.abs(skew)} s ${direction} the server.`,
    'Set the clock: let the system synchronise it.',
  );
}

const isActive = ({ status, result }: APIAnswer): boolean => status === 200 && result.status === 'active';

function validityOf(
  first: APIAnswer,
  owned: APIAnswer | Unreachable,
): Pick<ConnectionFindings, 'rows' | 'tokenActive'> {
  const answers = 'unreachable' in owned ? [first] : [first, owned];
  const good = answers.find(isActive);
  if (good !== undefined) return { rows: [pass('token', `active${expiry(good)}`)], tokenActive: true };
  const other = answers.find(({ status }) => status === 200);
  if (other !== undefined) {
    const state = typeof other.result.status === 'string' ? other.result.status : 'not active';
    const { fix } = unauthorizedKinds['token-invalid'];
    return { rows: [fail('token', `Cloudflare calls it ${state}.`, fix)], tokenActive: false };
  }
  if (answers.every(({ status }) => [400, 401, 403].includes(status))) {
    const { meaning, fix } = unauthorizedKinds['token-invalid'];
    return { rows: [{ ...fail('token', meaning, fix), unauthorized: 'token-invalid' }], tokenActive: false };
  }
  return { rows: [skip('token', `could not be asked about (HTTP ${first.status})`)], tokenActive: undefined };
}

function expiry({ result }: APIAnswer): string {
  return typeof result.expires_on === 'string' ? `, expires ${result.expires_on.slice(0, 10)}` : '';
}
