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
  const rows = new Map<string, Float64Array>();
  const rowOf = (feature: string): Float64Array => {
    const known = rows.get(feature);
    if (known) return known;
    const row = new Float64Array(labels.length);
    rows.set(feature, row);
    return row;
  };
  const taught = lessons.map(({ features, label }) => ({
    rows: [...new Set(features)].map(rowOf),
    answer: labels.indexOf(label),
  }));
  const step = strideOf(taught.length);
  for (let round = 0; round < rounds; round += 1) {
    const rate = pace / (1 + round * 0.15);
    for (let count = 0, at = round; count < taught.length; count += 1, at += step) {
      const lesson = taught[at % taught.length];
      if (lesson) correct(lesson.rows, lesson.answer, rate, labels.length);
    }
  }
  return (features) => {
    const known = [...new Set(features)].flatMap((feature) => rows.get(feature) ?? []);
    const likely = shares(known, labels.length, features.length);
    return new Map(labels.map((label, at) => [label, likely[at] ?? 0]));
  };
}

function correct(rows: readonly Float64Array[], answer: number, rate: number, size: number): void {
  const likely = shares(rows, size, rows.length);
  const scale = rate / Math.sqrt(Math.max(rows.length, 1));
  for (const row of rows) {
    for (let label = 0; label < size; label += 1) {
      const wrong = (label === answer ? 1 : 0) - (likely[label] ?? 0);
      row[label] = (row[label] ?? 0) * (1 - rate * decay) + scale * wrong;
    }
  }
}

/** @param count of the features, also those that nothing is known of: who says much that is unknown, says little for sure */
function shares(rows: readonly Float64Array[], size: number, count: number): Float64Array {
  const sums = new Float64Array(size);
  for (const row of rows)
    for (let label = 0; label < size; label += 1) sums[label] = (sums[label] ?? 0) + (row[label] ?? 0);
  const scale = 2 / Math.sqrt(Math.max(count, 1));
  const most = Math.max(...sums);
  const raised = sums.map((sum) => Math.exp((sum - most) * scale));
  const total = raised.reduce((all, each) => all + each, 0);
  return raised.map((each) => each / total);
}

/** A step that visits every place once before it comes back. */
function strideOf(size: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b));
  let step = Math.max(1, Math.floor(size * 0.618));
  while (divides(step, size) > 1) step += 1;
  return step;
}
