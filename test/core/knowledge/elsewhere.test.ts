import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createElsewhere } from '../../../src/core/knowledge/elsewhere.ts';
import type { Example } from '../../../src/core/knowledge/examples.ts';

const here = (ask: string): Example => ({
  words: ask.split(' '),
  sections: ['Overview'],
  facts: [],
  elsewhere: false,
});
const there = (ask: string): Example => ({ words: ask.split(' '), sections: [], facts: [], elsewhere: true });
const open = (ask: string): Example => ({ ...there(ask), elsewhere: false });

const examples = [
  here('should we split the service'),
  here('can each service be deployed alone'),
  here('does a service need its own team'),
  there('should we split the bill'),
  there('my boyfriend likes green tea'),
  there('how large does a spaniel grow'),
  open('which gateway should a service use'),
];
const elsewhere = createElsewhere(examples, new Set(), 3);

describe('whether some words are about something else', () => {
  it('goes by what either kind of message uses', () => {
    expect(elsewhere(['split', 'the', 'bill'])).toBeGreaterThan(0);
    expect(elsewhere(['split', 'the', 'service'])).toBeLessThan(0);
  });

  it('counts a word that nobody used for something else, and each word once, in whatever form', () => {
    expect(elsewhere(['kayak', 'bill'])).toBeGreaterThan(elsewhere(['bill']));
    expect(elsewhere(['services', 'service'])).toBe(elsewhere(['service']));
  });

  it('learns nothing from architecture that the documents are silent on', () => {
    expect(elsewhere(['gateway'])).toBe(elsewhere(['kayak']));
  });

  it('counts a word of the lexicon as one that architecture is asked about with, though no example uses it', () => {
    const known = createElsewhere(examples, new Set(['kayak', 'bill']), 3);
    expect(known(['kayak', 'bill'])).toBeLessThan(known(['bill']));
    expect(known(['bill'])).toBeLessThan(elsewhere(['bill']));
  });

  it('takes a word that says so by itself: many that lean to it a little are not enough', () => {
    const leaning = [...examples, there('who is it for then'), here('who is it')];
    const slightly = createElsewhere(leaning, new Set(['who', 'for', 'it', 'is', 'then']), 3);
    expect(slightly(['who', 'is', 'it', 'for'])).toBeLessThanOrEqual(0);
  });

  it('says nothing by a few messages: it would take every question for something else', () => {
    const many = Array.from({ length: 300 }, (_, at) => there(`tea number ${at}`));
    const known = Array.from({ length: 900 }, (_, at) => here(`should service ${at} be deployed alone`));
    expect(createElsewhere([...known, ...many.slice(1)])(['green', 'tea'])).toBe(0);
    expect(createElsewhere([...known, ...many])(['green', 'tea'])).toBeGreaterThan(0);
  });

  it('says nothing where nobody has said what is elsewhere, and is always a number', () => {
    expect(createElsewhere([here('what is a monolith')])(['green', 'tea'])).toBe(0);
    fc.assert(fc.property(fc.array(fc.string()), (words) => Number.isFinite(elsewhere(words))));
  });
});
