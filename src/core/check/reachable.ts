import { count, extreme, type Possibilities, type Rules } from './rules.ts';
import { type Spread, spreadOf } from './spread.ts';

/** A set of verdicts, a bit for each; never empty. */
export type VerdictSet = number;

/** The verdicts over all fillings. Relies on the rules being monotone, which is checked when they are loaded. */
export function reachable(rules: Rules, possible: Possibilities): VerdictSet {
  const lowest = verdictAt(rules, possible, 'least');
  const highest = verdictAt(rules, possible, 'greatest');
  // The two ends are always reached; only a verdict between them needs a look at the fillings.
  if (highest - lowest < 2) return (1 << lowest) | (1 << highest);
  return verdictsIn(rules, spreadOf(rules, possible));
}

/** The verdict of the filling nearest to monolith, or of the one furthest from it. */
export function verdictAt(rules: Rules, possible: Possibilities, end: 'least' | 'greatest'): number {
  const { score, blocks } = count(rules, extreme(rules, possible, end));
  return rules.verdict(score, blocks);
}

function verdictsIn(rules: Rules, spread: Spread): VerdictSet {
  let verdicts = 0;
  for (const [blocks, bits] of spread.scores) {
    const cap = rules.cap(blocks);
    const [below, between, above] = partition(bits, rules.cuts[0] - spread.least, rules.cuts[1] - spread.least);
    if (below) verdicts |= 1;
    if (between) verdicts |= 1 << Math.min(1, cap);
    if (above) verdicts |= 1 << cap;
  }
  return verdicts;
}

/** Whether any bit stands below the first place, from it to below the second, and from the second on. */
function partition(bits: bigint, first: number, second: number): [boolean, boolean, boolean] {
  const low = BigInt(Math.max(0, first));
  const high = BigInt(Math.max(0, second));
  const any = (value: bigint) => value !== 0n;
  return [any(BigInt.asUintN(Number(low), bits)), any(BigInt.asUintN(Number(high), bits) >> low), any(bits >> high)];
}

/** How many verdicts a set holds. */
export function sizeOf(verdicts: VerdictSet): number {
  return (verdicts & 1) + ((verdicts >> 1) & 1) + ((verdicts >> 2) & 1);
}

/** The same possibilities with one question settled. */
export function settle(possible: Possibilities, question: number, option: number): Possibilities {
  return possible.with(question, [option]);
}
