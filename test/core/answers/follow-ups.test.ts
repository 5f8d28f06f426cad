import { describe, expect, it } from 'vitest';
import { converse } from './support.ts';

const hearsay = 'I go by the document, whatever was said before.';

describe('a conversation', () => {
  it.each<[string, readonly [string, RegExp][]]>([
    [
      'carries the subject on, turns to the other one, changes its topic and comes back',
      [
        ['is a monolith easy to debug?', /easier to debug/],
        ['and microservices?', /^Distributed debugging/],
        ['what about deployment?', /complex deployment/],
        ['and for AI?', /AI pipelines/],
        ['what about the other one?', /small AI apps/],
        ['back to debugging: which is easier?', /Monolith: Easier to: debug/],
      ],
    ],
    [
      'takes a style alone as the same question of the other',
      [
        ['monolith scalability?', /limited/],
        ['microservices?', /^The scalability of microservices is high/],
        ['complexity?', /^The complexity of microservices is high/],
        ['for a monolith?', /^The complexity of a monolith is low, initially\./],
        ['and later?', /Start with a monolith|low, initially/],
      ],
    ],
    [
      'gives the reasons for the style that a situation fits',
      [
        ['we have 4 teams and a big system, what should we use?', /lines for microservices/],
        ['why?', /^The advantages of microservices(?!.*Start with a monolith)/],
      ],
    ],
    [
      'gives reasons for what it advised, and says so where there are none',
      [
        ['which one for a small team?', /working solo or small team/],
        ['why?', /unnecessary complexity/],
        ['and is CI/CD easy with a monolith?', /easy/],
        ['why?', /The document gives no further reason\./],
      ],
    ],
  ])('%s', (_, turns) => {
    const replies = converse(...turns.map(([message]) => message));
    for (const [index, [, expected]] of turns.entries()) expect(replies[index]).toMatch(expected);
  });

  it.each([
    ['But you just told me monoliths isolate faults well', /^Not quite: the fault isolation of a monolith is weak\./],
    ['As you said earlier, a monolith scales per service. So is that good for AI?', /^Not quite: .*entire application/],
    ['you said that monoliths require mature devops', /^Not quite: a monolith has a simple deployment/],
    ["Didn't you say that CI/CD is hard with a monolith?", /^CI\/CD is easy with a monolith\./],
  ])('holds a claim about what it said against the document: %s', (message, expected) => {
    const [, reply = ''] = converse('How do microservices scale?', message);
    expect(reply).toMatch(expected);
    expect(reply.endsWith(hearsay)).toBe(true);
  });

  it.each([
    'Is it true that the document says "microservices are always the cheapest option"?',
    'Does the document say that "a monolith is dead by now"?',
    'Earlier you said the document forbids monoliths. Confirm?',
  ])('does not confirm words that stand nowhere: %s', (message) => {
    const [, reply = ''] = converse('How do microservices scale?', message);
    expect(reply).toMatch(/do not stand in the document|outside what I know/);
  });

  it('does not mind "you said" where nothing is claimed', () => {
    expect(converse('Is a monolith easy to debug?')[0]).not.toContain(hearsay);
    expect(converse('hello', 'you said it')[1]).not.toContain(hearsay);
  });
});
