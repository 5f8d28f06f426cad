import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSpans } from '../../../src/core/text/split.ts';
import { anyText } from '../../support/cards.ts';

const pieces = (text: string, limit: number) =>
  splitSpans([{ text }], limit).map((piece) => piece.map((span) => span.text).join(''));

describe('splitSpans', () => {
  it('leaves alone what fits, to the last character', () => {
    expect(pieces('x'.repeat(100), 100)).toEqual(['x'.repeat(100)]);
    expect(pieces('x'.repeat(101), 100)).toEqual(['x'.repeat(100), 'x']);
  });

  it('cuts between words, and rather between lines', () => {
    expect(pieces('one two three', 9)).toEqual(['one two', 'three']);
    expect(pieces('first line\nsecond one goes', 20)).toEqual(['first line', 'second one goes']);
  });

  it('keeps the styles on both sides of a cut, and pays for markup on both', () => {
    const cost = { of: (text: string) => text.length, markup: () => 4 };
    expect(splitSpans([{ text: 'one two', style: 'strong' }], 8, cost)).toEqual([
      [{ text: 'one', style: 'strong' }],
      [{ text: 'two', style: 'strong' }],
    ]);
  });

  it('never exceeds its limit, loses only white space, and cuts no surrogate pair', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 16, max: 3_000 }), (text, limit) => {
        const typed = text.toWellFormed();
        const found = pieces(typed, limit);
        for (const piece of found) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(true);
        }
        if (typed.length > limit) expect(found.join('').replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
      }),
      { numRuns: 60 },
    );
  });
});
