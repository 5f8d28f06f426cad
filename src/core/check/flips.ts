import { type Count, type CountedOption, count, none, plus, type Rules } from './rules.ts';

/** Changes to answered questions, in their order: the option that each is changed to, by index. */
export interface IndexedFlip {
  readonly changes: readonly { readonly question: number; readonly to: number }[];
  readonly verdict: number;
}

export interface FlipSearch {
  /** The nearest ones, in order. */
  readonly first: readonly IndexedFlip[];
  readonly total: number;
}

/**
 * Finds every set of changes after which the verdict is another one and of which no change can be left out.
 *
 * Monotone rules make this short: the verdict of partly open answers is that of their lowest filling, so changes are tried on that
 * filling alone; and a change toward one side never helps a flip toward the other, so each direction is searched by itself.
 *
 * @param lowest the filling nearest to monolith
 * @param changeable the questions whose answers may be changed
 * @param limit how many to return; all are counted
 */
export function findFlips(
  rules: Rules,
  lowest: readonly number[],
  changeable: readonly number[],
  prefers: (flip: IndexedFlip) => boolean,
  limit: number,
  direction?: 'up',
): FlipSearch {
  const kept: { flip: IndexedFlip; preferred: boolean }[] = [];
  let total = 0;
  const keep = (size: number, read: () => IndexedFlip) => {
    total += 1;
    const worst = kept[limit - 1];
    if (worst && worst.flip.changes.length < size) return;
    const flip = read();
    const entry = { flip, preferred: prefers(flip) };
    const at = kept.findIndex((other) => compare(entry, other) < 0);
    kept.splice(at < 0 ? kept.length : at, 0, entry);
    if (kept.length > limit) kept.pop();
  };
  search(rules, lowest, changeable, 1, keep);
  if (direction !== 'up') search(rules, lowest, changeable, -1, keep);
  return { first: kept.map(({ flip }) => flip), total };
}

function compare(a: { flip: IndexedFlip; preferred: boolean }, b: { flip: IndexedFlip; preferred: boolean }): number {
  const bySize = a.flip.changes.length - b.flip.changes.length || Number(b.preferred) - Number(a.preferred);
  if (bySize !== 0) return bySize;
  for (const [at, change] of a.flip.changes.entries()) {
    const difference = change.question - (b.flip.changes[at]?.question ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A question that may change: what it counts now, what it counts after each change, smallest step first, and when left furthest. */
interface Candidate {
  readonly question: number;
  readonly now: CountedOption;
  readonly steps: readonly (CountedOption & { readonly to: number })[];
}

interface Change {
  readonly at: number;
  readonly question: number;
  readonly now: CountedOption;
  readonly step: Candidate['steps'][number];
}

/** Walks the sets of changes in one direction: +1 toward microservices, −1 toward monolith. */
function search(
  rules: Rules,
  lowest: readonly number[],
  changeable: readonly number[],
  direction: 1 | -1,
  found: (size: number, read: () => IndexedFlip) => void,
): void {
  const candidates = changeable.flatMap((question) => candidate(rules, question, lowest[question] ?? 0, direction));
  const whole = count(rules, lowest);
  const start = rules.verdict(whole.score, whole.blocks);
  const flips = (score: number, blocks: number) => (rules.verdict(score, blocks) - start) * direction > 0;

  // What the candidates from a place on count as they are now, and when all of them are changed as far as they go.
  const unchanged = tails(rules, candidates, ({ now }) => now);
  const furthest = tails(rules, candidates, ({ now, steps }) => steps.at(-1) ?? now);
  const fixed = rules.questions.reduce<Count>((total, options, question) => {
    const option = options[lowest[question] ?? 0];
    return !option || candidates.some((each) => each.question === question) ? total : plus(total, option);
  }, none(rules));

  const chosen: CountedOption[] = candidates.map(({ now }) => now);
  const changes: Change[] = [];
  const flipsWithout = ({ at, now, step }: Change) => {
    let { score, blocks } = fixed;
    chosen[at] = now;
    for (const { pull, keeps } of chosen) {
      score += pull;
      blocks &= keeps;
    }
    chosen[at] = step;
    return flips(score, blocks);
  };
  const read = (verdict: number): IndexedFlip => ({
    changes: changes.map(({ question, step: { to } }) => ({ question, to })),
    verdict,
  });

  /** Score and blocks are what the fixed questions and the candidates before `from` count. */
  const walk = (from: number, score: number, blocks: number) => {
    let settled = score;
    let left = blocks;
    for (let at = from; at < candidates.length; at++) {
      const each = candidates[at];
      const most = furthest[at];
      const rest = unchanged[at + 1];
      if (!each || !most || !rest || !flips(settled + most.score, left & most.blocks)) return;
      for (const step of each.steps) {
        const changed = settled + step.pull;
        const kept = left & step.keeps;
        chosen[at] = step;
        changes.push({ at, question: each.question, now: each.now, step });
        if (!flips(changed + rest.score, kept & rest.blocks)) walk(at + 1, changed, kept);
        else if (!changes.some(flipsWithout)) {
          found(changes.length, () => read(rules.verdict(changed + rest.score, kept & rest.blocks)));
        }
        changes.pop();
      }
      chosen[at] = each.now;
      settled += each.now.pull;
      left &= each.now.keeps;
    }
  };
  walk(0, fixed.score, fixed.blocks);
}

function candidate(rules: Rules, question: number, from: number, direction: 1 | -1): Candidate[] {
  const options = rules.questions[question] ?? [];
  const now = options[from];
  if (!now) return [];
  const steps = options
    .map((option, to) => ({ ...option, to }))
    .filter(({ pull }) => (pull - now.pull) * direction > 0)
    .sort((a, b) => (a.pull - b.pull) * direction);
  return steps.length > 0 ? [{ question, now, steps }] : [];
}

/** For each place what the candidates from there on count together. */
function tails(rules: Rules, candidates: readonly Candidate[], of: (candidate: Candidate) => CountedOption): Count[] {
  const sums = [none(rules)];
  for (const each of candidates.toReversed()) sums.unshift(plus(sums[0] ?? none(rules), of(each)));
  return sums;
}
