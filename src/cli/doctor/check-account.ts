import { maskAccountId } from '../../gateway/errors/redaction.ts';
import { readEnvironment, variablesOf } from '../../settings/environment.ts';
import { parseAccountId } from '../../settings/ids.ts';
import { type CheckRow, fail, pass, problemOf, skip, wrongSettings } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const id = 'account id';
const where = 'Copy it from the dashboard (Account Home > Account ID) into CLOUDFLARE_ACCOUNT_ID.';

/** Checks that calls have a valid account id. An invalid value is never shown: it may be a token. */
export function checkAccount(context: DoctorContext): CheckRow {
  const { connection, account, problem } = context;
  const found = givenAccount(context);
  const base = connection?.base;
  if (account !== undefined && base?.account !== undefined) {
    const unused = found !== undefined && connection?.accountId?.value !== account;
    const note = unused ? `; ${found.name} names another account and is ignored` : '';
    return pass(id, `${maskAccountId(account)}, from the base URL${note}`);
  }
  if (found === undefined) {
    if (problem !== undefined) return skip(id, wrongSettings);
    return base?.form === 'domain'
      ? skip(id, 'determined by the custom domain')
      : fail(id, 'not set.', where);
  }
  try {
    return pass(id, `${maskAccountId(parseAccountId(found.value, found.name))}, from ${found.name}`);
  } catch (error) {
    return fail(id, problemOf(error), where);
  }
}

/** The account id from the command line or a variable. */
function givenAccount({
  settings: { accountId },
  local,
}: DoctorContext): { readonly name: string; readonly value: string } | undefined {
  if (accountId === undefined) return readEnvironment(variablesOf('accountId'));
  return accountId.trim() === '' ? undefined : { name: sourceName('accountId', local), value: accountId };
}
