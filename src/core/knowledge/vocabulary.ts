import { lazily } from '../lazily.ts';
import { commonWords } from '../text/common-words.ts';
import type { PhraseIndex } from '../text/phrases.ts';
import { createSpeller, type Speller } from '../text/spelling.ts';
import { stemOf } from '../text/tokens.ts';
import type { Knowledge } from './knowledge.ts';

/** The words that are known. */
export interface Vocabulary {
  readonly speller: Speller;
  /** Stems of words that carry no subject of their own. */
  readonly filler: ReadonlySet<string>;
  /** Stems of the words of concepts, styles, cues and documents: what can be asked about. */
  readonly vocabulary: ReadonlySet<string>;
  /** Whether a word is English or the lexicon's, so that it is neither mended nor unknown. */
  isKnown(word: string): boolean;
}

interface Words {
  readonly filler: readonly string[];
  /** The phrases for what can be asked about. */
  readonly subjects: readonly string[];
  /** Every phrase of the lexicon. */
  readonly phrases: PhraseIndex<unknown>;
  readonly knowledge: Knowledge;
  /** The documents that the lexicon's lines come from. */
  readonly sources: ReadonlySet<string>;
}

export function createVocabulary({ filler: words, subjects, phrases, knowledge, sources }: Words): Vocabulary {
  const filler = new Set(words.map(stemOf));
  const subjectWords = new Set(subjects.flatMap((phrase) => phrase.split(/[^a-z]+/)).filter((word) => word !== ''));
  const vocabulary = new Set([...subjectWords].map(stemOf).filter((stem) => !filler.has(stem)));
  const written = new Set<string>();
  for (const fact of knowledge.facts) {
    if (!sources.has(fact.source)) {
      for (const word of fact.text.toLowerCase().match(/\p{L}+/gu) ?? []) written.add(word);
      continue;
    }
    for (const word of fact.text.toLowerCase().match(/[a-z]+/g) ?? []) vocabulary.add(stemOf(word));
  }
  // Needed for words that nothing else knows, and thousands of stems dear: a question in plain words never pays for them.
  const commonStems = lazily(() => new Set([...commonWords].map(stemOf)));
  const phraseStems = lazily(() => new Set([...phrases.words].map(stemOf)));
  // "smal" is "small" rather than "saml": names of what the documents do not cover come last.
  const speller = lazily(() => createSpeller(subjectWords, commonWords, phrases.words));
  return {
    filler,
    vocabulary,
    speller: { correct: (word) => speller().correct(word) },
    isKnown(word) {
      const stem = stemOf(word);
      return (
        commonWords.has(word) ||
        written.has(word) ||
        filler.has(stem) ||
        vocabulary.has(stem) ||
        phraseStems().has(stem) ||
        commonStems().has(stem)
      );
    },
  };
}
