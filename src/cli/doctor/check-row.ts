import type { UnauthorizedKind } from './unauthorized-kinds.ts';

/** `skip`: not checked, because of an earlier row. Only `fail` makes the doctor fail. */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip';

/** The finding of one check. */
export interface CheckRow {
  readonly id: string;
  readonly status: CheckStatus;
  /** The finding, in one sentence. */
  readonly detail: string;
  /** How to fix it. */
  readonly fix?: string;
  /** The kind of a 401 response. */
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

/** The reason to skip a check if the settings are invalid. */
export const wrongSettings = 'the settings are invalid: see above';

/** The message of a configuration error, without its example: that is code, not a command line. */
export function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('Example: ', 1)[0] ?? '').trimEnd();
}
