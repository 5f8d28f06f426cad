import type { Citation } from '../knowledge/document.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Search } from '../knowledge/search.ts';
import type { Token } from '../text/tokens.ts';

/** How many sections are ranked. */
const depth = 8;

export interface Ranking {
  /**
   * Sections, best first: those that the answer rests on, in the order of what was asked, then those that full-text search finds.
   *
   * @param cited the citations of each thing told, most fitting thing first
   */
  of(cited: readonly (readonly Citation[])[], tokens: readonly Token[]): string[];
}

export function createRanking(search: Search, lexicon: Lexicon): Ranking {
  return {
    of(cited, tokens) {
      const stems = [...new Set(tokens.map((token) => token.stem))].filter((stem) => !lexicon.filler.has(stem));
      const paths = [
        ...cited.flat().map(({ section }) => section),
        ...search.find(stems, depth).map(({ section }) => section.path),
      ];
      return [...new Set(paths)].slice(0, depth);
    },
  };
}
