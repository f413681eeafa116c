import { type CheckRow, fail, pass, problemOf, skip } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const id = 'settings';

/**
 * Checks that the settings are valid and do not contradict each other. Otherwise no call is made.
 * @param account the row of the account id, whose finding is not repeated
 */
export function checkSettings({ problem }: DoctorContext, account: CheckRow): CheckRow {
  if (problem === undefined) return pass(id, 'gateway, base URL and endpoint are consistent');
  const detail = inOptions(problemOf(problem));
  if (detail === account.detail) return skip(id, 'the account id is invalid: see the next row');
  return fail(id, detail, 'Correct or remove it; no call can be made with it.');
}

/** Renames the settings in an error message to command-line options. Variables keep their names. */
function inOptions(text: string): string {
  return text.replace(/^\w+(?=: )|(?<=\()\w+(?=\))/g, name => sourceName(name, false));
}
