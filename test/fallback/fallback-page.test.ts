import { expect, it } from 'vitest';
import { kindFacts } from '../../src/gateway/errors/codes/kinds.ts';
import { codeOf, page, tableRows } from '../docs/lib/pages.ts';
import { membersOf } from '../docs/lib/source-types.ts';

const path = 'docs/fallback.md';
const named = (heading: string): readonly string[] =>
  tableRows(page(path), heading).flatMap(([first = '']) => codeOf(first));

it('says what follows each kind of failure', () => {
  const [, stopping = ''] =
    /These kinds stop the fallback; all others move on: ([^.]*)\./.exec(page(path).prose.join(' ')) ?? [];
  const policy = Object.entries(kindFacts).flatMap(([kind, [decision]]) =>
    decision === 'stop' ? [kind] : [],
  );
  expect([...codeOf(stopping)].sort()).toEqual(policy.sort());
});

it.each([
  ['Options', 'src/fallback/fallback-options.ts', 'CloudflareFallbackOptions'],
  ['Cool-down', 'src/fallback/leg-cooldown.ts', 'LegCooldownOptions'],
  ['The trace', 'src/gateway/errors/error-info.ts', 'CloudflareLegTrace'],
])('has every member under %s', (heading, source, type) => {
  expect([...named(heading)].sort()).toEqual([...membersOf(source, type)].sort());
});

it('has every field of a leg', () => {
  const fields = [
    ...membersOf('src/fallback/resolve-legs.ts', 'LegSettings'),
    ...membersOf('src/fallback/leg.ts', 'LegOptions'),
  ];
  expect([...named('Legs')].sort()).toEqual(fields.sort());
});
