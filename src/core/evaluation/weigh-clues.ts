import type { Evidence } from '../decisions/draft/weigh.ts';

/** Something judged: what speaks for and against, and whether it was so. */
export interface Case {
  readonly evidence: Evidence;
  readonly isSo: boolean;
  /** How much it counts; 1 as a rule. */
  readonly worth: number;
}

/** What each clue weighs, and the sum without any. */
export interface Fit {
  readonly start: number;
  readonly clues: ReadonlyMap<string, number>;
}

// A clue seen less often says nothing that would hold elsewhere.
const leastSeen = 8;
const maxRounds = 15;

/**
 * Weighs clues so that the cases come out right (logistic regression by Newton's method). The same cases always give the same weights.
 *
 * @param caution how strongly weights are held near 0; more for fewer cases
 */
export function weighClues(cases: readonly Case[], caution = 0.7): Fit {
  const counts = new Map<string, number>();
  for (const { evidence } of cases) for (const name of evidence.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].flatMap(([name, count]) => (count >= leastSeen ? [name] : [])).sort();
  const places = new Map(names.map((name, place) => [name, place]));
  const size = names.length + 1;
  const rows = cases.map(({ evidence }) => {
    const known = [...evidence].flatMap(([name, value]) => {
      const place = places.get(name);
      return place === undefined ? [] : [{ place, value }];
    });
    return {
      places: Int32Array.from([...known.map(({ place }) => place), names.length]),
      values: Float64Array.from([...known.map(({ value }) => value), 1]),
    };
  });
  const weights = new Float64Array(size);
  for (let round = 0; round < maxRounds; round += 1) {
    const slope = new Float64Array(size);
    const bend = Array.from({ length: size }, () => new Float64Array(size));
    for (let at = 0; at < size; at += 1) {
      // The start is not held back.
      const held = at === names.length ? 0.001 : caution;
      slope[at] = held * (weights[at] ?? 0);
      bend[at]?.fill(held, at, at + 1);
    }
    for (const [index, { places: at, values }] of rows.entries()) {
      const { isSo = false, worth = 0 } = cases[index] ?? {};
      let sum = 0;
      for (let one = 0; one < at.length; one += 1) sum += (weights[at[one] ?? 0] ?? 0) * (values[one] ?? 0);
      const likely = 1 / (1 + Math.exp(-sum));
      const wrong = worth * (likely - (isSo ? 1 : 0));
      const weight = worth * likely * (1 - likely) + 1e-6;
      for (let one = 0; one < at.length; one += 1) {
        const place = at[one] ?? 0;
        const value = values[one] ?? 0;
        slope[place] = (slope[place] ?? 0) + wrong * value;
        const line = bend[place];
        if (!line) continue;
        for (let other = 0; other < at.length; other += 1) {
          const second = at[other] ?? 0;
          line[second] = (line[second] ?? 0) + weight * value * (values[other] ?? 0);
        }
      }
    }
    const step = solve(bend, slope);
    for (let at = 0; at < size; at += 1) weights[at] = (weights[at] ?? 0) - (step[at] ?? 0);
    if (step.every((each) => Math.abs(each) < 1e-4)) break;
  }
  return {
    start: weights[names.length] ?? 0,
    clues: new Map(names.map((name, place) => [name, weights[place] ?? 0])),
  };
}

/** Solves `matrix · x = right` by elimination; the matrix is symmetric and positive definite, so no row need be swapped. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row) => Float64Array.from(row));
  const answer = Float64Array.from(right);
  for (const [at, pivot] of rows.entries()) {
    for (let below = at + 1; below < rows.length; below += 1) {
      const row = rows[below];
      const factor = (row?.[at] ?? 0) / (pivot[at] ?? 1);
      if (!row || factor === 0) continue;
      for (let column = at; column < rows.length; column += 1)
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
      answer[below] = (answer[below] ?? 0) - factor * (answer[at] ?? 0);
    }
  }
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    let sum = answer[at] ?? 0;
    for (let column = at + 1; column < rows.length; column += 1)
      sum -= (rows[at]?.[column] ?? 0) * (answer[column] ?? 0);
    answer[at] = sum / (rows[at]?.[at] ?? 1);
  }
  return answer;
}
