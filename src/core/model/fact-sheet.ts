import type { Fact, Section } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createSearch } from '../knowledge/search.ts';
import { lazily } from '../lazily.ts';
import { stemOf, wordsOf } from '../text/tokens.ts';
import { dataLine } from './data-block.ts';

/** The facts that a model is shown, each under a short id that holds for this one request. */
export interface FactSheet {
  readonly facts: ReadonlyMap<string, Fact>;
  /** A JSON object a section, a line each. */
  readonly text: string;
}

/** As much of the documents as is sent, in UTF-16 units: about 8,000 tokens. The built-in document takes a fifth of it. */
const budget = 24_000;

/** Chooses the facts for a question: all of them while they fit, else the sections that are nearest to it. */
export function createFactSheets(knowledge: Knowledge): {
  /** @param first paths of sections that come before all others, best first */
  sheet(words: string, first: readonly string[]): FactSheet;
} {
  const everything = sheetOf(knowledge.sections);
  const search = lazily(() => createSearch(knowledge));
  return {
    sheet(words, first) {
      if (everything) return everything;
      const stems = [...new Set(wordsOf(words).map(stemOf))];
      const found = search()
        .find(stems, 200)
        .map(({ section }) => section);
      const wanted = new Set([...first.flatMap(knowledge.sectionsAt), ...found, ...knowledge.sections]);
      return fitting(wanted);
    },
  };
}

function sheetOf(sections: readonly Section[]): FactSheet | null {
  const sheet = fitting(sections);
  return sheet.facts.size === sections.reduce((sum, { facts }) => sum + facts.length, 0) ? sheet : null;
}

/** As many whole sections as fit; a single one that is longer than all is left out. */
function fitting(sections: Iterable<Section>): FactSheet {
  const facts = new Map<string, Fact>();
  const lines: string[] = [];
  let left = budget;
  for (const section of sections) {
    const entries = section.facts.map((fact, index) => [`f${facts.size + index + 1}`, fact] as const);
    const line = lineOf(section, entries);
    if (line.length > left) {
      if (left < budget / 10) break;
      continue;
    }
    left -= line.length + 1;
    lines.push(line);
    for (const [id, fact] of entries) facts.set(id, fact);
  }
  return { facts, text: lines.join('\n') };
}

function lineOf({ source, path, subject }: Section, entries: readonly (readonly [string, Fact])[]): string {
  return dataLine({
    section: path,
    source,
    ...(subject ? { about: subject } : {}),
    facts: entries.map(([id, fact]) => ({
      id,
      text: fact.text,
      ...(fact.leads.length > 0 ? { under: fact.leads.join(' > ') } : {}),
      ...(fact.subject !== subject && fact.subject ? { about: fact.subject } : {}),
    })),
  });
}
