import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplyReader, type ReplyPart } from '../../../src/core/model/reply-reader.ts';

const sentence = (text: string) => ({ text, factIds: ['f1'], quotes: ['a quote'] });

function readAll(pieces: readonly string[]) {
  const reader = createReplyReader();
  const parts = pieces.flatMap((piece) => reader.read(piece));
  return { parts, state: reader.state };
}

describe('a reply that is being written', () => {
  it('reads the same wherever it is cut, and each sentence as soon as its last bracket is there', () => {
    const reply = {
      verdict: 'partial',
      sentences: ['One {"}".', 'Two \\ ü €.'].map(sentence),
      notCovered: ['the price'],
    };
    const json = JSON.stringify(reply);
    const expected: ReplyPart[] = [
      { kind: 'verdict', verdict: 'partial' },
      { kind: 'sentence', sentence: sentence('One {"}".') },
      { kind: 'sentence', sentence: sentence('Two \\ ü €.') },
      { kind: 'notCovered', phrases: ['the price'] },
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(json.length)), (cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), json.length];
        const pieces = places.slice(1).map((end, index) => json.slice(places[index], end));
        expect(readAll(pieces)).toEqual({ parts: expected, state: 'complete' });
      }),
    );
    const first = json.indexOf('},{') + 1;
    expect(readAll([json.slice(0, first)]).parts).toHaveLength(2);
    expect(readAll([json.slice(0, first - 1)]).parts).toHaveLength(1);
  });

  it.each([
    ['```json\n{"verdict":"declined","sentences":[],"notCovered":[]}\n```', 'complete'],
    ['Sure! {"verdict":"declined","sentences":[],"notCovered":[]} Anything else? {', 'complete'],
    ['{"verdict":"answered","sentences":[{"text":"half', 'open'],
    ['', 'open'],
    ['I would rather chat.', 'open'],
    ['{"verdict": oops', 'broken'],
    ['{"verdict":"maybe"}', 'broken'],
    ['{"verdict":"answered","sentences":[{"text":1}]}', 'broken'],
    ['{"verdict":"answered","sentences":["text"]}', 'broken'],
    ['{"verdict":"answered","sentences":[{"text":"a","factIds":"f1","quotes":[]}]}', 'broken'],
    ['{"notCovered":"everything"}', 'broken'],
  ])('knows %j to be %s', (text, state) => {
    expect(readAll([text]).state).toBe(state);
  });

  it('is broken once it is longer than any answer', () => {
    expect(readAll(['{"verdict":"answered","sentences":[', ' '.repeat(39_000)]).state).toBe('open');
    expect(readAll(['{"verdict":"answered","sentences":[', ' '.repeat(40_000)]).state).toBe('broken');
    expect(readAll(['x'.repeat(40_001)]).state).toBe('broken');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('{', '[', '"sentences":', '"', ':', '}'))),
        (pieces) => {
          expect(() => readAll(['{', ...pieces])).not.toThrow();
        },
      ),
    );
  });
});
