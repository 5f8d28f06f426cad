import { UserError } from '../errors.ts';
import { nearest } from '../text/nearest.ts';
import type { Question } from './questionnaire.ts';
import type { Possibilities } from './rules.ts';
import type { Answers } from './verdict.ts';

/** The answer of somebody who does not know. */
export const unknownAnswer = 'unknown';

/** Answers by the indexes of their options. */
export interface ReadAnswers {
  /** For each question the options that it may have: the given ones, or all of them where nothing is known. */
  readonly possible: Possibilities;
  /** For each question whether somebody knew. */
  readonly answered: readonly boolean[];
}

/**
 * Reads answers against the questions. A question that is missing, null, `unknown` or an empty list is unanswered.
 *
 * @throws {UserError} for a question or an option that does not exist, naming those that do and the nearest one
 */
export function readAnswers(questions: readonly Question[], answers: Answers): ReadAnswers {
  const ids = questions.map(({ id }) => id);
  for (const id of Object.keys(answers)) {
    if (!ids.includes(id))
      throw new UserError(`answers: expected one of the questions ${ids.join(', ')}; got ${shown(id, ids)}`);
  }
  const given = questions.map((question) =>
    givenOptions(question, Object.hasOwn(answers, question.id) ? answers[question.id] : null),
  );
  return {
    possible: given.map((options, at) =>
      options.length > 0 ? options : (questions[at]?.options ?? []).map((_, index) => index),
    ),
    answered: given.map((options) => options.length > 0),
  };
}

/** The distinct options of an answer, in the order of the question; none where nobody knew. */
function givenOptions(question: Question, answer: Answers[string]): number[] {
  const ids = question.options.map(({ id }) => id);
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer ?? unknownAnswer];
  const indexes = given.flatMap((option) => {
    if (option === unknownAnswer) return [];
    const at = typeof option === 'string' ? ids.indexOf(option) : -1;
    if (at >= 0) return [at];
    throw new UserError(
      `answers.${question.id}: expected one of ${ids.join(', ')} or ${unknownAnswer}; got ${shown(option, [...ids, unknownAnswer])}`,
    );
  });
  return [...new Set(indexes)].sort((a, b) => a - b);
}

function shown(value: unknown, known: readonly string[]): string {
  if (typeof value !== 'string') return JSON.stringify(value)?.slice(0, 60) ?? typeof value;
  const near = nearest(value.slice(0, 60), known);
  const quoted = JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  return near === null ? quoted : `${quoted}. Did you mean ${JSON.stringify(near)}?`;
}

/** The answers of several people as one group's: to each question the distinct options that they gave. */
export function joinAnswers(people: readonly Answers[]): Answers {
  const joined = new Map<string, Set<string>>();
  for (const answers of people) {
    for (const [question, answer] of Object.entries(answers)) {
      const options = joined.get(question) ?? new Set();
      for (const option of [answer ?? unknownAnswer].flat()) options.add(option);
      joined.set(question, options);
    }
  }
  return Object.fromEntries([...joined].map(([question, options]) => [question, [...options]]));
}
