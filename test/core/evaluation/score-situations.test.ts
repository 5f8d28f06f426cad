import { describe, expect, test } from 'vitest';
import { scoreSituations } from '../../../src/core/evaluation/score-situations.ts';

const item = (id: string, answers: Record<string, string>, verdict: string, clear = true) => ({
  id,
  description: id,
  answers,
  verdict,
  clear,
});

describe('scoring situations', () => {
  test('precision counts the facts taken, recall those labelled', () => {
    const score = scoreSituations(
      [item('a', { team: 'solo', stage: 'first-version', ai: 'none' }, 'monolith')],
      [{ answers: { team: 'solo', stage: 'established' }, verdict: 'monolith' }],
    );
    expect(score).toMatchObject({ precision: 1 / 2, recall: 1 / 3, right: 1, taken: 2, labelled: 3 });
    expect(score.errors).toEqual([
      { id: 'a', question: 'stage', expected: 'first-version', taken: 'established' },
      { id: 'a', question: 'ai', expected: 'none', taken: null },
    ]);
  });

  test('verdicts are compared per kind, and those two steps off are counted', () => {
    const score = scoreSituations(
      [item('a', {}, 'monolith'), item('b', {}, 'microservices'), item('c', {}, 'monolith', false)],
      [
        { answers: {}, verdict: 'monolith' },
        { answers: {}, verdict: 'monolith' },
        { answers: {}, verdict: 'evolve' },
      ],
    );
    expect(score.verdicts).toEqual({
      monolith: { total: 1, agreeing: 1 },
      microservices: { total: 1, agreeing: 0 },
      unclear: { total: 1, agreeing: 0 },
    });
    expect(score.clear).toEqual({ total: 2, agreeing: 1 });
    expect(score.twoStepsOff).toBe(1);
  });

  test('nothing taken where nothing is labelled is perfect', () => {
    expect(scoreSituations([item('a', {}, 'monolith')], [{ answers: {}, verdict: 'monolith' }])).toMatchObject({
      precision: 1,
      recall: 1,
    });
  });

  test('a missing result is an error', () => {
    expect(() => scoreSituations([item('a', {}, 'monolith')], [])).toThrow('expected 1 results');
  });
});
