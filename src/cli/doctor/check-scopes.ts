import { maskAccountId } from '../../gateway/errors/redaction.ts';
import type { APIResponse, CallAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn } from './check-row.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

const isForbidden = ({ status }: APIResponse): boolean => status === 401 || status === 403;

const unclear = (id: string, response: APIResponse | Unreachable): CheckRow =>
  skip(
    id,
    'unreachable' in response
      ? `no response: ${response.unreachable}`
      : `could not be determined (HTTP ${response.status})`,
  );

/**
 * Checks Account > Workers AI > Read, which every call on the REST API requires.
 * @param needed whether calls use the REST API; otherwise a missing permission is only a warning
 */
export async function checkWorkersAI(
  callAPI: CallAPI,
  {
    account,
    tokenActive,
    needed,
  }: { readonly account: string; readonly tokenActive: boolean | undefined; readonly needed: boolean },
): Promise<CheckRow> {
  const id = 'workers ai';
  const response = await callAPI(`/accounts/${account}/ai/models/search?per_page=1&page=1`);
  if ('unreachable' in response) return unclear(id, response);
  if (response.status === 200) return pass(id, 'the token has access (Workers AI > Read)');
  if (response.status === 404 && response.codes.includes(7003)) {
    const detail = `account ${maskAccountId(account)} does not exist, or the token belongs to another one.`;
    return fail(id, detail, "Check CLOUDFLARE_ACCOUNT_ID and the token's account.");
  }
  if (!isForbidden(response)) return unclear(id, response);
  const unauthorized = tokenActive === true ? 'permission-missing' : 'token-invalid';
  const { meaning, fix } = unauthorizedKinds[unauthorized];
  // A token of another account also gets 403.
  const other = response.status === 403 ? ` Or it does not belong to account ${maskAccountId(account)}.` : '';
  return { ...(needed ? fail : warn)(id, meaning + other, fix), unauthorized };
}

/** Checks AI Gateway > Read, which only logs and the list of models require. */
export async function checkLogs(callAPI: CallAPI, account: string, gatewayId: string): Promise<CheckRow> {
  const id = 'logs';
  const path = `/accounts/${account}/ai-gateway/gateways/${gatewayId}/logs?per_page=1&page=1`;
  const response = await callAPI(path);
  if ('unreachable' in response) return unclear(id, response);
  if (response.status === 200) return pass(id, 'the token has access (AI Gateway > Read)');
  if (!isForbidden(response)) return unclear(id, response);
  return warn(
    id,
    'the token cannot read them. Model calls do not need this.',
    'For costs and feedback, add Account > AI Gateway > Edit to the token (for costs only, Read).',
  );
}
