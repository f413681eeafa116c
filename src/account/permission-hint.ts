import type { ErrorContext, HintedFailure } from '../gateway/errors/error-context.ts';
import { maskAccountId } from '../gateway/errors/mask-account.ts';

/** Permissions of a Cloudflare API token, as the dashboard names them. @see https://developers.cloudflare.com/ai-gateway/configuration/authentication/ */
export type AccountPermission = 'Workers AI > Read' | 'AI Gateway > Read' | 'AI Gateway > Edit';

/** What to do when the account API refuses: its answer is the same for a wrong token, scope and account. */
export function permissionHint(
  { kind, statusCode, hint }: HintedFailure,
  permission: AccountPermission,
  { accountId, endpoint }: Pick<ErrorContext, 'accountId' | 'endpoint'>,
): string | undefined {
  if (endpoint === 'binding' || (kind !== 'authentication' && kind !== 'permission')) return hint;
  const account = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  const refused =
    statusCode === 403 ? 'The token lacks a permission' : 'The token is wrong or lacks a permission';
  return `${refused}: it needs Account > ${permission} in ${account}. Calls of models do not need it and may still work.`;
}
