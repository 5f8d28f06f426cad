import type { CountedOption, Rules } from './rules.ts';
import { occurs, type Spread, scoresWith, spreads } from './spread.ts';

/** Two sets of answers that differ in one question and break the rule; options by index, for each question. */
export interface Violation {
  readonly question: number;
  /** The answers before the change, toward monolith … */
  readonly lower: readonly number[];
  /** … and after it, toward microservices, with a verdict that is nearer to monolith. */
  readonly higher: readonly number[];
}

/**
 * Looks through all sets of answers for a change to an option of equal or higher pull that moves the verdict toward monolith. Goes
 * over score and firing blocks rather than over the sets themselves, so that a longer questionnaire costs little more.
 */
export function findViolation(rules: Rules): Violation | null {
  const all = rules.questions.map((options) => options.map((_, at) => at));
  for (const [question, options] of rules.questions.entries()) {
    const steps = spreads(rules, all, question);
    const found = violationOf(rules, options, steps.at(-1));
    if (!found) continue;
    const rest = witness(rules, steps, question, found.score, found.blocks);
    return { question, lower: rest.with(question, found.from), higher: rest.with(question, found.to) };
  }
  return null;
}

function violationOf(rules: Rules, options: readonly CountedOption[], rest: Spread | undefined) {
  if (!rest) return null;
  const steps = options.flatMap((from, fromAt) =>
    options.flatMap((to, toAt) => (fromAt !== toAt && to.pull >= from.pull ? [{ from, fromAt, to, toAt }] : [])),
  );
  for (const blocks of rest.scores.keys()) {
    for (const score of scoresWith(rest, blocks)) {
      for (const { from, fromAt, to, toAt } of steps) {
        const before = rules.verdict(score + from.pull, blocks & from.keeps);
        if (rules.verdict(score + to.pull, blocks & to.keeps) < before)
          return { from: fromAt, to: toAt, score, blocks };
      }
    }
  }
  return null;
}

/** Answers to all other questions that have this score with these blocks, found by walking the spreads backwards. */
function witness(rules: Rules, steps: readonly Spread[], leftOut: number, score: number, blocks: number): number[] {
  const chosen = rules.questions.map(() => 0);
  let wanted = { score, blocks };
  for (let question = rules.questions.length - 1; question >= 0; question--) {
    const before = steps[question];
    if (question === leftOut || !before) continue;
    const step = (rules.questions[question] ?? []).flatMap(({ pull, keeps }, at) =>
      [...before.scores.keys()]
        .filter((from) => (from & keeps) === wanted.blocks && occurs(before, wanted.score - pull, from))
        .map((from) => ({ at, score: wanted.score - pull, blocks: from })),
    )[0];
    if (!step) continue;
    chosen[question] = step.at;
    wanted = step;
  }
  return chosen;
}
