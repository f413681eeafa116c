import { VERSION } from 'ai-sdk-provider-cloudflare';
import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command, Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { doctorContext } from './doctor-context.ts';
import { countRows, doctorReport } from './doctor-report.ts';
import { runChecks } from './run-checks.ts';

/** Checks everything that can make a call fail, and prints how to fix it. */
async function doctor({ given, io, screen }: Invocation): Promise<number> {
  const local = given.flag('local');
  const model = given.text('model')?.trim();
  const rows = await withProvider(given, async ({ settings }) =>
    runChecks(doctorContext(settings, { local, model, signal: io.signal }), screen.progress),
  );
  const counts = countRows(rows);
  const ok = counts.fail === 0;
  if (given.flag('json')) screen.prettyJSON({ ok, version: VERSION, local, counts, rows });
  else screen.outLine(doctorReport(rows, { ...screen, style: screen.outStyle }));
  return ok ? exitCodes.ok : exitCodes.failed;
}

export const doctorCommand: Command = {
  name: 'doctor',
  usage: '[-m <model>]',
  summary:
    'check account, tokens, permissions, gateway, keys and network; with -m make one small call to a model',
  options: [...callOptions.filter(({ name }) => name === 'model'), ...connectionOptions],
  words: 0,
  examples: ['doctor', 'doctor -m openai/gpt-4o', 'doctor --local --json'],
  run: doctor,
};
