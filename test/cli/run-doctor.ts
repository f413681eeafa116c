import type { LocalGatewayOptions } from 'ai-sdk-provider-cloudflare/testing';
import { expect } from 'vitest';
import type { CheckRow } from '../../src/cli/doctor/check-row.ts';
import { connectTo, runCLI, withGateway } from './support.ts';

/** The doctor's report. */
export interface Report {
  readonly ok: boolean;
  readonly code: number;
  readonly rows: readonly CheckRow[];
  /** The first row of a check. */
  readonly row: (id: string) => CheckRow;
}

/** Runs the doctor with `--json`. */
export async function doctor(...argv: readonly string[]): Promise<Report> {
  const { code, stdout } = await runCLI(['doctor', '--json', ...argv]);
  const { ok, rows } = JSON.parse(stdout);
  return {
    ok,
    code,
    rows,
    row: id => {
      const found = rows.find((row: CheckRow) => row.id === id);
      expect(found, `a row "${id}"`).toBeDefined();
      return found;
    },
  };
}

/** The report for a gateway and a token. */
export const doctorOf = (
  options: LocalGatewayOptions,
  token: string,
  ...argv: readonly string[]
): Promise<Report> => withGateway(options, ({ url }) => doctor(...connectTo(url, token), ...argv));
