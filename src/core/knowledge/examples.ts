import { z } from 'zod';
import { type DataFile, lineOfPath, parseDataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import { stemOf, wordsOf } from '../text/tokens.ts';
import type { Knowledge } from './knowledge.ts';

/** Things that people asked, each with the sections that hold the answer: none where the documents have none. */
export interface Example {
  readonly words: readonly string[];
  readonly sections: readonly string[];
}

/** What the examples nearest to a question say of it. */
export interface Nearness {
  /** Sections by how much of the nearest examples they answer, best first; the best has weight 1. */
  readonly sections: readonly { readonly section: string; readonly weight: number }[];
  /** Of the nearest examples, by weight, the share that the documents do not answer; 0 to 1. */
  readonly uncovered: number;
  /** How near the nearest is; 0 to 1. */
  readonly similarity: number;
}

export interface Examples {
  /** @param words lower case, abbreviations written out */
  nearest(words: readonly string[]): Nearness;
}

/** The key under which questions stand that the documents do not answer. */
const nowhere = 'not in the documents';

const schema = z.record(
  z.string().meta({ examples: ['Scalability > Monolith; Scalability > Microservices'] }),
  z.string().meta({ examples: ['do we have to scale all of it for one busy part?'] }),
);

/**
 * Reads the questions, one a line, under the sections that answer them.
 *
 * @param abbreviations what a word is written out as
 * @throws {DataError} naming file, line and an example: a section that the documents do not have
 */
export function loadExamples(
  file: DataFile,
  knowledge: Knowledge,
  abbreviations: ReadonlyMap<string, readonly string[]>,
): Example[] {
  const data = parseDataFile(file, schema);
  return Object.entries(data).flatMap(([key, lines]) => {
    const sections = key === nowhere ? [] : key.split(';').map((section) => section.trim());
    for (const section of sections) {
      if (knowledge.sectionsAt(section).length > 0) continue;
      throw new DataError(
        `${file.file}:${lineOfPath(file, [key])}: expected sections of the documents with semicolons between them, for example "${knowledge.sections[0]?.path}", or "${nowhere}"; got "${section}"`,
      );
    }
    return lines
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ words: wordsOf(line).flatMap((word) => abbreviations.get(word) ?? [word]), sections }));
  });
}

/** How many examples have a say. */
const neighbours = 12;
/** A section that is named second answers less of the question than the first. */
const falloff = 0.5;

/**
 * Finds the examples that share most of a question's words and pairs of words, rare ones counting most (the cosine of their TF-IDF
 * vectors). It knows wordings that no list of cues foresees, and is the first to know when a wording is that of things not covered.
 */
export function createExamples(examples: readonly Example[]): Examples {
  let index: Index | null = null;
  return {
    nearest(words) {
      index ??= indexOf(examples);
      return vote(examples, closest(index, featuresOf(words)));
    },
  };
}

interface Index {
  /** For each feature the examples that have it. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
  readonly lengths: readonly number[];
}

function featuresOf(words: readonly string[]): Set<string> {
  const stems = words.map(stemOf);
  return new Set([...stems, ...stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)]);
}

function indexOf(examples: readonly Example[]): Index {
  const postings = new Map<string, number[]>();
  const features = examples.map(({ words }) => featuresOf(words));
  for (const [id, own] of features.entries()) {
    for (const feature of own) {
      const known = postings.get(feature);
      if (known) known.push(id);
      else postings.set(feature, [id]);
    }
  }
  const lengths = features.map((own) =>
    Math.hypot(...[...own].map((feature) => rarity(examples.length, postings.get(feature)?.length ?? 0))),
  );
  return { postings, lengths };
}

function rarity(total: number, having: number): number {
  return Math.log(1 + total / Math.max(having, 0.5));
}

function closest({ postings, lengths }: Index, features: ReadonlySet<string>): { id: number; similarity: number }[] {
  const shared = new Float64Array(lengths.length);
  let square = 0;
  for (const feature of features) {
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
  const weights = new Map<string, number>();
  let all = 0;
  let uncovered = 0;
  for (const { id, similarity } of near) {
    const weight = similarity ** 2;
    const sections = examples[id]?.sections ?? [];
    all += weight;
    if (sections.length === 0) uncovered += weight;
    for (const [order, section] of sections.entries()) {
      weights.set(section, (weights.get(section) ?? 0) + weight / (1 + order * falloff));
    }
  }
  const most = Math.max(...weights.values(), Number.MIN_VALUE);
  return {
    sections: [...weights]
      .map(([section, weight]) => ({ section, weight: weight / most }))
      .sort((a, b) => b.weight - a.weight),
    uncovered: all === 0 ? 0 : uncovered / all,
    similarity: near[0]?.similarity ?? 0,
  };
}
