import { editDistance } from '../text/nearest.ts';
import { maxTextLength } from '../text/normalise.ts';
import { indexPatterns } from '../text/pattern-index.ts';
import { matchPattern, type Pattern } from '../text/patterns.ts';
import { readAs, readSentences, type Token } from '../text/sentences.ts';
import { findAreas } from './from-text-areas.ts';
import { isNegated, type ReadSentence, readClauses } from './from-text-clauses.ts';
import { applyCorrections, correctionsIn } from './from-text-corrections.ts';
import { decide, type Evidence } from './from-text-evidence.ts';
import { findLoads } from './from-text-loads.ts';
import type { Signal, SituationSignals } from './from-text-signals.ts';

/** What a described situation states, by question id. */
export interface StatedAnswers {
  /** Option ids; a question that the text does not answer is absent. */
  readonly answers: Readonly<Record<string, string>>;
  /** For each answer the words of the description that state it, verbatim. */
  readonly because: Readonly<Record<string, string>>;
}

export interface SituationReader {
  /** Never throws; of a text longer than {@link maxTextLength} UTF-16 units the rest is left unread. */
  read(description: string): StatedAnswers;
  /** Whether a stretch of a description (UTF-16 offsets, end exclusive) is stated of the present: no wish, plan, past or question. */
  isStated(description: string, from: number, to: number): boolean;
}

interface Indexed {
  readonly signal: Signal;
  readonly part: number;
  readonly pattern: Pattern;
}

// The longest piece of a description that is shown as the reason for an answer, in UTF-16 units.
const maxBecause = 120;

/** Makes a reader that takes only present, stated facts from a description: no wishes, no past, nobody else's system. */
export function createSituationReader(signals: SituationSignals): SituationReader {
  const index = indexPatterns<Indexed>(
    signals.signals.flatMap((signal) =>
      signal.parts.flatMap((phrases, part) => phrases.map((pattern) => ({ signal, part, pattern }))),
    ),
  );
  const spell = createSpeller(signals.vocabulary);

  const findEvidence = (sentences: readonly ReadSentence[]): Evidence[] => {
    const evidence: Evidence[] = [];
    const partial = new Map<Signal, Map<number, Evidence>>();
    for (const [order, sentence] of sentences.entries()) {
      for (const signal of partial.keys()) if (signal.within === 'sentence') partial.delete(signal);
      const candidates = index.within(sentence.tokens);
      for (const [at, token] of sentence.tokens.entries()) {
        for (const { signal, part, pattern } of candidates(token)) {
          if (!signal.statuses.has(sentence.status[at] ?? 'stated')) continue;
          const end = matchPattern(pattern, sentence.tokens, at);
          if (end < 0) continue;
          const siblings = [...(partial.get(signal)?.values() ?? [])].filter((other) => other.sentence === order);
          const isOwn = (place: number) => siblings.some(({ from, to }) => from <= place && place < to);
          if (!signal.evenNegated && !signals.negators.has(token.text) && isNegated(sentence, at, end, signals, isOwn))
            continue;
          const found: Evidence = { signal, sentence: order, from: at, to: end };
          if (signal.parts.length === 1) {
            evidence.push(found);
            continue;
          }
          const parts = partial.get(signal) ?? new Map<number, Evidence>();
          // Each part needs a word of its own.
          const isFree = [...parts.values()].every((other) => other.sentence !== order || other.from !== at);
          if (!parts.has(part) && isFree) parts.set(part, found);
          partial.set(signal, parts);
          if (parts.size >= signal.least) evidence.push(longest([...parts.values()]));
        }
      }
    }
    return evidence;
  };

  const sentencesOf = (description: string): readonly ReadSentence[] =>
    readClauses(
      applyCorrections(readSentences(description.slice(0, maxTextLength)), signals.corrections).map((sentence) => ({
        ...sentence,
        tokens: sentence.tokens.map(spell),
      })),
      signals,
    );

  return {
    isStated(description, from, to) {
      const statuses = sentencesOf(description).flatMap(({ tokens, status }) =>
        tokens.flatMap(({ start, end }, index) => (start < to && from < end ? (status[index] ?? []) : [])),
      );
      return statuses.length > 0 && statuses.every((status) => status === 'stated');
    },
    read(description) {
      const sentences = sentencesOf(description);
      const evidence = [
        ...findEvidence(sentences),
        ...findAreas(sentences, signals.areas),
        ...findLoads(sentences, signals.loads),
      ];
      const corrections = correctionsIn(sentences, signals.corrections);
      const answers: Record<string, string> = {};
      const because: Record<string, string> = {};
      for (const taken of decide(evidence, corrections)) {
        answers[taken.signal.question] = taken.signal.option;
        because[taken.signal.question] = quote(description, sentences, taken);
      }
      return { answers, because };
    },
  };
}

/** Reads a misspelt long word as the one known word that is a single edit away. */
function createSpeller(vocabulary: ReadonlySet<string>): (token: Token) => Token {
  // One edit leaves the first or the last three letters of a long word as they are.
  const byEnd = new Map<string, string[]>();
  for (const word of vocabulary) {
    for (const end of endsOf(word)) byEnd.set(end, [...(byEnd.get(end) ?? []), word]);
  }
  return (token) => {
    const { text } = token;
    if (token.kind !== 'word' || text.length < 6 || text.length > 20 || vocabulary.has(text)) return token;
    const alike = new Set(endsOf(text).flatMap((end) => byEnd.get(end) ?? []));
    const near = [...alike].filter((word) => {
      if (word[0] !== text[0] || Math.abs(word.length - text.length) > 1) return false;
      if (editDistance(text, word, 1) !== 1) return false;
      // Short words have genuine neighbours ("trading", "tracing"), so only swapped letters are forgiven there.
      return text.length >= 9 || [...text].sort().join('') === [...word].sort().join('');
    });
    return near.length === 1 && near[0] !== undefined ? readAs(token, near[0]) : token;
  };
}

function endsOf(word: string): string[] {
  return [`${word.slice(0, 3)}-`, `-${word.slice(-3)}`];
}

function longest(parts: readonly Evidence[]): Evidence {
  const [first, ...rest] = parts;
  if (!first) throw new RangeError('a signal matched without a part');
  const alongside = rest.filter((part) => part.sentence === first.sentence);
  return {
    ...first,
    from: Math.min(first.from, ...alongside.map((part) => part.from)),
    to: Math.max(first.to, ...alongside.map((part) => part.to)),
  };
}

/** The clause around the evidence where it is short enough, the matched words alone where it is not. */
function quote(description: string, sentences: readonly ReadSentence[], { sentence, from, to }: Evidence): string {
  const read = sentences[sentence];
  if (!read) return '';
  const cut = (first: number, last: number) =>
    description.slice(read.tokens[first]?.start ?? 0, read.tokens[last]?.end ?? 0).trim();
  let last = (read.clauseEnd[to - 1] ?? to) - 1;
  while (last >= to && read.tokens[last]?.kind === 'mark') last--;
  const clause = cut(read.clauseStart[from] ?? from, last);
  return clause.length <= maxBecause ? clause : cut(from, to - 1).slice(0, maxBecause);
}
