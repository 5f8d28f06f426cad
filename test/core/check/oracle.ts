/**
 * The rules of version 1 once more, written down by hand from their definition and evaluated by trying everything. Slow and plain on
 * purpose: what the engine says is held against this.
 */
export const pulls: Record<string, Record<string, number>> = {
  stage: { 'first-version': -3, 'finding-out': -1, established: 0 },
  team: { solo: -3, 'small-team': -3, 'one-larger-team': 0, 'few-teams': 2, 'many-teams': 3 },
  scaling: { even: -1, someday: 0, 'one-part': 2, 'several-parts': 3 },
  ai: { 'small-feature': -2, none: 0, pipeline: 2, 'several-models': 3 },
  operations: { 'by-hand': -2, basic: -1, mature: 0 },
  requirements: { simple: -3, moderate: 0, complex: 2 },
  speed: { critical: -3, normal: 0 },
  codebase: { small: -1, growing: 0, 'large-painful': 2 },
  isolation: { nice: 0, must: 1 },
  chatter: { tight: -2, loose: 0 },
  releases: { together: -1, waiting: 0, blocked: 1 },
};
export const actionable = ['scaling', 'operations', 'codebase', 'chatter', 'releases'];
export const questionIds = Object.keys(pulls);
export const verdicts = ['monolith', 'evolve', 'microservices'];

export const optionIds = (question: string): string[] => Object.keys(pulls[question] ?? {});

export type Full = Record<string, string>;
/** Answers as they are given to the engine. */
export type Given = Record<string, string | readonly string[]>;
export type Possible = Record<string, string[]>;

export const blocks: Record<string, { cap: number; fires: (answers: Full) => boolean }> = {
  'needs-mature-devops': { cap: 1, fires: (a) => a['operations'] === 'by-hand' || a['operations'] === 'basic' },
  'first-version': { cap: 0, fires: (a) => a['stage'] === 'first-version' },
  'small-team': { cap: 1, fires: (a) => a['team'] === 'solo' || a['team'] === 'small-team' },
  'no-trigger': {
    cap: 0,
    fires: (a) =>
      a['codebase'] !== 'large-painful' &&
      !['few-teams', 'many-teams'].includes(a['team'] ?? '') &&
      !['one-part', 'several-parts'].includes(a['scaling'] ?? '') &&
      !['pipeline', 'several-models'].includes(a['ai'] ?? ''),
  },
  'no-real-scaling-need': { cap: 1, fires: (a) => a['scaling'] === 'even' || a['scaling'] === 'someday' },
};

function scoreOf(answers: Full): number {
  return questionIds.reduce((sum, question) => sum + (pulls[question]?.[answers[question] ?? ''] ?? 0), 0);
}

export function byScore(answers: Full): number {
  const score = scoreOf(answers);
  return score < -6 ? 0 : score <= 3 ? 1 : 2;
}

export function verdictOf(answers: Full): number {
  const caps = Object.values(blocks).flatMap(({ cap, fires }) => (fires(answers) ? [cap] : []));
  return Math.min(byScore(answers), ...caps);
}

/** Every way to choose one possible option for each question. */
export function* fillings(possible: Possible, from = 0): Generator<Full> {
  const question = questionIds[from];
  if (question === undefined) {
    yield {};
    return;
  }
  for (const rest of fillings(possible, from + 1)) {
    for (const option of possible[question] ?? []) yield { ...rest, [question]: option };
  }
}

// All full answer sets by number: the first question counts fastest.
const radix = questionIds.map((question) => optionIds(question).length);
const strides = radix.map((_, at) => radix.slice(0, at).reduce((product, size) => product * size, 1));
export const fullSets = radix.reduce((product, size) => product * size, 1);

export function fullSet(number: number): Full {
  return Object.fromEntries(
    questionIds.map((question, at) => {
      const index = Math.floor(number / (strides[at] ?? 1)) % (radix[at] ?? 1);
      return [question, optionIds(question)[index] ?? ''];
    }),
  );
}

export function numberOf(answers: Full): number {
  return questionIds.reduce(
    (number, question, at) => number + optionIds(question).indexOf(answers[question] ?? '') * (strides[at] ?? 0),
    0,
  );
}

/** The verdict of every full answer set. */
export const verdictTable = Uint8Array.from({ length: fullSets }, (_, number) => verdictOf(fullSet(number)));

/** The options that each question may have: those given, or all of them. */
export function possibleOf(answers: Given): Possible {
  return Object.fromEntries(
    questionIds.map((question) => {
      const given = [answers[question] ?? 'unknown'].flat().filter((option) => option !== 'unknown');
      return [
        question,
        given.length > 0 ? optionIds(question).filter((option) => given.includes(option)) : optionIds(question),
      ];
    }),
  );
}

/** The numbers of all fillings. */
export function numbersOf(possible: Possible): number[] {
  return questionIds.reduce(
    (numbers, question, at) => {
      const steps = (possible[question] ?? []).map(
        (option) => optionIds(question).indexOf(option) * (strides[at] ?? 0),
      );
      return numbers.flatMap((number) => steps.map((step) => number + step));
    },
    [0],
  );
}

export function reachableOf(possible: Possible): string[] {
  const seen = new Set(numbersOf(possible).map((number) => verdictTable[number]));
  return verdicts.filter((_, at) => seen.has(at));
}

export type Changes = Record<string, string>;

/**
 * Every set of changes to the answered questions after which the verdict (the least reachable one) differs and of which no proper
 * subset does the same, found by trying all of them. The sets are numbered like numerals, 0 for a question that stays as it is, so
 * that a subset always comes before the set.
 */
export function flipsOf(answers: Given): { changes: Changes; verdict: string }[] {
  const before = possibleOf(answers);
  const answered = questionIds.filter((question) =>
    [answers[question] ?? 'unknown'].flat().some((option) => option !== 'unknown'),
  );
  const choices = answered.map((question) => {
    const given = before[question] ?? [];
    return optionIds(question).filter((option) => given.length > 1 || option !== given[0]);
  });
  const steps = choices.map((_, at) => choices.slice(0, at).reduce((product, each) => product * (each.length + 1), 1));
  const total = choices.reduce((product, each) => product * (each.length + 1), 1);
  const start = leastVerdict(before);
  const flipsAlready = new Uint8Array(total);
  const found: { changes: Changes; verdict: string }[] = [];
  for (let number = 1; number < total; number++) {
    const changes: Changes = {};
    let covered = false;
    for (const [at, question] of answered.entries()) {
      const step = steps[at] ?? 1;
      const digit = Math.floor(number / step) % ((choices[at]?.length ?? 0) + 1);
      if (digit === 0) continue;
      changes[question] = choices[at]?.[digit - 1] ?? '';
      covered ||= flipsAlready[number - digit * step] === 1;
    }
    const verdict = leastVerdict({ ...before, ...fixed(changes) });
    if (verdict !== start && !covered) found.push({ changes, verdict: verdicts[verdict] ?? '' });
    flipsAlready[number] = covered || verdict !== start ? 1 : 0;
  }
  return found;
}

function leastVerdict(possible: Possible): number {
  return numbersOf(possible).reduce((least, number) => Math.min(least, verdictTable[number] ?? 2), 2);
}

function fixed(changes: Changes): Possible {
  return Object.fromEntries(Object.entries(changes).map(([question, option]) => [question, [option]]));
}
