import { type DataFile, lineOfPath, parseDataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import { lazily } from '../lazily.ts';
import { commonWords } from '../text/common-words.ts';
import { indexPhrases, type PhraseIndex } from '../text/phrases.ts';
import { createSpeller, type Speller } from '../text/spelling.ts';
import { stemOf } from '../text/tokens.ts';
import { type Cue, compileCues } from './cues.ts';
import type { Citation, Style } from './document.ts';
import type { Knowledge } from './knowledge.ts';
import { type AspectData, type LexiconData, type LineData, lexiconSchema } from './lexicon-schema.ts';

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
export interface Lexicon {
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
  readonly speller: Speller;
  /** The small words of other languages, and what is said in each. */
  readonly languages: readonly { readonly words: ReadonlySet<string>; readonly reply: string }[];
  readonly scripts: readonly { readonly letters: RegExp; readonly reply: string }[];
  /** Stems of words that carry no subject of their own. */
  readonly filler: ReadonlySet<string>;
  /** Stems of the words of concepts, styles, cues and documents: what can be asked about. */
  readonly vocabulary: ReadonlySet<string>;
  /** Whether a word is English or the lexicon's, so that it is neither mended nor unknown. */
  isKnown(word: string): boolean;
}

/**
 * Reads the lexicon and holds it against the documents.
 *
 * @throws {DataError} naming file, line and an example: a broken form, a cue that names an unknown concept, a list of rows that names an
 *   unknown aspect, or a quote that does not stand in the section that it is said to stand in
 */
export function loadLexicon(file: DataFile, knowledge: Knowledge): Lexicon {
  const data = parseDataFile(file, lexiconSchema);
  const fail = (path: readonly (string | number)[], problem: string): never => {
    throw new DataError(`${file.file}:${lineOfPath(file, path)}: ${path.join('.')}: ${problem}`);
  };
  const meanings: [string, Meaning][] = [];
  const atom = (phrase: string, id: string) => meanings.push([phrase, { kind: 'atom', id }]);
  for (const [name, terms] of Object.entries(data.concepts)) for (const term of terms) atom(term, name);
  const phrasesInCues = new Set<string>();
  const cuesAt = (path: readonly (string | number)[], terms: readonly string[] | undefined, weight: number): Cue[] =>
    compileCues(terms ?? [], weight, {
      isConcept: (name) => name in data.concepts,
      usePhrase: (phrase) => phrasesInCues.add(phrase),
      unknownConcept: (name) =>
        fail(path, `expected a concept of this file, for example "${Object.keys(data.concepts)[0]}", got "${name}"`),
    });
  const citationsAt = (path: readonly (string | number)[], from: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(from).flatMap(([section, quotes]) =>
      quotes.map((quote) => {
        if (knowledge.sectionsAt(section).length === 0) {
          return fail(
            [...path, section],
            `expected a section of the documents, for example "${knowledge.sections[0]?.path}", got "${section}"`,
          );
        }
        return (
          knowledge.locate(section, quote) ??
          fail(
            [...path, section],
            `expected words that stand in "${section}", for example "${knowledge.sectionsAt(section)[0]?.facts[0]?.text}", got "${quote}"`,
          )
        );
      }),
    );

  const readLines = (path: readonly (string | number)[], lines: readonly LineData[] | undefined): Line[] =>
    (lines ?? []).map(({ say, from }, index) => ({ say, citations: citationsAt([...path, index, 'from'], from) }));

  const readAspect = (id: string, aspect: AspectData, order: number): Aspect => {
    const path = ['aspects', id];
    const side = (style: Style): Side => ({
      lines: readLines([...path, style, 'say'], aspect[style]?.say),
      isTrue: cuesAt([...path, style, 'true'], aspect[style]?.true, 1),
      isFalse: cuesAt([...path, style, 'false'], aspect[style]?.false, 1),
    });
    for (const [index, row] of (aspect.rows ?? []).entries()) {
      if (!(row in data.aspects)) {
        fail(
          [...path, 'rows', index],
          `expected an aspect of this file, for example "${Object.keys(data.aspects)[0]}", got "${row}"`,
        );
      }
    }
    return {
      id,
      label: aspect.label,
      priority: aspect.priority ?? 0,
      order,
      sides: { monolith: side('monolith'), microservices: side('microservices') },
      lines: readLines([...path, 'say'], aspect.say),
      contrast: aspect.contrast ?? false,
      leans: aspect.leans ?? null,
      together: aspect.together ?? false,
      rows: aspect.rows ?? [],
      section: aspect.section ?? null,
    };
  };
  const aspects = new Map(
    Object.entries(data.aspects).map(([id, aspect], order) => [id, readAspect(id, aspect, order)]),
  );
  const cuesByAtom = new Map<string, AspectCue[]>();
  for (const aspect of aspects.values()) {
    const given = data.aspects[aspect.id];
    for (const style of [null, ...styles]) {
      const levels = style ? given?.[style]?.cues : given?.cues;
      for (const level of ['sure', 'likely', 'hint'] as const) {
        const path = ['aspects', aspect.id, ...(style ? [style] : []), 'cues', level];
        for (const cue of cuesAt(path, levels?.[level], weights[level])) {
          for (const atom of cue.items[0] ?? []) {
            const known = cuesByAtom.get(atom);
            if (known) known.push({ aspect, cue, style });
            else cuesByAtom.set(atom, [{ aspect, cue, style }]);
          }
        }
      }
    }
  }

  const signals = data.signals.flatMap((signal, index): Signal[] =>
    citationsAt(
      ['signals', index, 'from'],
      Object.fromEntries(Object.entries(signal.from).map(([k, v]) => [k, [v]])),
    ).map((citation) => ({ style: signal.style, cues: cuesAt(['signals', index, 'cues'], signal.cues, 1), citation })),
  );

  for (const phrase of phrasesInCues) atom(phrase, phrase);
  for (const style of styles) {
    for (const term of data.styles[style].terms) meanings.push([term, { kind: 'style', style, weak: false }]);
    for (const term of data.styles[style].weak) meanings.push([term, { kind: 'style', style, weak: true }]);
  }
  const vocabularyWords = new Set(meanings.flatMap(([phrase]) => phrase.split(/[^a-z]+/)));
  for (const [topic, { terms }] of Object.entries(data.outside)) {
    for (const term of terms) meanings.push([term, { kind: 'outside', topic }]);
  }
  for (const term of data.named.terms) meanings.push([term, { kind: 'named' }]);
  for (const form of formNames) for (const term of data.forms[form]) meanings.push([term, { kind: 'form', form }]);
  for (const message of messageNames) {
    for (const term of data.messages[message].terms) meanings.push([term, { kind: 'message', message }]);
  }
  for (const term of data.injection.terms) meanings.push([term, { kind: 'injection' }]);
  for (const term of data.injection.earnest) meanings.push([term, { kind: 'earnest' }]);
  const phrases = indexPhrases(meanings);

  const filler = new Set(data.filler.map(stemOf));
  const vocabulary = new Set(
    [...vocabularyWords]
      .filter((word) => word !== '')
      .map(stemOf)
      .filter((stem) => !filler.has(stem)),
  );
  const sources = new Set(signals.map(({ citation }) => citation.source));
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
  const speller = lazily(() => createSpeller(phrases.words, commonWords));
  return {
    data,
    sources,
    aspects,
    cuesByAtom,
    signals,
    phrases,
    abbreviations: new Map(Object.entries(data.abbreviations).map(([short, long]) => [short, long.split(' ')])),
    speller: { correct: (word) => speller().correct(word) },
    languages: Object.values(data.languages.known).map(({ words, reply }) => ({ words: new Set(words), reply })),
    scripts: Object.values(data.languages.scripts).map(({ letters, reply }) => ({
      letters: new RegExp(letters, 'gu'),
      reply,
    })),
    filler,
    vocabulary,
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

const weights = { sure: 4, likely: 2, hint: 1 } as const;
const formNames = [
  'compare',
  'choose',
  'why',
  'further',
  'instructions',
  'handson',
  'answerable',
  'artefact',
  'define',
  'ask',
  'premise',
] as const;
const messageNames = ['greeting', 'thanks', 'goodbye', 'feeling', 'about', 'capabilities'] as const;
