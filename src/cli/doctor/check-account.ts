import { maskAccountId } from '../../gateway/errors/redaction.ts';
import { readEnvironment, variablesOf } from '../../settings/environment.ts';
import { parseAccountId } from '../../settings/ids.ts';
import { type CheckRow, fail, pass, problemOf, skip, wrongSettings } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const id = 'account id';
const where = 'Copy it from the dashboard (Account Home > Account ID) into CLOUDFLARE_ACCOUNT_ID.';

/** The account id of the calls: there, and of the right shape. A wrong value is never shown: it may be a token. */
export function checkAccount(context: DoctorContext): CheckRow {
  const { connection, account, problem } = context;
  const found = givenAccount(context);
  const base = connection?.base;
  if (account !== undefined && base !== undefined && 'account' in base) {
    const unused = found !== undefined && connection?.accountId?.value !== account;
    const note = unused ? `; ${found.name} says another one, which is not used` : '';
    return pass(id, `${maskAccountId(account)}, from the base URL${note}`);
  }
  if (found === undefined) {
    if (problem !== undefined) return skip(id, wrongSettings);
    return base?.form === 'domain'
      ? skip(id, 'the custom domain decides')
      : fail(id, 'there is none.', where);
  }
  try {
    return pass(id, `${maskAccountId(parseAccountId(found.value, found.name))}, from ${found.name}`);
  } catch (error) {
    return fail(id, problemOf(error), where);
  }
}

/** What the command line says, or a variable. */
function givenAccount({
  settings: { accountId },
  local,
}: DoctorContext): { readonly name: string; readonly value: string } | undefined {
  if (accountId === undefined) return readEnvironment(variablesOf('accountId'));
  return accountId.trim() === '' ? undefined : { name: sourceName('accountId', local), value: accountId };
}
