import type { Questionnaire } from '../check/questionnaire.ts';
import { listed } from '../check/wording.ts';
import type { OwnAnswers } from './team-check.ts';

/** A line for each question that was answered: how often each answer was given, never by whom. Empty for one person's answers. */
export function spreadLines({ questions }: Questionnaire, results: readonly OwnAnswers[]): string[] {
  if (results.length < 2) return [];
  return questions.flatMap(({ id, topic, options }) => {
    const count = (option: string) => results.filter((answers) => answers[id] === option).length;
    const known = options.flatMap(({ id: option, label }) => {
      const times = count(option);
      return times === 0 ? [] : [`${times} × “${label}”`];
    });
    const unknown = count('unknown');
    const given = [...known, ...(unknown === 0 ? [] : [`${unknown} × don’t know`])];
    return given.length === 0 ? [] : [`${topic}: ${listed(given)}`];
  });
}
