import type { Citation } from '../knowledge/document.ts';

/** Where one quote stands: `Scalability > Monolith (microservices-vs-monolith, line 51)`. */
export function sourceOf({ section, source, line }: Citation): string {
  return `${section} (${source}, line ${line})`;
}

/**
 * The compact line under an answer, one for each document:
 * `From microservices-vs-monolith: Scalability > Monolith (lines 51, 52) · Core Differences (line 19)`.
 */
export function sourceLines(citations: readonly Citation[]): readonly string[] {
  return [...Map.groupBy(citations, (citation) => citation.source)].map(([source, ofSource]) => {
    const sections = [...Map.groupBy(ofSource, (citation) => citation.section)].map(([section, cited]) => {
      const lines = [...new Set(cited.map((citation) => citation.line))].toSorted((a, b) => a - b);
      return `${section} (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`;
    });
    return `From ${source}: ${sections.join(' · ')}`;
  });
}
