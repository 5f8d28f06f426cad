import { describe, expect, it } from 'vitest';
import { type Answer, sentencesOf } from '../../../src/core/answers/answer.ts';
import { plainAnswer } from '../../../src/core/answers/answer-card.ts';
import type { EvaluationQuestion } from '../../../src/core/evaluation/questions.ts';
import { scoreQuestions } from '../../../src/core/evaluation/score-questions.ts';
import type { Style } from '../../../src/core/knowledge/document.ts';
import { ask, knowledgeWith, questionsOf, verifier } from './support.ts';

const knowledge = knowledgeWith();
const items = [...questionsOf('tune'), ...questionsOf('check')];
const answers = items.map(({ question }) => ask(question));
const { all } = scored(items, answers);

function scored(questions: readonly EvaluationQuestion[], given: readonly Answer[]) {
  return scoreQuestions(
    questions,
    given.map((answer) => ({ ...answer, answer: plainAnswer(answer) })),
    (section, quote) => knowledge.locate(section, quote) !== null,
  );
}

describe('on the questions that it was tuned on, an answer', () => {
  it('rests on a right section', () => {
    expect(all.recallAt1).toBeGreaterThanOrEqual(0.94);
    expect(all.recallAt3).toBeGreaterThanOrEqual(0.98);
  });

  it('declines what it should, and little else', () => {
    expect(all.declineRecall).toBeGreaterThanOrEqual(0.97);
    expect(all.wrongDeclines).toBeLessThanOrEqual(0.02);
  });

  it('shows the facts, word for word', () => {
    expect(all.factCoverage).toBeGreaterThanOrEqual(0.96);
    expect(all.verbatimQuotes).toBe(1);
  });
});

describe('on the questions of strangers, a third of them about everything else in the world, an answer', () => {
  const strange = questionsOf('strangers');
  const { all: figures } = scored(
    strange,
    strange.map(({ question }) => ask(question)),
  );

  it('rests on a right section, and shows the facts word for word', () => {
    expect(figures.recallAt1).toBeGreaterThanOrEqual(0.85);
    expect(figures.recallAt3).toBeGreaterThanOrEqual(0.95);
    expect(figures.factCoverage).toBeGreaterThanOrEqual(0.88);
    expect(figures.verbatimQuotes).toBe(1);
  });

  it('declines what it should, and little else', () => {
    expect(figures.declineRecall).toBeGreaterThanOrEqual(0.85);
    expect(figures.wrongDeclines).toBeLessThanOrEqual(0.04);
  });
});

describe('every sentence of those answers', () => {
  const verify = verifier();
  const parts = answers.flatMap((answer) => answer.parts);

  it('passes the check that a model has to pass', () => {
    const refused = answers.flatMap((answer) => {
      let about: Style | null = null;
      return answer.parts
        .filter((part) => part.kind === 'paragraph')
        .flatMap(sentencesOf)
        .flatMap(({ text, citations }) => {
          const quotes = citations.map(({ section, quote }) => ({ section, text: quote }));
          const verdict = verify({ claim: text, quotes, about });
          about = verdict.about;
          return verdict.accepted ? [] : [`${text} (${verdict.reason})`];
        });
    });
    expect([...new Set(refused)]).toEqual([]);
  });

  it('holds nothing but quotes where it is a cell of a comparison', () => {
    const cells = parts.filter((part) => part.kind === 'comparison').flatMap(sentencesOf);
    expect(cells.length).toBeGreaterThan(10);
    for (const { text, citations } of cells) {
      const rest = citations
        .toSorted((a, b) => b.quote.length - a.quote.length)
        .reduce((left, { quote }) => left.replace(quote, ''), text);
      expect(rest).toMatch(/^[\s,;:]*$/);
    }
  });
});
