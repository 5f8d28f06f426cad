import type { Possibilities, Rules } from './rules.ts';

/**
 * Every score that fillings can have, by the blocks that fire with it: bit `n` of the number stands for the score `least + n`. Its
 * size goes with scores and blocks, not with the number of fillings.
 */
export interface Spread {
  readonly least: number;
  readonly scores: ReadonlyMap<number, bigint>;
}

/** The spread of all fillings; `leaveOut` is a question that is not counted at all. */
export function spreadOf(rules: Rules, possible: Possibilities, leaveOut?: number): Spread {
  return spreads(rules, possible, leaveOut).at(-1) ?? start(rules);
}

/** The spreads after no question, the first, the first two, and so on. */
export function spreads(rules: Rules, possible: Possibilities, leaveOut?: number): Spread[] {
  const steps = [start(rules)];
  for (const [question, options] of rules.questions.entries()) {
    const before = steps.at(-1) ?? start(rules);
    if (question === leaveOut) {
      steps.push(before);
      continue;
    }
    const choices = (possible[question] ?? []).flatMap((at) => options[at] ?? []);
    const least = Math.min(...choices.map(({ pull }) => pull));
    const scores = new Map<number, bigint>();
    for (const [blocks, bits] of before.scores) {
      for (const { pull, keeps } of choices) {
        const left = blocks & keeps;
        scores.set(left, (scores.get(left) ?? 0n) | (bits << BigInt(pull - least)));
      }
    }
    steps.push({ least: before.least + least, scores });
  }
  return steps;
}

function start(rules: Rules): Spread {
  return { least: 0, scores: new Map([[rules.allBlocks, 1n]]) };
}

/** Whether some filling has this score with these blocks. */
export function occurs(spread: Spread, score: number, blocks: number): boolean {
  const at = score - spread.least;
  return at >= 0 && (((spread.scores.get(blocks) ?? 0n) >> BigInt(at)) & 1n) === 1n;
}

/** The scores that occur with these blocks, least first. */
export function scoresWith(spread: Spread, blocks: number): number[] {
  const bits = spread.scores.get(blocks) ?? 0n;
  return [...bits.toString(2)].reverse().flatMap((bit, at) => (bit === '1' ? [spread.least + at] : []));
}
