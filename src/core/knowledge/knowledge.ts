import { holdsWords } from '../text/holds.ts';
import { oneLine } from '../text/one-line.ts';
import { type Citation, type Fact, type KnowledgeDocument, plainSection, type Section } from './document.ts';

/** Everything that may be said: the documents, their sections and their facts. */
export interface Knowledge {
  readonly documents: readonly KnowledgeDocument[];
  /** In the order of the documents and of their lines. */
  readonly sections: readonly Section[];
  readonly facts: readonly Fact[];
  fact(id: string): Fact | undefined;
  /** The sections at a heading path, one for each document that has it. Case, emoji and a trailing colon do not matter. */
  sectionsAt(path: string): readonly Section[];
  /** Where a quote stands, verbatim, within a section; null where it does not. White space is folded, nothing else is forgiven. */
  locate(path: string, quote: string): Citation | null;
}

/** Joins parsed documents into one body of knowledge. */
export function createKnowledge(documents: readonly KnowledgeDocument[]): Knowledge {
  const sections = documents.flatMap((document) => document.sections);
  const facts = sections.flatMap((section) => section.facts);
  const factById = new Map(facts.map((fact) => [fact.id, fact]));
  const sectionsByPath = Map.groupBy(sections, (section) => plainSection(section.path));
  // Nearly every path comes as it is cited; taking emoji out of it costs more than finding it.
  const sectionsByExactPath = Map.groupBy(sections, (section) => section.path);
  const linesBySource = new Map(documents.map((document) => [document.source, document.text.split('\n')]));

  const sectionsAt = (path: string): readonly Section[] =>
    sectionsByExactPath.get(path) ?? sectionsByPath.get(plainSection(path)) ?? [];

  return {
    documents,
    sections,
    facts,
    fact: (id) => factById.get(id),
    sectionsAt,
    locate(path, quote) {
      const wanted = oneLine(quote);
      if (wanted === '') return null;
      for (const section of sectionsAt(path)) {
        const line = lineOfQuote(section, wanted, linesBySource.get(section.source) ?? []);
        if (line !== null) return { source: section.source, section: section.path, quote: wanted, line };
      }
      return null;
    },
  };
}

/** The line of a quote in a section: a whole fact first, then whole words of a line, then words that run over several lines. */
function lineOfQuote(section: Section, quote: string, lines: readonly string[]): number | null {
  const whole = section.facts.find((fact) => fact.text === quote);
  if (whole) return whole.line;
  for (const [from, to] of section.spans) {
    const stretch = lines.slice(from - 1, to);
    const single = stretch.findIndex((line) => holdsWords(oneLine(line), quote));
    if (single >= 0) return from + single;
    if (!holdsWords(oneLine(stretch.join(' ')), quote)) continue;
    const start = stretch.findLastIndex((_, index) => holdsWords(oneLine(stretch.slice(index).join(' ')), quote));
    return from + start;
  }
  return null;
}
