import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment, variablesOf } from '../../settings/environment.ts';
import type { DoctorContext } from './doctor-context.ts';
import { withBinding } from './wrangler-binding.ts';

/** A change of a file that makes calls possible, or the next run of the doctor better. */
export interface Fix {
  readonly file: string;
  /** What is added, as it is shown. */
  readonly added: readonly string[];
  /** The whole file with it. */
  readonly text: string;
  readonly note: string;
}

/** What the doctor can write into a folder. Nothing is written here. */
export async function plannedFixes(folder: string, context: DoctorContext): Promise<readonly Fix[]> {
  const fixes = [await environmentFix(folder, context), await wranglerFix(folder)];
  return fixes.filter(fix => fix !== undefined);
}

export async function writeFix(folder: string, { file, text }: Fix): Promise<void> {
  // It may hold a token.
  await writeFile(join(folder, file), text, { mode: 0o600 });
}

/** Lines for variables that calls need and neither the environment nor the file has. */
async function environmentFix(folder: string, context: DoctorContext): Promise<Fix | undefined> {
  const { local, settings, account, problem } = context;
  if (local || problem !== undefined) return undefined;
  const file = '.env';
  const before = (await contentOf(join(folder, file))) ?? '';
  const { apiToken, gatewayId } = settings;
  const blank = context.tokens.gateway === undefined ? '' : undefined;
  const wanted = [
    ['accountId', account ?? ''],
    ['gatewayId', gatewayId ?? undefined],
    ['apiToken', typeof apiToken === 'string' ? apiToken : blank],
  ] as const;
  const lines = wanted.flatMap(([setting, value]) => {
    const names = variablesOf(setting);
    const [name = ''] = names;
    const known = readEnvironment(names) !== undefined || names.some(other => hasVariable(before, other));
    return known || value === undefined ? [] : [`${name}=${value}`];
  });
  if (lines.length === 0) return undefined;
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const empty = lines.some(line => line.endsWith('='));
  return {
    file,
    added: lines,
    text: `${start}${lines.join('\n')}\n`,
    note: `${empty ? 'Fill in the empty values, load' : 'Load'} it with \`node --env-file=.env\`, and keep it out of version control.`,
  };
}

function hasVariable(text: string, name: string): boolean {
  return text.split('\n').some(line => line.replace(/^\s*(?:export\s+)?/, '').startsWith(`${name}=`));
}

/** The AI binding of a Worker, which runs remotely also in development. */
async function wranglerFix(folder: string): Promise<Fix | undefined> {
  for (const file of ['wrangler.jsonc', 'wrangler.json', 'wrangler.toml']) {
    const before = await contentOf(join(folder, file));
    const fixed = before === undefined ? undefined : withBinding(before, file.endsWith('.toml'));
    if (fixed === undefined) continue;
    return { file, ...fixed, note: 'The binding calls Cloudflare in development, too: `env.AI`.' };
  }
  return undefined;
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined;
    throw new Error(`--fix: a file cannot be read (${Reflect.get(Object(error), 'code')}).`);
  }
}
