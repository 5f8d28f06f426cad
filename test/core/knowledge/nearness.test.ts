import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example } from '../../../src/core/knowledge/examples.ts';
import { createNearest } from '../../../src/core/knowledge/nearness.ts';

function example(ask: string, ...sections: readonly string[]): Example {
  return { words: ask.split(' '), sections, facts: [], elsewhere: false };
}

const examples = [
  example('does a crash spread', 'Core Differences'),
  example('will one crash take down the rest', 'Core Differences'),
  example('how do services talk', 'Communication > Microservices', 'Communication > Monolith'),
  example('what does hosting cost'),
  example('what does a gateway cost'),
];
const nearest = createNearest(examples);
const words = fc.array(
  fc.oneof(fc.constantFrom(...examples.flatMap((each) => each.words)), fc.string({ unit: 'grapheme' })),
);

describe('the examples nearest to some words', () => {
  it('are those that share most of them, rare ones counting most', () => {
    const { sections, similarity, votes } = nearest(['how', 'do', 'services', 'talk']);
    expect(votes[0]?.example).toBe(examples[2]);
    expect(similarity).toBeCloseTo(1);
    expect(sections[0]).toEqual({ section: 'Communication > Microservices', weight: 1 });
  });

  it('share words in whatever form', () => {
    expect(nearest(['crashes', 'spreading']).votes[0]?.example).toBe(examples[0]);
  });

  it('tell that words like these were not answered', () => {
    const unanswered = nearest(['what', 'cost']).uncovered;
    expect(unanswered).toBeGreaterThan(0.5);
    expect(unanswered).toBeGreaterThan(nearest(['what', 'crash']).uncovered);
  });

  it('are none where no word is shared', () => {
    const none = { sections: [], uncovered: 0, similarity: 0, votes: [], elsewhere: 0 };
    expect(nearest(['zorblax'])).toEqual(none);
    expect(createNearest([])(['crash'])).toEqual(none);
  });

  it('have weights that add up to 1, shares between 0 and 1, and sections best first', () => {
    fc.assert(
      fc.property(words, (some) => {
        const { sections, uncovered, similarity, votes } = nearest(some);
        const sum = votes.reduce((all, { weight }) => all + weight, 0);
        if (votes.length > 0) expect(sum).toBeCloseTo(1);
        for (const share of [uncovered, similarity]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
        const weights = sections.map(({ weight }) => weight);
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
        if (sections.length > 0) expect(weights[0]).toBeCloseTo(1);
      }),
    );
  });

  it('do not depend on the order of the words, nor on what was asked before', () => {
    fc.assert(
      fc.property(words, words, (some, before) => {
        const first = nearest(some);
        nearest(before);
        expect(nearest(some)).toEqual(first);
        expect(nearest(some.toReversed()).similarity).toBeCloseTo(first.similarity);
      }),
    );
  });
});
