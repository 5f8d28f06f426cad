/** An example: what it has, and what it is. */
export interface Lesson {
  readonly features: readonly string[];
  readonly label: string;
}

/** How likely each label is, by label; together 1. */
export type Classifier = (features: readonly string[]) => ReadonlyMap<string, number>;

const rounds = 14;
const pace = 0.6;
const decay = 1e-4;

/**
 * Learns to tell labels apart by what examples have (multinomial logistic regression, a fixed number of rounds in a fixed order, so that
 * the same lessons always teach the same).
 */
export function learn(lessons: readonly Lesson[]): Classifier {
  const labels = [...new Set(lessons.map(({ label }) => label))];
  const size = labels.length;
  const places = new Map<string, number>();
  const placeOf = (feature: string): number => {
    const known = places.get(feature) ?? places.size * size;
    places.set(feature, known);
    return known;
  };
  const taught = lessons.map(({ features, label }) => ({
    rows: Int32Array.from(new Set(features), placeOf),
    answer: labels.indexOf(label),
  }));
  // One row of numbers a feature, in one array: a million small steps are taken over it.
  const weights = new Float64Array(places.size * size);
  const likely = new Float64Array(size);
  const step = strideOf(taught.length);
  for (let round = 0; round < rounds; round += 1) {
    const rate = pace / (1 + round * 0.15);
    for (let count = 0, at = round; count < taught.length; count += 1, at += step) {
      const lesson = taught[at % taught.length];
      if (!lesson) continue;
      share(likely, weights, lesson.rows, lesson.rows.length);
      correct(weights, lesson.rows, likely, lesson.answer, rate);
    }
  }
  return (features) => {
    const rows = Int32Array.from([...new Set(features)].flatMap((feature) => places.get(feature) ?? []));
    share(likely, weights, rows, features.length);
    return new Map(labels.map((label, at) => [label, likely[at] ?? 0]));
  };
}

function correct(weights: Float64Array, rows: Int32Array, likely: Float64Array, answer: number, rate: number): void {
  const scale = rate / Math.sqrt(Math.max(rows.length, 1));
  const kept = 1 - rate * decay;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    for (let label = 0; label < likely.length; label += 1) {
      const wrong = (label === answer ? 1 : 0) - (likely[label] ?? 0);
      weights[row + label] = (weights[row + label] ?? 0) * kept + scale * wrong;
    }
  }
}

/**
 * Writes into `likely` how likely each label is.
 *
 * @param count of the features, also those that nothing is known of: who says much that is unknown, says little for sure
 */
function share(likely: Float64Array, weights: Float64Array, rows: Int32Array, count: number): void {
  const size = likely.length;
  likely.fill(0);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    for (let label = 0; label < size; label += 1) likely[label] = (likely[label] ?? 0) + (weights[row + label] ?? 0);
  }
  const scale = 2 / Math.sqrt(Math.max(count, 1));
  let most = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < size; label += 1) most = Math.max(most, likely[label] ?? 0);
  let total = 0;
  for (let label = 0; label < size; label += 1) {
    likely[label] = Math.exp(((likely[label] ?? 0) - most) * scale);
    total += likely[label] ?? 0;
  }
  for (let label = 0; label < size; label += 1) likely[label] = (likely[label] ?? 0) / total;
}

/** A step that visits every place once before it comes back. */
function strideOf(size: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b));
  let step = Math.max(1, Math.floor(size * 0.618));
  while (divides(step, size) > 1) step += 1;
  return step;
}
