import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinAnswers } from '../../../src/core/check/answers.ts';
import { createEngine } from '../../../src/core/check/engine.ts';
import * as oracle from './oracle.ts';
import { capped, documentText, engine, load, questionnaire } from './support.ts';

const lines = documentText.split('\n');

/** One answer: an option, or unknown. */
const answer = (question: string) => fc.constantFrom(...oracle.optionIds(question), 'unknown');
const fullAnswers = fc.nat({ max: oracle.fullSets - 1 }).map(oracle.fullSet);
const partialAnswers: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.record(Object.fromEntries(oracle.questionIds.map((id) => [id, answer(id)]))),
    fc.subarray(oracle.questionIds),
  )
  .map(([answers, kept]) => Object.fromEntries(Object.entries(answers).filter(([id]) => kept.includes(id))));
const mostlyAnswered = fc
  .tuple(fullAnswers, fc.subarray(oracle.questionIds, { maxLength: 4 }))
  .map(([answers, open]) => ({ ...answers, ...Object.fromEntries(open.map((id) => [id, 'unknown'])) }));
const fewAnswered = fc
  .tuple(fullAnswers, fc.subarray(oracle.questionIds, { minLength: 6, maxLength: 9 }))
  .map(([answers, open]) => ({ ...answers, ...Object.fromEntries(open.map((id) => [id, 'unknown'])) }));
const groupAnswers = fc
  .tuple(
    fullAnswers,
    fc.array(mostlyAnswered, { minLength: 1, maxLength: 2 }),
    fc.subarray(oracle.questionIds, { minLength: 1, maxLength: 5 }),
  )
  .map(([first, others, disputed]) => {
    const agreed = (answers: oracle.Full) => ({
      ...first,
      ...Object.fromEntries(disputed.map((id) => [id, answers[id] ?? 'unknown'])),
    });
    return joinAnswers([first, ...others.map(agreed)]) as Record<string, string[]>;
  });

describe('all 155,520 full answer sets', () => {
  test('get the verdict that the rules give when they are followed by hand', () => {
    expect(oracle.fullSets).toBe(155_520);
    const wrong: oracle.Full[] = [];
    for (let number = 0; number < oracle.fullSets; number++) {
      const answers = oracle.fullSet(number);
      const reached = engine.reachable(answers);
      if (reached.length !== 1 || reached[0] !== oracle.verdicts[oracle.verdictTable[number] ?? -1])
        wrong.push(answers);
    }
    expect(wrong).toEqual([]);
  });

  test('never move toward monolith when one answer pulls further toward microservices, over 1,757,376 steps', () => {
    let steps = 0;
    let violations = 0;
    let stride = 1;
    for (const id of oracle.questionIds) {
      const weights = Object.values(oracle.pulls[id] ?? {});
      for (let number = 0; number < oracle.fullSets; number++) {
        const at = Math.floor(number / stride) % weights.length;
        for (const [to, weight] of weights.entries()) {
          if (to === at) continue;
          const before = oracle.verdictTable[number] ?? 0;
          const after = oracle.verdictTable[number + (to - at) * stride] ?? 0;
          const from = weights[at] ?? 0;
          if (weight === from && after !== before) violations += 1;
          if (weight > from && after < before) violations += 1;
          if (weight > from) steps += 1;
        }
      }
      stride *= weights.length;
    }
    expect({ steps, violations }).toEqual({ steps: 1_757_376, violations: 0 });
  });

  test('have their score overruled by a block in about 31 % of the cases', () => {
    let overruled = 0;
    for (let number = 0; number < oracle.fullSets; number++) {
      if (oracle.byScore(oracle.fullSet(number)) !== oracle.verdictTable[number]) overruled += 1;
    }
    expect(overruled / oracle.fullSets).toBeCloseTo(0.31, 2);
  });
});

describe('a verdict', () => {
  test('adds up: the contributions are the answered questions and sum to the score', () => {
    fc.assert(
      fc.property(partialAnswers, (answers) => {
        const verdict = engine.evaluate(answers);
        const answered = oracle.questionIds.filter((id) => (answers[id] ?? 'unknown') !== 'unknown');
        expect(verdict.contributions.map(({ question }) => question)).toEqual(answered);
        expect(verdict.contributions.map(({ question, option }) => [question, option])).toEqual(
          answered.map((id) => [id, answers[id]]),
        );
        expect(verdict.contributions.reduce((sum, { pull }) => sum + pull, 0)).toBe(verdict.score);
        expect(verdict.score).toBe(answered.reduce((sum, id) => sum + (oracle.pulls[id]?.[answers[id] ?? ''] ?? 0), 0));
      }),
      { numRuns: 300 },
    );
  });

  test('of partial answers is what trying all fillings gives', () => {
    fc.assert(fc.property(fc.oneof(partialAnswers, mostlyAnswered, fewAnswered), holdsAgainstFillings), {
      numRuns: 120,
    });
  });

  test('of a group’s answers is what trying all combinations gives', () => {
    fc.assert(fc.property(groupAnswers, holdsAgainstFillings), { numRuns: 120 });
  });

  test('does not depend on the order of the answers, and is the same each time', () => {
    fc.assert(
      fc.property(partialAnswers, (answers) => {
        const reversed = Object.fromEntries(Object.entries(answers).reverse());
        const replayed = createEngine(questionnaire).evaluate(JSON.parse(JSON.stringify(reversed)));
        expect(replayed).toEqual(engine.evaluate(answers));
      }),
      { numRuns: 50 },
    );
  });

  test('quotes the document verbatim, at the line that it names', () => {
    fc.assert(
      fc.property(partialAnswers, (answers) => {
        const { contributions, blocks, possibleBlocks, costs, against } = engine.evaluate(answers);
        const cited = [...contributions, ...blocks, ...possibleBlocks, ...against].map(({ citation }) => citation);
        for (const { quote, line } of [...cited, ...costs]) expect(lines[line - 1]).toContain(quote);
      }),
      { numRuns: 100 },
    );
  });

  test('names the rules that gave it', () => {
    const { rules } = engine.evaluate(capped);
    expect(rules.version).toBe('1');
    expect(rules.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(load().rules.hash).toBe(rules.hash);
  });

  test('stays the same when it is said that an answer is not known, or nothing is said at all', () => {
    const open = { stage: 'unknown', team: [], scaling: ['unknown', 'unknown'], ai: null };
    expect(engine.evaluate(open)).toEqual(engine.evaluate({}));
  });

  test('counts an answer of a group as long as somebody knew', () => {
    expect(engine.evaluate({ ...capped, team: ['unknown', 'many-teams', 'many-teams'] })).toEqual(
      engine.evaluate(capped),
    );
  });

  test('leaves an answer out of the sum where a group pulls several ways, and keeps it where all pull alike', () => {
    const several = engine.evaluate({ ...capped, team: ['few-teams', 'many-teams'] });
    expect(several.score).toBe(engine.evaluate({ ...capped, team: 'unknown' }).score);
    expect(several.scoreRange).toEqual([9, 10]);
    expect(several.contributions.some(({ question }) => question === 'team')).toBe(false);

    const alike = engine.evaluate({ ...capped, team: ['small-team', 'solo'] });
    expect(alike.score).toBe(engine.evaluate({ ...capped, team: 'solo' }).score);
    expect(alike.scoreRange).toEqual([alike.score, alike.score]);
    expect(alike.disagreements).toMatchObject([{ question: 'team', matters: false }]);
  });

  test('for microservices comes with the costs that the document names', () => {
    const { verdict, costs } = engine.evaluate({ ...capped, scaling: 'one-part' });
    expect(verdict).toBe('microservices');
    expect(costs.map(({ quote }) => quote)).toEqual([
      'service communication',
      'distributed debugging',
      'versioning',
      'Introduces latency and complexity',
      'orchestration (Docker, Kubernetes)',
    ]);
  });

  test('names the strongest on the other side first', () => {
    expect(engine.evaluate(capped).against).toMatchObject([
      { kind: 'pull', question: 'team', pull: 3 },
      { kind: 'pull', question: 'ai', pull: 2 },
      { kind: 'pull', question: 'requirements', pull: 2 },
    ]);
    const split = {
      ...capped,
      scaling: 'several-parts',
      chatter: 'tight',
      speed: 'critical',
      requirements: 'moderate',
    };
    expect(engine.evaluate(split)).toMatchObject({
      verdict: 'microservices',
      against: [
        { question: 'speed', pull: -3 },
        { question: 'chatter', pull: -2 },
      ],
    });
  });
});

describe('not knowing', () => {
  test('widens what is reachable and never pushes', () => {
    fc.assert(
      fc.property(mostlyAnswered, fc.constantFrom(...oracle.questionIds), (answers, id) => {
        const before = engine.reachable(answers);
        const after = engine.reachable({ ...answers, [id]: 'unknown' });
        expect(after).toEqual(expect.arrayContaining([...before]));
      }),
      { numRuns: 500 },
    );
  });
});

/** Everything about a set of answers that can be found by trying all of its fillings. */
function holdsAgainstFillings(answers: Record<string, string | readonly string[]>): void {
  const verdict = engine.evaluate(answers);
  const possible = oracle.possibleOf(answers);
  const numbers = oracle.numbersOf(possible);
  const reached = oracle.reachableOf(possible);
  expect(verdict.reachable).toEqual(reached);
  expect(verdict.verdict).toBe(reached[0]);

  const ends = oracle.questionIds.map((id) => (possible[id] ?? []).map((option) => oracle.pulls[id]?.[option] ?? 0));
  const sumOf = (pick: (...numbers: number[]) => number) => ends.reduce((sum, each) => sum + pick(...each), 0);
  expect(verdict.scoreRange).toEqual([sumOf(Math.min), sumOf(Math.max)]);

  const known = (id: string) => [answers[id] ?? 'unknown'].flat().some((option) => option !== 'unknown');
  const settles = oracle.questionIds.filter(
    (id) =>
      !known(id) &&
      oracle
        .optionIds(id)
        .some((option) => oracle.reachableOf({ ...possible, [id]: [option] }).join() !== reached.join()),
  );
  expect([...verdict.settles].sort()).toEqual([...settles].sort());
  expect(verdict.unknown).toEqual(oracle.questionIds.filter((id) => !known(id)));

  const sample =
    numbers.length > 3_000 ? [...new Set([...oracleExtremes(possible), ...numbers.slice(0, 3_000)])] : numbers;
  const fired = sample
    .map(oracle.fullSet)
    .map((full) => Object.keys(oracle.blocks).filter((rule) => oracle.blocks[rule]?.fires(full)));
  const always = Object.keys(oracle.blocks).filter((rule) => fired.every((rules) => rules.includes(rule)));
  const sometimes = Object.keys(oracle.blocks).filter(
    (rule) => fired.some((rules) => rules.includes(rule)) && !always.includes(rule),
  );
  expect(verdict.blocks.map(({ rule }) => rule)).toEqual(always);
  expect(verdict.possibleBlocks.map(({ rule }) => rule)).toEqual(sometimes);

  const disputed = oracle.questionIds.filter((id) => known(id) && (possible[id]?.length ?? 0) > 1);
  expect(verdict.disagreements.map(({ question }) => question)).toEqual(disputed);
  for (const { question, given, matters } of verdict.disagreements) {
    const after = (possible[question] ?? []).map((option) => oracle.reachableOf({ ...possible, [question]: [option] }));
    expect(given.map(({ option, reachable }) => [option, reachable])).toEqual(
      (possible[question] ?? []).map((option, at) => [option, after[at]]),
    );
    expect(matters).toBe(new Set(after.map((each) => each.join())).size > 1);
  }
}

/** For every block a filling that fires it and one that does not, where there are such. */
function oracleExtremes(possible: oracle.Possible): number[] {
  const base = Object.fromEntries(oracle.questionIds.map((id) => [id, possible[id]?.[0] ?? '']));
  const varied = ['stage', 'operations'].flatMap((id) =>
    (possible[id] ?? []).map((option) => ({ ...base, [id]: option })),
  );
  const triggers = ['team', 'scaling', 'ai', 'codebase'];
  const combinations = triggers.reduce<oracle.Full[]>(
    (sets, id) => sets.flatMap((set) => (possible[id] ?? []).map((option) => ({ ...set, [id]: option }))),
    [base],
  );
  return [...varied, ...combinations].map(oracle.numberOf);
}
