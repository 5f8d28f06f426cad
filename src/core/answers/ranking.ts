import type { Citation } from '../knowledge/document.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Nearness } from '../knowledge/nearness.ts';
import type { Search } from '../knowledge/search.ts';
import type { Token } from '../text/tokens.ts';

/** How many sections are ranked. */
const depth = 8;
/** What the answer's own first section weighs beside the one that the nearest examples point at, which weighs 1. */
const ownWeight = 0.7;
const falloff = 0.6;

export interface Ranking {
  /**
   * Sections, best first: those that the answer rests on, in the order of what was asked, then those that full-text search finds.
   *
   * @param cited the citations of each thing told, most fitting thing first
   */
  of(cited: readonly (readonly Citation[])[], tokens: readonly Token[], near?: Nearness | null): string[];
}

export function createRanking(search: Search, lexicon: Lexicon): Ranking {
  return {
    of(cited, tokens, near = null) {
      const stems = [...new Set(tokens.map((token) => token.stem))].filter((stem) => !lexicon.filler.has(stem));
      const paths = [
        ...cited.flat().map(({ section }) => section),
        ...search.find(stems, depth).map(({ section }) => section.path),
      ];
      const scores = new Map([...new Set(paths)].map((path, at) => [path, ownWeight / (1 + at * falloff)]));
      for (const { section, weight } of near?.sections ?? []) scores.set(section, (scores.get(section) ?? 0) + weight);
      return [...scores]
        .sort((a, b) => b[1] - a[1])
        .slice(0, depth)
        .map(([path]) => path);
    },
  };
}
