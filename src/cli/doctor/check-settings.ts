import { type CheckRow, fail, pass, problemOf, skip } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const id = 'settings';

/**
 * Whether the settings are taken together: each in its form, and none against another. Else no call is made.
 * @param account what the account id's own check found, which need not be said twice
 */
export function checkSettings({ problem }: DoctorContext, account: CheckRow): CheckRow {
  if (problem === undefined) return pass(id, 'gateway, base URL and endpoint fit together');
  const detail = inOptions(problemOf(problem));
  if (detail === account.detail) return skip(id, 'the account id is wrong: see the next row');
  return fail(id, detail, 'Correct it, or leave it out: no call is made with it.');
}

/** Errors name settings as code does; the user stands at a command line. Variables keep their names. */
function inOptions(text: string): string {
  return text.replace(/^\w+(?=: )|(?<=\()\w+(?=\))/g, name => sourceName(name, false));
}
