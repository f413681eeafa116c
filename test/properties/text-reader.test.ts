import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextPiece } from '../../src/answer/text-filter.ts';
import { TextReader } from '../../src/answer/text-reader.ts';
import type { AnswerFixes } from '../../src/wire/profile.ts';
import { check } from './check.ts';

/** Texts full of tags, and of pieces of tags. */
const tagged = fc
  .array(fc.oneof(fc.constantFrom('<think>', '</think>', '<thi', 'nk>', '</', '<', ' ', '\n'), fc.string()), {
    maxLength: 12,
  })
  .map(pieces => pieces.join(''));

/** A text in pieces of any length, empty ones included. */
const inPieces = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat(9), { minLength: 1, maxLength: 20 })).map(([whole, sizes]) => {
    const pieces: string[] = [];
    let at = 0;
    for (let turn = 0; at < whole.length; turn++) {
      // Nothing but empty pieces would not end.
      const size = sizes[turn % sizes.length] || turn % 2;
      pieces.push(whole.slice(at, at + size));
      at += size;
    }
    return { whole, pieces };
  });

function filtered(fixes: AnswerFixes, pieces: readonly string[]): readonly TextPiece[] {
  const reader = new TextReader(fixes);
  expect(reader.isPlain).toBe(false);
  return [...pieces.flatMap(piece => reader.push(piece)), ...reader.end(true, false, '').pieces];
}

const joined = (pieces: readonly TextPiece[], type: TextPiece['type']): string =>
  pieces
    .filter(piece => piece.type === type)
    .map(({ text }) => text)
    .join('');

describe('think tags', () => {
  const fixes: AnswerFixes = { thinkTags: true };

  it('give the same for the whole text and for any split of it', () => {
    check(
      fc.property(inPieces(tagged), ({ whole, pieces }) => {
        const [once, split] = [filtered(fixes, [whole]), filtered(fixes, pieces)];
        expect(joined(split, 'text')).toBe(joined(once, 'text'));
        expect(joined(split, 'reasoning')).toBe(joined(once, 'reasoning'));
      }),
    );
  });

  it('lose nothing but the tags and the space around them', () => {
    check(
      fc.property(tagged, text => {
        const pieces = filtered(fixes, [text]);
        const [thought, said] = [joined(pieces, 'reasoning'), joined(pieces, 'text')];
        const bare = (value: string): string => value.replace(/\s/g, '');
        if (!text.trimStart().startsWith('<think>')) expect(said).toBe(text);
        else {
          const closed = text.includes('</think>', text.indexOf('<think>') + 7);
          expect(bare(`<think>${thought}${closed ? '</think>' : ''}${said}`)).toBe(bare(text));
        }
      }),
    );
  });

  it('hand on no empty piece', () => {
    check(
      fc.property(inPieces(tagged), ({ pieces }) => {
        for (const { text } of filtered(fixes, pieces)) expect(text).not.toBe('');
      }),
    );
  });
});

describe('an echoed prefix', () => {
  it('is left out whole, or not at all, for any split', () => {
    const prefixed = fc.tuple(fc.string({ minLength: 1 }), fc.string(), fc.boolean());
    check(
      fc.property(
        prefixed,
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        ([prefix, rest, echoes], sizes) => {
          const text = echoes ? prefix + rest : rest;
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          const said = joined(filtered({ echoedPrefix: prefix }, pieces), 'text');
          expect(said).toBe(text.startsWith(prefix) ? text.slice(prefix.length) : text);
        },
      ),
    );
  });
});
