import type { AnswerStatus } from '../answers/answer.ts';
import type { EvaluationQuestion } from './questions.ts';

/** What the bot said to a question, as far as it is scored. */
export interface QuestionResult {
  readonly status: AnswerStatus;
  readonly ranked: readonly string[];
  readonly answer: string;
  readonly citations: readonly { readonly section: string; readonly quote: string }[];
}

/** Figures over some questions. Shares are from 0 to 1, and null where there was nothing to count. */
export interface Figures {
  readonly count: number;
  /** Of the questions with a right section, those with one at rank 1, or among the first 3. */
  readonly recallAt1: number | null;
  readonly recallAt3: number | null;
  /** Of what should be declined, what was. */
  readonly declineRecall: number | null;
  /** Of what was declined, what should be. */
  readonly declinePrecision: number | null;
  /** Of what should be answered, in full or in part, what was declined. */
  readonly wrongDeclines: number | null;
  readonly statusAccuracy: number | null;
  /** Of the facts that a complete answer shows, those shown. */
  readonly factCoverage: number | null;
  /** Of the quotes, those verbatim in their section. */
  readonly verbatimQuotes: number | null;
}

export interface Scores {
  readonly all: Figures;
  readonly byKind: ReadonlyMap<string, Figures>;
}

/**
 * Scores a question set.
 *
 * @param results one for each question, in the same order
 * @param isVerbatim whether a quote stands in a section
 */
export function scoreQuestions(
  items: readonly EvaluationQuestion[],
  results: readonly QuestionResult[],
  isVerbatim: (section: string, quote: string) => boolean,
): Scores {
  const pairs = items.flatMap((item, index): Pair[] => {
    const result = results[index];
    return result ? [{ item, result }] : [];
  });
  const byKind = new Map(
    [...Map.groupBy(pairs, ({ item }) => item.kind)].map(([kind, group]) => [kind, figuresOf(group, isVerbatim)]),
  );
  return { all: figuresOf(pairs, isVerbatim), byKind };
}

interface Pair {
  readonly item: EvaluationQuestion;
  readonly result: QuestionResult;
}

function figuresOf(pairs: readonly Pair[], isVerbatim: (section: string, quote: string) => boolean): Figures {
  const withSections = pairs.filter(({ item }) => item.sections.length > 0);
  const shouldDecline = pairs.filter(({ item }) => item.expect === 'declined');
  const declined = pairs.filter(({ result }) => result.status === 'declined');
  const shouldAnswer = pairs.filter(({ item }) => item.expect === 'answered' || item.expect === 'partial');
  const facts = pairs.flatMap((pair) => pair.item.facts.map((fact) => ({ fact, ...pair })));
  const quotes = pairs.flatMap(({ result }) => result.citations);
  return {
    count: pairs.length,
    recallAt1: share(withSections, (pair) => hits(pair, 1)),
    recallAt3: share(withSections, (pair) => hits(pair, 3)),
    declineRecall: share(shouldDecline, ({ result }) => result.status === 'declined'),
    declinePrecision: share(declined, ({ item }) => item.expect === 'declined'),
    wrongDeclines: share(shouldAnswer, ({ result }) => result.status === 'declined'),
    statusAccuracy: share(pairs, ({ item, result }) => item.expect === result.status),
    factCoverage: share(facts, ({ fact, result }) => shows(result, fact)),
    verbatimQuotes: share(quotes, ({ section, quote }) => isVerbatim(section, quote)),
  };
}

function hits({ item, result }: Pair, within: number): boolean {
  return result.ranked.slice(0, within).some((section) => item.sections.includes(section));
}

/** Whether a fact is among the quotes, or in the answer's own words. */
export function shows(result: QuestionResult, fact: string): boolean {
  return result.citations.some(({ quote }) => holds(quote, fact)) || holds(result.answer, fact);
}

function holds(text: string, fact: string): boolean {
  const at = text.toLowerCase().indexOf(fact.toLowerCase());
  if (at < 0) return false;
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return !isWord(text[at - 1]) && !isWord(text[at + fact.length]);
}

function share<Item>(items: readonly Item[], counts: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(counts).length / items.length;
}
