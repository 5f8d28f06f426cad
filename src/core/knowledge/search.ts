import MiniSearch from 'minisearch';
import { stemOf, wordsOf } from '../text/tokens.ts';
import type { Fact, Section } from './document.ts';
import type { Knowledge } from './knowledge.ts';

export interface Found {
  readonly section: Section;
  /** BM25; only to be compared with others of the same query. */
  readonly score: number;
  /** Stems of the query that stand in the section. */
  readonly stems: readonly string[];
}

/** Full-text search over all sections: the second signal beside the lexicon, and the only one for added documents. */
export interface Search {
  /** @param stems as {@link stemOf} gives them; best first, at most `limit` */
  find(stems: readonly string[], limit: number): Found[];
  /** The facts of a section that hold most of the stems, best first. */
  facts(section: Section, stems: readonly string[]): Fact[];
  /** In how many sections a stem stands. */
  frequency(stem: string): number;
  readonly size: number;
  /** Whether there are documents besides these. */
  hasAdded(sources: ReadonlySet<string>): boolean;
}

/** Indexes every section: its headings, its own words, and the words that introduce them. */
export function createSearch(knowledge: Knowledge): Search {
  const index = new MiniSearch<{ id: number; headings: string; text: string }>({
    fields: ['headings', 'text'],
    tokenize: wordsOf,
    processTerm: (term) => stemOf(term),
    searchOptions: { boost: { headings: 2 }, tokenize: (text) => text.split(' '), processTerm: (term) => term },
  });
  const frequencies = new Map<string, number>();
  const documents = knowledge.sections.map((section, id) => {
    const headings = section.headings.join(' ');
    const text = section.facts.map((fact) => fact.text).join(' ');
    return { id, headings, text };
  });
  index.addAll(documents);
  for (const { headings, text } of documents) {
    for (const stem of new Set(wordsOf(`${headings} ${text}`).map(stemOf))) {
      frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
    }
  }
  const allSources = new Set(knowledge.documents.map(({ source }) => source));
  return {
    hasAdded: (sources) => [...allSources].some((source) => !sources.has(source)),
    size: knowledge.sections.length,
    frequency: (stem) => frequencies.get(stem) ?? 0,
    find(stems, limit) {
      // A word in a tenth of ten thousand sections tells little and costs most of the time.
      const telling = stems.filter(
        (stem) => (frequencies.get(stem) ?? 0) <= Math.max(100, knowledge.sections.length / 50),
      );
      const query = (telling.length > 0 ? telling : stems.slice(0, 3)).slice(0, 12).join(' ');
      if (query === '') return [];
      return index
        .search(query)
        .slice(0, limit)
        .flatMap(({ id, score, terms }) => {
          const section = knowledge.sections[Number(id)];
          return section ? [{ section, score, stems: terms }] : [];
        });
    },
    facts(section, stems) {
      const wanted = new Set(stems);
      return section.facts
        .map((fact, order) => {
          const own = new Set(wordsOf(fact.text).map(stemOf));
          return { fact, order, hits: [...wanted].filter((stem) => own.has(stem)).length };
        })
        .filter(({ hits }) => hits > 0)
        .sort((a, b) => b.hits - a.hits || a.order - b.order)
        .map(({ fact }) => fact);
    },
  };
}
