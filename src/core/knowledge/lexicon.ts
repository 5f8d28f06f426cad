import type { PhraseIndex } from '../text/phrases.ts';
import type { Cue } from './cues.ts';
import type { Citation, Style } from './document.ts';
import type { LexiconData } from './lexicon-schema.ts';
import type { Vocabulary } from './vocabulary.ts';

export const styles = ['monolith', 'microservices'] as const satisfies readonly Style[];

/** A sentence that can be said, with the quotes that it rests on. */
export interface Line {
  readonly say: string;
  readonly citations: readonly Citation[];
}

/** What an aspect holds for one style. */
export interface Side {
  readonly lines: readonly Line[];
  readonly isTrue: readonly Cue[];
  readonly isFalse: readonly Cue[];
}

export interface Aspect {
  readonly id: string;
  readonly label: string;
  /** Added to its score; below 0 for a broad aspect, which gives way to a narrow one. */
  readonly priority: number;
  /** Its place among the aspects. */
  readonly order: number;
  readonly sides: Readonly<Record<Style, Side>>;
  /** Lines that belong to neither style alone. */
  readonly lines: readonly Line[];
  readonly contrast: boolean;
  readonly leans: Style | null;
  readonly together: boolean;
  readonly rows: readonly string[];
  /** The section that its rows are taken from; null for all. */
  readonly section: string | null;
}

/** What points at an aspect, and at one style of it where `style` is set. */
export interface AspectCue {
  readonly aspect: Aspect;
  readonly cue: Cue;
  readonly style: Style | null;
}

/** A line of the document that a described situation can match. */
export interface Signal {
  readonly style: Style;
  readonly cues: readonly Cue[];
  readonly citation: Citation;
}

/** What a stretch of words stands for. */
export type Meaning =
  | { readonly kind: 'atom'; readonly id: string }
  | { readonly kind: 'style'; readonly style: Style; readonly weak: boolean }
  | { readonly kind: 'outside'; readonly topic: string }
  | { readonly kind: 'named' }
  | { readonly kind: 'form'; readonly form: keyof LexiconData['forms'] }
  | { readonly kind: 'message'; readonly message: keyof LexiconData['messages'] }
  | { readonly kind: 'injection' }
  | { readonly kind: 'earnest' };

/** The lexicon, ready for use. */
export interface Lexicon extends Vocabulary {
  readonly data: LexiconData;
  /** The documents that its lines come from; all others were added beside them. */
  readonly sources: ReadonlySet<string>;
  readonly aspects: ReadonlyMap<string, Aspect>;
  /** Cues by the atoms of their first item: only those of what a message says need to be looked at. */
  readonly cuesByAtom: ReadonlyMap<string, readonly AspectCue[]>;
  readonly signals: readonly Signal[];
  readonly phrases: PhraseIndex<Meaning>;
  /** What a word is written out as, in words. */
  readonly abbreviations: ReadonlyMap<string, readonly string[]>;
  /** The small words of other languages, and what is said in each. */
  readonly languages: readonly { readonly words: ReadonlySet<string>; readonly reply: string }[];
  readonly scripts: readonly { readonly letters: RegExp; readonly reply: string }[];
}
