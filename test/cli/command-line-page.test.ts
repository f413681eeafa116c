import { describe, expect, it } from 'vitest';
import { callOptions, connectionOptions, generalOptions } from '../../src/cli/arguments/common-options.ts';
import { askCommand } from '../../src/cli/ask/ask-command.ts';
import type { Command } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { unauthorizedKinds } from '../../src/cli/doctor/unauthorized-kinds.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { gatewayCommand } from '../../src/cli/gateway/serve-gateway.ts';
import { codeOf, page, tableRows } from '../docs/lib/pages.ts';
import { ownEnvironment, runCLI } from './support.ts';

ownEnvironment();
const path = 'docs/command-line.md';
const firstCells = (heading: string): readonly string[] =>
  tableRows(page(path), heading).map(([first = '']) => first);
const names = (heading: string): readonly string[] => firstCells(heading).flatMap(codeOf);

describe(path, () => {
  it('has every command', () => {
    expect(names('Commands')).toEqual([...commands.map(({ name }) => name), 'help', 'version']);
  });

  it('has every common option, and no other', () => {
    const common = [...generalOptions, ...connectionOptions, ...callOptions].map(({ name }) => `--${name}`);
    const documented = names('Common options').filter(name => name.startsWith('--'));
    expect([...documented].sort()).toEqual([...common].sort());
  });

  it.each([
    ['ask', askCommand],
    ['gateway', gatewayCommand],
  ] as const)('has every own option of %s', (heading: string, { options }: Command) => {
    const common = [...connectionOptions, ...callOptions].map(({ name }) => name);
    const own = options.map(({ name }) => name).filter(name => !common.includes(name));
    expect([...names(heading)].sort()).toEqual(own.map(name => `--${name}`).sort());
  });

  it('has every exit code', () => {
    expect(firstCells('Exit codes').slice(1).map(Number)).toEqual(Object.values(exitCodes));
  });

  it('has every kind of 401', () => {
    expect(names('Which 401 is it?')).toEqual(Object.keys(unauthorizedKinds));
  });

  it('has every row of the doctor', async () => {
    const { stdout } = await runCLI(['doctor', '--local', '--json', '-m', 'openai/gpt-4o']);
    const ids = JSON.parse(stdout).rows.map((row: { readonly id: string }) => row.id);
    expect([...names('doctor')].sort()).toEqual([...new Set(ids)].sort());
  });

  it('shows commands that are understood', async () => {
    const lines = page(path).lines.filter(line => line.startsWith('npx ai-sdk-provider-cloudflare '));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const argv = [...line.replace(/ < .*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, word]) => quoted ?? word ?? '',
      );
      const { code, stderr } = await runCLI([...argv.slice(2), '--help']);
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
    }
  });
});
