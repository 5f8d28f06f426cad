import { type DataFile, lineOfPath, parseDataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import { indexPhrases } from '../text/phrases.ts';
import { type Cue, compileCues } from './cues.ts';
import type { Style } from './document.ts';
import type { Knowledge } from './knowledge.ts';
import { type Aspect, type AspectCue, type Lexicon, type Line, type Side, type Signal, styles } from './lexicon.ts';
import { type AspectData, type LineData, lexiconSchema } from './lexicon-schema.ts';
import { otherPhrases, subjectPhrases } from './meanings.ts';
import { createVocabulary } from './vocabulary.ts';

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

  const subjects = subjectPhrases(data, phrasesInCues);
  const phrases = indexPhrases([...subjects, ...otherPhrases(data)]);
  const sources = new Set(signals.map(({ citation }) => citation.source));
  return {
    data,
    sources,
    aspects,
    cuesByAtom,
    signals,
    phrases,
    abbreviations: new Map(Object.entries(data.abbreviations).map(([short, long]) => [short, long.split(' ')])),
    languages: Object.values(data.languages.known).map(({ words, reply }) => ({ words: new Set(words), reply })),
    scripts: Object.values(data.languages.scripts).map(({ letters, reply }) => ({
      letters: new RegExp(letters, 'gu'),
      reply,
    })),
    ...createVocabulary({
      ...{ filler: data.filler, subjects: subjects.map(([phrase]) => phrase) },
      ...{ phrases, knowledge, sources },
    }),
  };
}

const weights = { sure: 4, likely: 2, hint: 1 } as const;
