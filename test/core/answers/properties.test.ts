import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/core/answers/answer.ts';
import { answerCard, plainAnswer } from '../../../src/core/answers/answer-card.ts';
import { ask, knowledgeWith, questionsOf } from './support.ts';

const knowledge = knowledgeWith();
const questions = [...questionsOf('tune'), ...questionsOf('check')].map(({ question }) => question);

/** Any text at all: characters of every kind, real questions cut up and joined, words of the document in any order. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...questions), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  fc
    .array(
      fc.constantFrom(
        ...questions.flatMap((question) => question.split(' ')),
        '\u202e',
        '\u0007',
        '<@U1>',
        '@everyone',
      ),
      {
        maxLength: 30,
      },
    )
    .map((words) => words.join(' ')),
);

describe('for any message at all, an answer', () => {
  it('is the same each time, quotes word for word, and shows nothing invisible', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const answer = ask(text);
        expect(ask(text)).toEqual(answer);
        for (const { section, quote, line } of answer.citations) {
          expect(knowledge.locate(section, quote)).toMatchObject({ quote, line });
        }
        const shown = plainAnswer(answer);
        expect(shown).not.toBe('');
        expect(shown).not.toMatch(/[[\p{Cc}\p{Cf}]--[\n]]/v);
        expect(shown).not.toMatch(/@everyone|<@|<!/);
      }),
      { numRuns: 400 },
    );
  });

  it('cites each sentence about architecture, and is answered exactly where it has one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const answer = ask(text);
        const sentences = answer.parts.flatMap(sentencesOf);
        for (const { citations } of sentences) expect(citations).not.toEqual([]);
        expect(sentences.length > 0).toBe(answer.status === 'answered' || answer.status === 'partial');
        expect(answer.status === 'partial').toBe(answer.citations.length > 0 && answer.notCovered.length > 0);
        expect(answerCard(answer).summary).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });

  it('comes for a very long message too', () => {
    expect(ask('how does a monolith scale? '.repeat(5_000)).status).toBe('answered');
    expect(ask('x'.repeat(100_000)).status).toBe('declined');
  });
});
