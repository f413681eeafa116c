import { maskAccountId } from '../../gateway/errors/redaction.ts';
import type { APIAnswer, AskAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn } from './check-row.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

const isRefusal = ({ status }: APIAnswer): boolean => status === 401 || status === 403;

const unclear = (id: string, answer: APIAnswer | Unreachable): CheckRow =>
  skip(
    id,
    'unreachable' in answer ? `no answer: ${answer.unreachable}` : `no clear answer (HTTP ${answer.status})`,
  );

/**
 * Account > Workers AI > Read, which every call on the REST API needs.
 * @param needed whether calls would go there: else it is no failure
 */
export async function checkWorkersAI(
  ask: AskAPI,
  {
    account,
    tokenActive,
    needed,
  }: { readonly account: string; readonly tokenActive: boolean | undefined; readonly needed: boolean },
): Promise<CheckRow> {
  const id = 'workers ai';
  const answer = await ask(`/accounts/${account}/ai/models/search?per_page=1&page=1`);
  if ('unreachable' in answer) return unclear(id, answer);
  if (answer.status === 200) return pass(id, 'the token may use it (Workers AI > Read)');
  if (answer.status === 404 && answer.codes.includes(7003)) {
    const detail = `there is no account ${maskAccountId(account)}, or the token is of another one.`;
    return fail(id, detail, 'Check CLOUDFLARE_ACCOUNT_ID, and the account of the token.');
  }
  if (!isRefusal(answer)) return unclear(id, answer);
  const unauthorized = tokenActive === true ? 'permission-missing' : 'token-invalid';
  const { meaning, fix } = unauthorizedKinds[unauthorized];
  // 403 is what a token gets in somebody else's account, too.
  const other = answer.status === 403 ? ` Or it is not of account ${maskAccountId(account)}.` : '';
  return { ...(needed ? fail : warn)(id, meaning + other, fix), unauthorized };
}

/** AI Gateway > Read, which only the log and the list of models need. */
export async function checkLogs(ask: AskAPI, account: string, gatewayId: string): Promise<CheckRow> {
  const id = 'logs';
  const answer = await ask(`/accounts/${account}/ai-gateway/gateways/${gatewayId}/logs?per_page=1&page=1`);
  if ('unreachable' in answer) return unclear(id, answer);
  if (answer.status === 200) return pass(id, 'the token may read them (AI Gateway > Read)');
  if (!isRefusal(answer)) return unclear(id, answer);
  return warn(
    id,
    'the token may not read them; calls of models do not need it.',
    'For costs and feedback give the token Account > AI Gateway > Edit (Read is enough to read).',
  );
}
