import { oneLine } from '../text/one-line.ts';

/** The two styles that everything here is about. */
export type Style = 'monolith' | 'microservices';

/** What a fact speaks of; null where the text of an added document names neither style. */
export type Subject = Style | 'both' | null;

/**
 * The smallest piece of a document that says something: a list item, a table cell, or a sentence.
 * A table row gives one fact for each column after the first.
 */
export interface Fact {
  /** `source:line`, with `:column` for a table cell; stable as long as the document does not change. */
  readonly id: string;
  /** File name without `.md`. */
  readonly source: string;
  /** Headings joined by ` > `, without emoji or a trailing colon; the document's title is left out. */
  readonly section: string;
  readonly kind: 'item' | 'cell' | 'sentence';
  readonly subject: Subject;
  /** Verbatim in the file at {@link line}, without list marks, a leading 👉 or a trailing colon. */
  readonly text: string;
  /** The line that introduces this one, such as `Easier to` or `Scale entire application`; the row's label for a cell. */
  readonly lead: string | null;
  /** Every line that introduces this one, outermost first. */
  readonly leads: readonly string[];
  /** True where the line ends in a colon and only introduces what follows. */
  readonly introduces: boolean;
  /** True for a line marked 👉: the section's summing-up. */
  readonly summing: boolean;
  /** The table column's heading, for a cell. */
  readonly column: string | null;
  /** 1-based line in the file. */
  readonly line: number;
}

/** A heading with what stands directly under it. Only sections that hold facts are listed. */
export interface Section {
  /** `source` and {@link path} joined by `#`; unique over all documents. */
  readonly id: string;
  readonly source: string;
  /** As {@link Fact.section}. */
  readonly path: string;
  readonly headings: readonly string[];
  readonly subject: Subject;
  readonly line: number;
  /** First and last line of each stretch of the file that stands under this heading path. */
  readonly spans: readonly (readonly [number, number])[];
  readonly facts: readonly Fact[];
}

/** One Markdown file, parsed. */
export interface KnowledgeDocument {
  readonly source: string;
  readonly title: string;
  readonly text: string;
  readonly sections: readonly Section[];
}

/** Where a quote stands: verbatim in `source` at `line`. */
export interface Citation {
  readonly source: string;
  readonly section: string;
  readonly quote: string;
  readonly line: number;
}

/** The citation of a whole fact. */
export function cite(fact: Fact): Citation {
  return { source: fact.source, section: fact.section, quote: fact.text, line: fact.line };
}

const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu;

/** A heading as it is cited: no emoji, no trailing colon, single spaces. */
export function plainHeading(text: string): string {
  return oneLine(text.replace(emoji, '')).replace(/\s*:$/, '');
}

/** A heading path in the form in which two of them are compared. */
export function plainSection(path: string): string {
  return path
    .split('>')
    .map((heading) => plainHeading(heading).toLowerCase())
    .join(' > ');
}
