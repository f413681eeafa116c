import { maskAccountId } from '../../gateway/errors/mask-account.ts';
import { parseAccountId } from '../../settings/account-id.ts';
import { environmentNames, readEnvironment } from '../../settings/environment.ts';
import { type CheckRow, fail, pass, problemOf, skip } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const id = 'account id';
const where = 'Copy it from the dashboard (Account Home > Account ID) into CLOUDFLARE_ACCOUNT_ID.';

/** The account id: there, and of the right shape. A wrong value is never shown: it may be a token. */
export function checkAccount({ settings, account, local }: DoctorContext): CheckRow {
  const given = settings.accountId;
  const found =
    given === undefined
      ? readEnvironment(environmentNames.accountId)
      : { name: sourceName('accountId', local), value: given };
  if (found === undefined || found.value.trim() === '') return withoutId(settings.baseURL, account);
  try {
    return pass(id, `${maskAccountId(parseAccountId(found.value, found.name))}, from ${found.name}`);
  } catch (error) {
    return fail(id, problemOf(error), where);
  }
}

function withoutId(baseURL: string | undefined, account: string | undefined): CheckRow {
  if (account !== undefined) return pass(id, `${maskAccountId(account)}, from the base URL`);
  const url = baseURL ?? readEnvironment(environmentNames.baseURL)?.value;
  const domain = url !== undefined && !/cloudflare\.com|\/\/(?:127\.|localhost|\[::1\])/.test(url);
  return domain ? skip(id, 'the custom domain decides') : fail(id, 'there is none.', where);
}
