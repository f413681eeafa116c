import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const manifest: Record<'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
  read('package.json'),
);

/** What is built into `/v3` and `/v4`: development dependencies under an alias, such as `npm:@ai-sdk/provider@3.0.19`. */
const bundled = Object.entries(manifest.devDependencies).flatMap(([alias, target]) => {
  const [, name, version] = /^npm:(@ai-sdk\/(?:openai-compatible|provider))@(.+)$/.exec(target) ?? [];
  return name === undefined || version === undefined ? [] : [{ alias, name, version }];
});

const core = '@ai-sdk/openai-compatible';
const lowest = { alias: core, name: core, version: manifest.dependencies[core]?.replace(/^\^/, '') ?? '' };

/** What releases have told users, and what the next one will. */
const notes = [
  read('CHANGELOG.md'),
  ...readdirSync(`${root}.changeset`)
    .filter(name => name.endsWith('.md') && name !== 'README.md')
    .map(name => read(`.changeset/${name}`)),
];

it('knows the cores of both later specifications', () => {
  expect(bundled.map(({ alias }) => alias)).toEqual([
    'openai-compatible-v3',
    'openai-compatible-v4',
    'provider-v3',
    'provider-v4',
  ]);
});

// docs/internals/releasing.md, "Updating a core".
describe('an update of a core is complete', () => {
  it.each(bundled)('$alias $version is the version in THIRD_PARTY_NOTICES.md', ({ alias, name, version }) => {
    const row = read('THIRD_PARTY_NOTICES.md')
      .split('\n')
      .find(line => line.startsWith(`| \`${name}\` |`));
    expect(row?.split('|')[2]?.trim().split(', ')).toContain(version);
    expect(JSON.parse(read(`node_modules/${alias}/package.json`)).version).toBe(version);
  });

  it.each([...bundled, lowest])('$alias $version is in a release note', ({ name, version }) => {
    const told = notes.filter(
      note => note.includes(`\`${name}\``) && note.match(/\d+\.\d+\.\d+/g)?.includes(version),
    );
    expect(told, `a changeset that names \`${name}\` ${version}`).not.toEqual([]);
  });
});
