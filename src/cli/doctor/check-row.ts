import type { UnauthorizedKind } from './unauthorized-kinds.ts';

/** `skip`: could not be looked at, because of something above it. Only `fail` makes the doctor fail. */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip';

/** What one check found. */
export interface CheckRow {
  readonly id: string;
  readonly status: CheckStatus;
  /** What was found, in a sentence. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Which of the refusals it is that all look like 401. */
  readonly unauthorized?: UnauthorizedKind;
}

export const pass = (id: string, detail: string): CheckRow => ({ id, status: 'pass', detail });
export const skip = (id: string, detail: string): CheckRow => ({ id, status: 'skip', detail });
export const warn = (id: string, detail: string, fix: string): CheckRow => ({
  id,
  status: 'warn',
  detail,
  fix,
});
export const fail = (id: string, detail: string, fix: string): CheckRow => ({
  id,
  status: 'fail',
  detail,
  fix,
});

/** Why nothing is asked where the settings are wrong. */
export const wrongSettings = 'the settings are wrong: see above';

/** What a configuration error says, without its example: that is code, and the user stands at a command line. */
export function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*Example: [\s\S]*$/, '');
}
