import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Flip } from '../../../src/core/check/verdict.ts';
import * as oracle from './oracle.ts';
import { capped, engine } from './support.ts';

const fullAnswers = fc.nat({ max: oracle.fullSets - 1 }).map(oracle.fullSet);
const someAnswers = fc
  .tuple(fullAnswers, fc.subarray(oracle.questionIds, { minLength: 6, maxLength: 9 }))
  .map(([answers, open]) => Object.fromEntries(Object.entries(answers).filter(([id]) => !open.includes(id))));
const groupAnswers = fc
  .tuple(
    fullAnswers,
    fullAnswers,
    fc.subarray(oracle.questionIds, { minLength: 4, maxLength: 6 }),
    fc.subarray(oracle.questionIds, { maxLength: 2 }),
  )
  .map(([first, second, open, disputed]) =>
    Object.fromEntries(
      Object.entries(first)
        .filter(([id]) => !open.includes(id))
        .map(([id, option]) => [id, disputed.includes(id) ? [option, second[id] ?? option] : option]),
    ),
  );

describe('flips', () => {
  test('are exactly the minimal sets of changes, for full answers', () => {
    fc.assert(fc.property(fullAnswers, holdsAgainstTryingAll), { numRuns: 8 });
  });

  test('are exactly the minimal sets of changes, for partial answers', () => {
    fc.assert(fc.property(someAnswers, holdsAgainstTryingAll), { numRuns: 25 });
  });

  test('are exactly the minimal sets of changes, for a group’s answers', () => {
    fc.assert(fc.property(groupAnswers, holdsAgainstTryingAll), { numRuns: 15 });
  });

  test('change the verdict as they say when they are applied, and nothing less does', () => {
    fc.assert(
      fc.property(fullAnswers, (answers) => {
        const { flips, nextSteps, verdict } = engine.evaluate(answers);
        for (const flip of [...flips, ...(nextSteps ? [nextSteps] : [])]) {
          expect(engine.reachable(apply(answers, flip))).toEqual([flip.verdict]);
          expect(flip.verdict).not.toBe(verdict);
          for (const left of flip.changes) {
            const smaller = { ...flip, changes: flip.changes.filter((change) => change !== left) };
            expect(engine.reachable(apply(answers, smaller))).toEqual([verdict]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('may be none while unknown answers hold the verdict', () => {
    expect(engine.evaluate({ team: 'many-teams' })).toMatchObject({
      verdict: 'monolith',
      flips: [],
      flipsTotal: 0,
      nextSteps: null,
    });
  });

  test('put what a team can work on before the rest', () => {
    const [first, second] = engine.evaluate(capped).flips;
    expect(first?.changes).toEqual([{ question: 'scaling', from: 'someday', to: 'one-part' }]);
    expect(second?.changes).toEqual([{ question: 'scaling', from: 'someday', to: 'several-parts' }]);
  });

  test('of a group name all the answers that were given', () => {
    const { flips } = engine.evaluate({ ...capped, scaling: ['someday', 'even'] });
    expect(flips[0]).toEqual({
      changes: [{ question: 'scaling', from: ['even', 'someday'], to: 'one-part' }],
      verdict: 'microservices',
    });
  });
});

describe('next steps', () => {
  test('are none where nothing that a team can work on leads toward microservices', () => {
    expect(engine.evaluate({ ...capped, team: 'solo' }).nextSteps).toBeNull();
  });

  test('are none for microservices', () => {
    expect(engine.evaluate({ ...capped, scaling: 'one-part' })).toMatchObject({
      verdict: 'microservices',
      nextSteps: null,
    });
  });
});

function holdsAgainstTryingAll(answers: oracle.Given): void {
  const { flips, flipsTotal, nextSteps, verdict } = engine.evaluate(answers);
  const all = oracle.flipsOf(answers);
  expect(flipsTotal).toBe(all.length);
  expect(flips).toHaveLength(Math.min(10, all.length));
  const known = new Set(all.map(({ changes, verdict: after }) => key(changes, after)));
  for (const flip of flips) expect(known).toContain(key(changesOf(flip), flip.verdict));
  expect(new Set(flips.map((flip) => key(changesOf(flip), flip.verdict))).size).toBe(flips.length);

  const ranks = all.map(({ changes }) => rank(changes)).sort(compare);
  expect(flips.map((flip) => rank(changesOf(flip)))).toEqual(ranks.slice(0, 10));

  const up = all.filter((flip) => oracle.verdicts.indexOf(flip.verdict) > oracle.verdicts.indexOf(verdict));
  const workable = up.filter(({ changes }) => Object.keys(changes).every((id) => oracle.actionable.includes(id)));
  const [best] = workable.map(({ changes }) => rank(changes)).sort(compare);
  expect(nextSteps ? rank(changesOf(nextSteps)) : undefined).toEqual(best);
  if (nextSteps) expect(known).toContain(key(changesOf(nextSteps), nextSteps.verdict));
}

/** How near a flip stands to the front: fewest changes, then actionable, then the order of the questions. */
function rank(changes: oracle.Changes): number[] {
  const ids = Object.keys(changes);
  const workable = ids.every((id) => oracle.actionable.includes(id));
  return [ids.length, workable ? 0 : 1, ...ids.map((id) => oracle.questionIds.indexOf(id)).sort((a, b) => a - b)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function changesOf({ changes }: Flip): oracle.Changes {
  return Object.fromEntries(changes.map(({ question, to }) => [question, to]));
}

function key(changes: oracle.Changes, verdict: string): string {
  return JSON.stringify([Object.entries(changes).sort(), verdict]);
}

function apply(answers: oracle.Given, flip: Flip): oracle.Given {
  return { ...answers, ...changesOf(flip) };
}
