import type { Citation } from '../knowledge/document.ts';

/** Where one quote stands: `Scalability > Monolith, line 57`. */
export function sourceOf(citation: Citation): string {
  return `${citation.source}, ${placeOf(citation.section, [citation.line])}`;
}

/**
 * The compact line under an answer, one for each document:
 * `From microservices-vs-monolith: Scalability > Monolith, line 57 · Core Differences, lines 19, 20`.
 */
export function sourceLines(citations: readonly Citation[]): readonly string[] {
  return [...Map.groupBy(citations, (citation) => citation.source)].map(([source, ofSource]) => {
    const sections = [...Map.groupBy(ofSource, (citation) => citation.section)].map(([section, cited]) =>
      placeOf(
        section,
        [...new Set(cited.map((citation) => citation.line))].toSorted((a, b) => a - b),
      ),
    );
    return `From ${source}: ${sections.join(' · ')}`;
  });
}

function placeOf(section: string, lines: readonly number[]): string {
  return `${section}, ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}
