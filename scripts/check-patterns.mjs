// Refuses regular expressions in src whose time grows faster than the text: most of them meet texts of others.
// Part of `npm run lint`. How V8 runs the parsers on hostile texts is measured in test/safety/growth.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import ts from 'typescript';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** Patterns that may stay, as written, and why. One that no longer stands in src, or is fine, is an error too. */
const exceptions = new Map([]);

/** Code that runs in tests only. */
const isShipped = name => name.endsWith('.ts') && !/^testing[\\/]/.test(name);

function* patterns() {
  for (const name of readdirSync(root, { recursive: true }).map(String).filter(isShipped)) {
    const source = readFileSync(join(root, name), 'utf8');
    const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
    const found = [];
    const visit = node => {
      if (ts.isRegularExpressionLiteral(node)) found.push(node);
      ts.forEachChild(node, visit);
    };
    visit(file);
    for (const node of found) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      yield { place: `src/${name}:${line + 1}`, text: node.text };
    }
  }
}

/** Why a pattern is slow, if it is. */
function problemOf(text) {
  const end = text.lastIndexOf('/');
  const source = text.slice(1, end);
  const flags = text.slice(end + 1);
  const { reports } = analyse({ source, flags }, { maxReports: 1 });
  const [report] = reports;
  if (report !== undefined) {
    const growth = report.exponential ? 'exponentially' : 'with the square of the text';
    return `grows ${growth}: repeat ${report.character.literal.source}`;
  }
  return repeatedHead(source, flags);
}

/**
 * `<title[^>]*>` begins again at every `<title`, and each time reads to the end. The analysis knows heads of one
 * character only, so a literal head in front of a quantifier is tried: a pattern that steps over its own head grows.
 */
function repeatedHead(pattern, flags) {
  if (pattern.startsWith('^') && !flags.includes('m')) return undefined;
  const [, head, , set] =
    /^((?:[\w<>=:"' -]|\\[/.()])+)(\(?)(\[\^?(?:\\.|[^\]])+\]|\\[wWsSdD]|\.)(?:[*+]|\{\d*,\})/.exec(
      pattern,
    ) ?? [];
  if (head === undefined) return undefined;
  const plain = head.replace(/\\(.)/g, '$1');
  return new RegExp(`^${set}+$`, flags.replace(/[gy]/g, '')).test(plain)
    ? `steps over its own beginning: repeat ${plain}`
    : undefined;
}

const problems = [];
const met = new Set();
for (const { place, text } of patterns()) {
  const problem = problemOf(text);
  if (problem === undefined) continue;
  met.add(text);
  if (!exceptions.has(text)) problems.push(`${place}: ${text} ${problem}`);
}
for (const text of exceptions.keys())
  if (!met.has(text)) problems.push(`scripts/check-patterns.mjs: the exception ${text} is stale; remove it`);

if (problems.length > 0) {
  console.error(`Regular expressions slower than linear:\n${problems.join('\n')}`);
  console.error('Cut the text first, search with indexOf, or anchor the pattern at the start.');
  process.exit(1);
}
console.log('No regular expression in src is slower than linear.');
