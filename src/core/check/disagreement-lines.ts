import type { Questionnaire } from './questionnaire.ts';
import type { Disagreement, Verdict } from './verdict.ts';
import { listed, nameOf, optionOf, questionOf, signed } from './wording.ts';

/** A line for each question to which a group gave several answers, those that matter first. */
export function disagreementLines(questionnaire: Questionnaire, { disagreements }: Verdict): string[] {
  return [...disagreements]
    .sort((a, b) => Number(b.matters) - Number(a.matters))
    .map((each) => `${spread(questionnaire, each)} ${consequence(questionnaire, each)}`);
}

function spread(questionnaire: Questionnaire, { question, given }: Disagreement): string {
  const answers = given.map(
    ({ option, pull }) => `“${optionOf(questionnaire, question, option).label}” (${signed(pull)})`,
  );
  return `${questionOf(questionnaire, question).topic}: ${listed(answers)}.`;
}

function consequence(questionnaire: Questionnaire, { question, given, matters }: Disagreement): string {
  if (!matters) return 'Settling this alone changes nothing.';
  const outcomes = Map.groupBy(given, ({ reachable }) => reachable.join());
  const sentences = [...outcomes.values()].map((same) => {
    const labels = same.map(({ option }) => `“${optionOf(questionnaire, question, option).label}”`);
    const names = (same[0]?.reachable ?? []).map((id) => nameOf(questionnaire, id));
    return `with ${listed(labels, 'or')} it is ${listed(names, 'or')}`;
  });
  return `This matters: ${sentences.join('; ')}.`;
}
