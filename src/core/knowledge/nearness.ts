import { stemOf } from '../text/tokens.ts';
import type { Example } from './examples.ts';

/** What the examples nearest to a question say of it. */
export interface Nearness {
  /** Sections by how much of the nearest examples they answer, best first; the best has weight 1. */
  readonly sections: readonly { readonly section: string; readonly weight: number }[];
  /** Of the nearest examples, by weight, the share that the documents do not answer; 0 to 1. */
  readonly uncovered: number;
  /** How near the nearest is; 0 to 1. */
  readonly similarity: number;
  /** The nearest, nearest first. Their weights add up to 1. */
  readonly votes: readonly { readonly example: Example; readonly weight: number }[];
}

/** @param words lower case, abbreviations written out */
export type Nearest = (words: readonly string[]) => Nearness;

/** How many examples have a say. */
const neighbours = 12;
/** A section that is named second answers less of the question than the first. */
const falloff = 0.5;

/**
 * Finds the examples that share most of a question's words and pairs of words, rare ones counting most (the cosine of their TF-IDF
 * vectors). It knows wordings that no list of cues foresees, and tells when a wording is that of things not covered.
 */
export function createNearest(examples: readonly Example[]): Nearest {
  // Indexed when first asked: a process that only lists records must not pay for it.
  let index: Index | null = null;
  return (words) => {
    index ??= indexOf(examples);
    return vote(examples, closest(index, words));
  };
}

interface Index {
  /** Stems by number; a feature is a number, or two of them in one. */
  readonly numbers: ReadonlyMap<string, number>;
  /** For each feature the examples that have it. */
  readonly postings: ReadonlyMap<number, readonly number[]>;
  /** The length of each example's vector. */
  readonly lengths: Float64Array;
}

const pairBase = 2 ** 24;

/** Every stem, and every pair of neighbours, as numbers: text would take the index four times as long to build. */
function featuresOf(words: readonly string[], numberOf: (stem: string) => number): Set<number> {
  const features = new Set<number>();
  let before = 0;
  for (const word of words) {
    const number = numberOf(stemOf(word));
    features.add(number);
    if (before > 0) features.add(before * pairBase + number);
    before = number;
  }
  return features;
}

/** Gives every new stem the next number. */
function counter(numbers: Map<string, number>, from = 0): (stem: string) => number {
  return (stem) => {
    const number = numbers.get(stem) ?? from + numbers.size + 1;
    numbers.set(stem, number);
    return number;
  };
}

function indexOf(examples: readonly Example[]): Index {
  const numbers = new Map<string, number>();
  const postings = new Map<number, number[]>();
  const features = examples.map(({ words }) => featuresOf(words, counter(numbers)));
  for (const [id, own] of features.entries()) {
    for (const feature of own) {
      const known = postings.get(feature);
      if (known) known.push(id);
      else postings.set(feature, [id]);
    }
  }
  const lengths = Float64Array.from(features, (own) => {
    let square = 0;
    for (const feature of own) square += rarity(examples.length, postings.get(feature)?.length ?? 0) ** 2;
    return Math.sqrt(square);
  });
  return { numbers, postings, lengths };
}

function rarity(total: number, having: number): number {
  return Math.log(1 + total / Math.max(having, 0.5));
}

function closest(
  { numbers, postings, lengths }: Index,
  words: readonly string[],
): { id: number; similarity: number }[] {
  const shared = new Float64Array(lengths.length);
  let square = 0;
  // Words that no example has are counted apart, so that those of questions do not pile up in the index.
  const others = counter(new Map(), numbers.size);
  for (const feature of featuresOf(words, (stem) => numbers.get(stem) ?? others(stem))) {
    const having = postings.get(feature) ?? [];
    const weight = rarity(lengths.length, having.length) ** 2;
    square += weight;
    for (const id of having) shared[id] = (shared[id] ?? 0) + weight;
  }
  const best: { id: number; similarity: number }[] = [];
  for (const [id, sum] of shared.entries()) {
    if (sum === 0) continue;
    const similarity = sum / (Math.sqrt(square) * (lengths[id] ?? 1));
    if (best.length === neighbours && similarity <= (best.at(-1)?.similarity ?? 0)) continue;
    const at = best.findIndex((other) => other.similarity < similarity);
    best.splice(at < 0 ? best.length : at, 0, { id, similarity });
    if (best.length > neighbours) best.pop();
  }
  return best;
}

function vote(examples: readonly Example[], near: readonly { id: number; similarity: number }[]): Nearness {
  const all = near.reduce((sum, { similarity }) => sum + similarity ** 2, 0);
  const votes = near.flatMap(({ id, similarity }) => {
    const example = examples[id];
    return example ? [{ example, weight: similarity ** 2 / all }] : [];
  });
  const weights = new Map<string, number>();
  for (const { example, weight } of votes) {
    for (const [order, section] of example.sections.entries()) {
      weights.set(section, (weights.get(section) ?? 0) + weight / (1 + order * falloff));
    }
  }
  const most = Math.max(...weights.values(), Number.MIN_VALUE);
  return {
    sections: [...weights]
      .map(([section, weight]) => ({ section, weight: weight / most }))
      .sort((a, b) => b.weight - a.weight),
    uncovered: votes.reduce((sum, { example, weight }) => sum + (example.sections.length === 0 ? weight : 0), 0),
    similarity: near[0]?.similarity ?? 0,
    votes,
  };
}
