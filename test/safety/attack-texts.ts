import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** Every regular expression of the sources, as they are written. */
export function sourcePatterns(): readonly RegExp[] {
  const found = new Map<string, RegExp>();
  for (const name of readdirSync(root, { recursive: true }).map(String)) {
    if (!name.endsWith('.ts') || /^testing[\\/]/.test(name)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) found.set(node.text, patternOf(node.text));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, readFileSync(join(root, name), 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return [...found.values()];
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** What is repeated where no pattern shows it: the marks of the formats that are read without patterns. */
const marks = [
  ' ',
  '\n',
  '\t ',
  '/',
  ':',
  '-_',
  '[',
  '{"error":',
  '{"message":"',
  '}',
  '"',
  '\\',
  '<',
  '<think>',
  '</think>',
  'data: ',
  'data: {}\n\n',
  'AiError: ',
  '3040: ',
  'Configured aliases:',
  'Example: ',
  'Bearer ',
  '@cf/',
  '%7b',
  '%25',
  '&#0',
  'cf-tok-SECRE',
  '\\\\u0063',
  ',',
  'a',
  '0',
  '\u0000',
  '\ud800',
  'é',
];

/**
 * Texts that patterns begin to match again and again: beginnings of what each accepts, of every length, and the
 * pieces that it repeats itself.
 */
export function fragmentsOf(pattern: RegExp): readonly string[] {
  return [...new Set(samplesOf(pattern).flatMap(beginnings))];
}

/** Examples of what a pattern accepts; of one with lookaround, which the generator does not know, its own letters. */
function samplesOf({ source, flags }: RegExp): readonly string[] {
  // Shortest and plain: a fragment shows the structure, and the repetition does the rest.
  const plain = source.replace(/^\^|\$$/g, '').replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '');
  try {
    const pattern = new RegExp(plain, flags.replace(/[gy]/g, ''));
    return fc.sample(fc.stringMatching(pattern, { size: 'xsmall' }), { numRuns: 4, seed: 1 });
  } catch {
    return [plain.replace(/[\\^$.*+?()[\]{}|]/g, '')];
  }
}

function beginnings(text: string): readonly string[] {
  const short = text.slice(0, 40);
  return Array.from({ length: short.length }, (_, index) => short.slice(0, index + 1));
}

/** What every parser meets: the marks, and one in `step` of the fragments of all patterns. */
export function allFragments(step: number): readonly string[] {
  const beginnings = new Set(sourcePatterns().flatMap(fragmentsOf));
  return [...new Set([...marks, ...[...beginnings].filter((_, index) => index % step === 0)])];
}

/** A text of `length` characters that repeats a fragment, and ends in what nothing expects; a URL loses the control. */
export function attackText(fragment: string, length: number): string {
  return `${fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length - 2)}!\u0001`;
}
