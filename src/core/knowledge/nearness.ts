import { lazily } from '../lazily.ts';
import { stemOf } from '../text/tokens.ts';
import { createElsewhere } from './elsewhere.ts';
import type { Example } from './examples.ts';

/** What the examples nearest to a question say of it. */
export interface Nearness {
  /** Sections by how much of the nearest examples they answer, best first; the best has weight 1. */
  readonly sections: readonly { readonly section: string; readonly weight: number }[];
  /** Of the nearest examples, by weight, the share that the documents do not answer; 0 to 1. */
  readonly uncovered: number;
  /** How near the nearest is; 0 to 1. */
  readonly similarity: number;
  /** Whether all examples together take it for something else than architecture, see {@link Elsewhere}. */
  readonly elsewhere: number;
  /** The nearest, nearest first. Their weights add up to 1. */
  readonly votes: readonly { readonly example: Example; readonly weight: number }[];
}

/** @param words lower case, abbreviations written out */
export type Nearest = (words: readonly string[]) => Nearness;

/** How many examples have a say. */
const neighbours = 32;
/** A section that is named second answers less of the question than the first. */
const falloff = 0.5;
/** What is not answered has a share of the examples that is larger than its share of what people ask. */
const doubt = 0.8;

/**
 * Finds the examples that share most of a question's words, rare ones counting most (the cosine of their TF-IDF vectors; pairs of words
 * were tried and told no more). It knows wordings that no list of cues foresees, and tells when a wording is that of things not covered.
 *
 * @param vocabulary the stems of the lexicon's words
 */
export function createNearest(examples: readonly Example[], vocabulary?: ReadonlySet<string>): Nearest {
  // Indexed when first asked: a process that only lists records must not pay for it.
  const voting = examples.filter((example) => !example.elsewhere);
  const index = lazily(() => indexOf(voting));
  const elsewhere = createElsewhere(examples, vocabulary);
  return (words) => ({ ...vote(voting, closest(index(), words)), elsewhere: elsewhere(words) });
}

interface Index {
  /** For each stem the examples that have it, in their order. */
  readonly having: ReadonlyMap<string, readonly number[]>;
  /** The length of each example's vector. */
  readonly lengths: Float64Array;
}

function indexOf(examples: readonly Example[]): Index {
  const having = new Map<string, number[]>();
  for (const [id, { words }] of examples.entries()) {
    for (const word of words) {
      const stem = stemOf(word);
      const known = having.get(stem);
      if (!known) having.set(stem, [id]);
      else if (known.at(-1) !== id) known.push(id);
    }
  }
  const lengths = new Float64Array(examples.length);
  for (const ids of having.values()) {
    const weight = rarity(examples.length, ids.length) ** 2;
    for (const id of ids) lengths[id] = (lengths[id] ?? 0) + weight;
  }
  return { having, lengths: lengths.map(Math.sqrt) };
}

function rarity(total: number, having: number): number {
  return Math.log(1 + total / Math.max(having, 0.5));
}

function closest({ having, lengths }: Index, words: readonly string[]): { id: number; similarity: number }[] {
  const shared = new Float64Array(lengths.length);
  let square = 0;
  for (const stem of new Set(words.map(stemOf))) {
    const ids = having.get(stem) ?? [];
    const weight = rarity(lengths.length, ids.length) ** 2;
    square += weight;
    for (const id of ids) shared[id] = (shared[id] ?? 0) + weight;
  }
  const best: { id: number; similarity: number }[] = [];
  for (let id = 0; id < shared.length; id += 1) {
    const sum = shared[id] ?? 0;
    if (sum === 0) continue;
    const similarity = sum / (Math.sqrt(square) * (lengths[id] ?? 1));
    if (best.length === neighbours && similarity <= (best.at(-1)?.similarity ?? 0)) continue;
    const at = best.findIndex((other) => other.similarity < similarity);
    best.splice(at < 0 ? best.length : at, 0, { id, similarity });
    if (best.length > neighbours) best.pop();
  }
  return best;
}

function vote(
  examples: readonly Example[],
  near: readonly { id: number; similarity: number }[],
): Omit<Nearness, 'elsewhere'> {
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
    uncovered: votes.reduce(
      (sum, { example, weight }) => sum + (example.sections.length === 0 ? weight * doubt : 0),
      0,
    ),
    similarity: near[0]?.similarity ?? 0,
    votes,
  };
}
