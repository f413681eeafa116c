import process from 'node:process';
import { VERSION } from 'ai-sdk-provider-cloudflare';
import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command, Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Screen } from '../terminal/screen.ts';
import { doctorContext } from './doctor-context.ts';
import { countRows, doctorReport } from './doctor-report.ts';
import { type Fix, plannedFixes, writeFix } from './fixes.ts';
import { runChecks } from './run-checks.ts';

/** Checks everything that can make a call fail, and prints how to fix it. */
async function doctor({ given, io, screen }: Invocation): Promise<number> {
  const local = given.flag('local');
  const model = given.text('model')?.trim();
  const folder = io.folder ?? process.cwd();
  const { rows, fixes } = await withProvider(given, async ({ settings }) => {
    const context = doctorContext(settings, { local, model, signal: io.signal });
    return {
      rows: await runChecks(context, screen.progress),
      fixes: given.flag('fix') ? await plannedFixes(folder, context) : undefined,
    };
  });
  const counts = countRows(rows);
  const ok = counts.fail === 0;
  const shown = fixes?.map(({ file, added }) => ({ file, added }));
  if (given.flag('json'))
    screen.prettyJSON({ ok, version: VERSION, local, counts, rows, ...(shown && { fixes: shown }) });
  else screen.outLine(doctorReport(rows, { ...screen, style: screen.outStyle }));
  if (fixes !== undefined) await applyFixes(fixes, folder, screen, given.flag('json') ? 'silent' : 'shown');
  return ok ? exitCodes.ok : exitCodes.failed;
}

/** Shows each fix before it is written. */
async function applyFixes(
  fixes: readonly Fix[],
  folder: string,
  { outLine, outStyle }: Screen,
  mode: 'shown' | 'silent',
): Promise<void> {
  const print = (text: string): void => {
    if (mode === 'shown') outLine(text);
  };
  print('');
  if (fixes.length === 0) print('Nothing to fix in files.');
  for (const fix of fixes) {
    print(outStyle.bold(fix.file));
    for (const line of fix.added) print(outStyle.green(`+ ${line}`));
    await writeFix(folder, fix);
    print(`Written. ${fix.note}`);
  }
}

export const doctorCommand: Command = {
  name: 'doctor',
  usage: '[-m <model>] [--fix]',
  summary:
    'check account, tokens, permissions, gateway, keys and network; with -m make one small call to a model',
  options: [
    ...callOptions.filter(({ name }) => name === 'model'),
    {
      name: 'fix',
      kind: 'flag',
      help: 'show, then write: lines of .env, and the AI binding of a wrangler configuration',
    },
    ...connectionOptions,
  ],
  words: 0,
  examples: ['doctor', 'doctor --fix', 'doctor -m openai/gpt-4o', 'doctor --local --json'],
  run: doctor,
};
