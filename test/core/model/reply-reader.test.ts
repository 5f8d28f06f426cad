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
    ['{"verdict":7}', 'broken'],
    ['Look {here}: {"verdict":null} and {there}', 'complete'],
  ])('knows %j to be %s', (text, state) => {
    expect(readAll([text]).state).toBe(state);
  });

  const whole = sentence('One.');
  it.each<[string, unknown, ReplyPart[]]>([
    [
      'a quote in an object',
      { sentences: [{ ...whole, quotes: [{ factId: 'f1', text: 'a quote' }] }] },
      [{ kind: 'sentence', sentence: whole }],
    ],
    [
      'a single quote and a single id',
      { sentences: [{ ...whole, factIds: 'f1', quotes: 'a quote' }] },
      [{ kind: 'sentence', sentence: whole }],
    ],
    [
      'no quote at all',
      { sentences: [{ text: 'One.' }] },
      [{ kind: 'sentence', sentence: { text: 'One.', factIds: [], quotes: [] } }],
    ],
    [
      'a quote of another kind, which nothing holds',
      { sentences: [{ ...whole, quotes: [7] }] },
      [{ kind: 'sentence', sentence: { ...whole, quotes: [''] } }],
    ],
    [
      'sentences that cannot be read, or are empty',
      { sentences: [7, { text: 7 }, sentence(' '), whole] },
      [{ kind: 'sentence', sentence: whole }],
    ],
    ['a verdict in capitals', { verdict: 'Declined' }, [{ kind: 'verdict', verdict: 'declined' }]],
    ['nothing uncovered', { notCovered: null }, [{ kind: 'notCovered', phrases: [] }]],
    ['one thing uncovered', { notCovered: 'the price' }, [{ kind: 'notCovered', phrases: ['the price'] }]],
    ['other keys', { reasoning: { sentences: [7] }, verdict: 'declined' }, [{ kind: 'verdict', verdict: 'declined' }]],
  ])('is read with %s', (_, reply, parts) => {
    expect(readAll([JSON.stringify(reply)])).toEqual({ parts, state: 'complete' });
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
