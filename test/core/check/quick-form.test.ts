import { describe, expect, test } from 'vitest';
import * as oracle from './oracle.ts';
import { capped, engine } from './support.ts';

type Asked = Record<string, string>;

/** Walks every way through the quick form: the options of each question are equally likely. */
function walk(
  answers: Asked,
  visit: (answers: Asked, next: string | null, probability: number) => void,
  probability = 1,
): void {
  const next = engine.nextQuestion(answers);
  visit(answers, next, probability);
  if (next === null) return;
  const options = oracle.optionIds(next);
  for (const option of options) walk({ ...answers, [next]: option }, visit, probability / options.length);
}

describe('the quick form', () => {
  test('starts with the stage', () => {
    expect(engine.nextQuestion({})).toBe('stage');
  });

  test('takes 5.2 questions on average over all full answer sets, and stops when one verdict is left, not earlier', () => {
    let average = 0;
    let total = 0;
    walk({}, (answers, next, probability) => {
      const settled = engine.reachable(answers).length === 1;
      expect(next === null).toBe(settled);
      if (next !== null) return;
      average += probability * Object.keys(answers).length;
      total += probability;
    });
    expect(total).toBeCloseTo(1, 9);
    expect(average).toBeCloseTo(5.16, 2);
    expect(average).toBeLessThanOrEqual(5.3);
  });

  test('asks the question after which the fewest verdicts stay reachable on average, the earlier one of equals', () => {
    for (const answers of [
      { stage: 'established' },
      { stage: 'finding-out', team: 'many-teams' },
      { stage: 'established', scaling: 'one-part', operations: 'unknown' },
    ]) {
      const possible = oracle.possibleOf(answers);
      const left = oracle.questionIds
        .filter((id) => !Object.hasOwn(answers, id))
        .map((id) => {
          const sizes = oracle
            .optionIds(id)
            .map((option) => oracle.reachableOf({ ...possible, [id]: [option] }).length);
          return { id, mean: sizes.reduce((sum, size) => sum + size, 0) / sizes.length };
        });
      const fewest = Math.min(...left.map(({ mean }) => mean));
      expect(engine.nextQuestion(answers)).toBe(left.find(({ mean }) => mean === fewest)?.id);
    }
  });

  test('does not ask again what somebody did not know', () => {
    const answers: Asked = {};
    for (let next = engine.nextQuestion(answers); next !== null; next = engine.nextQuestion(answers)) {
      expect(answers).not.toHaveProperty(next);
      answers[next] = 'unknown';
    }
    expect(Object.keys(answers)).toHaveLength(11);
  });

  test('needs one question for a first version', () => {
    expect(engine.nextQuestion({ stage: 'first-version' })).toBeNull();
  });

  test('asks nothing where everything is answered', () => {
    expect(engine.nextQuestion(capped)).toBeNull();
  });
});
