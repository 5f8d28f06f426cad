import { unknownAnswer } from '../../check/answers.ts';
import type { Engine } from '../../check/engine.ts';
import type { Questionnaire } from '../../check/questionnaire.ts';
import type { Answers, Verdict, VerdictId } from '../../check/verdict.ts';
import type { DecidedCheck } from '../decision.ts';

export type Given = string | readonly string[];

/** An answer that is another one now. */
export interface AnswerChange {
  readonly question: string;
  readonly was: Given;
  readonly now: Given;
}

/** What has changed between two sets of answers, and what of it changed the verdict. */
export interface Difference {
  readonly was: VerdictId;
  readonly now: Verdict;
  /** Those of now. */
  readonly answers: Readonly<Record<string, Given>>;
  /** In the order of the questions; those that the rules no longer have come last. */
  readonly changes: readonly AnswerChange[];
  /**
   * The fewest of the changes that turn the verdict as it was then into the one of now; several only where none of them does it alone.
   * Empty where the verdict is the same, or the rules alone changed it.
   */
  readonly tipped: readonly string[];
  /** True where today's rules make another verdict of the answers given then. */
  readonly byRules: boolean;
  readonly rulesChanged: boolean;
}

/** More changed answers than this are not taken apart: every subset of them is tried. */
const maxTried = 12;

/** @param answers those of now, to questions that there are; what is missing is unknown */
export function differenceOf(
  engine: Engine,
  check: Pick<DecidedCheck, 'answers' | 'verdict' | 'rules'>,
  answers: Record<string, Given>,
): Difference {
  const { questions, rules } = engine.questionnaire;
  const now = engine.evaluate(answers);
  const before = knownAnswers(engine.questionnaire, check.answers);
  const changes = changesOf(engine.questionnaire, check.answers, answers);
  const replayed = engine.reachable(before)[0] ?? check.verdict;
  const turnable = changes.map(({ question }) => question).filter((id) => questions.some((known) => known.id === id));
  return {
    was: check.verdict,
    now,
    answers,
    changes,
    tipped: replayed === now.verdict ? [] : smallestTip(engine, before, answers, turnable, now.verdict),
    byRules: replayed !== check.verdict,
    rulesChanged: rules.hash !== check.rules.hash,
  };
}

/** In the order of the questions; those that the rules no longer have come last. */
export function changesOf(
  { questions }: Questionnaire,
  before: Readonly<Record<string, Given>>,
  after: Readonly<Record<string, Given>>,
): AnswerChange[] {
  const ids = [
    ...questions.map(({ id }) => id),
    ...Object.keys(before).filter((id) => !questions.some((known) => known.id === id)),
  ];
  return ids.flatMap((question) => {
    const [was, now] = [before[question] ?? unknownAnswer, after[question] ?? unknownAnswer];
    return sameGiven(was, now) ? [] : [{ question, was, now }];
  });
}

/** The answers that today's questions and options still have; the rest is unknown. */
export function knownAnswers(
  { questions }: Questionnaire,
  answers: Readonly<Record<string, Given>>,
): Record<string, Given> {
  return Object.fromEntries(
    questions.flatMap(({ id, options }) => {
      const isKnown = (option: string) => option === unknownAnswer || options.some((known) => known.id === option);
      const given = [answers[id] ?? []].flat().filter(isKnown);
      const [only] = given;
      if (only === undefined) return [];
      return [[id, given.length === 1 ? only : given]];
    }),
  );
}

function sameGiven(one: Given, other: Given): boolean {
  return JSON.stringify([one].flat().toSorted()) === JSON.stringify([other].flat().toSorted());
}

/** Subsets of the changes by size, in the order of the questions: the first that gives the verdict. */
function smallestTip(
  engine: Engine,
  before: Answers,
  after: Record<string, Given>,
  changed: readonly string[],
  verdict: VerdictId,
): string[] {
  if (changed.length > maxTried) return [...changed];
  const subsets = Array.from({ length: 2 ** changed.length }, (_, bits) => changed.filter((_, at) => (bits >> at) & 1));
  const tips = (subset: readonly string[]) => {
    const answers = { ...before, ...Object.fromEntries(subset.map((id) => [id, after[id] ?? unknownAnswer])) };
    return engine.reachable(answers)[0] === verdict;
  };
  return subsets.sort((one, other) => one.length - other.length).find(tips) ?? [...changed];
}
