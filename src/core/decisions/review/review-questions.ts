import type { Question, Questionnaire } from '../../check/questionnaire.ts';
import type { Verdict } from '../../check/verdict.ts';

/** Why a question is asked again. */
export type Why = 'was open' | 'differed' | 'would flip' | 'workable';

export interface ReviewQuestion {
  readonly question: Question;
  readonly why: Why;
}

/**
 * What may have changed since, and would tell: what nobody knew, what a team did not agree on, what changes the verdict in its smallest
 * flips, and what a team can work on. The rest is taken as it was. First comes what a
 * team can work on and what would change the verdict.
 *
 * @param then the verdict of the answers given then
 */
export function reviewQuestions({ questions }: Questionnaire, then: Verdict): ReviewQuestion[] {
  const fewest = then.flips[0]?.changes.length ?? 0;
  const flipping = new Set(
    then.flips
      .filter(({ changes }) => changes.length === fewest)
      .flatMap(({ changes }) => changes.map(({ question }) => question)),
  );
  const disputed = new Set(then.disagreements.map(({ question }) => question));
  const whyOf = ({ id, actionable }: Question): Why | null => {
    if (then.unknown.includes(id)) return 'was open';
    if (disputed.has(id)) return 'differed';
    if (flipping.has(id)) return 'would flip';
    return actionable ? 'workable' : null;
  };
  const order: readonly Why[] = ['differed', 'was open', 'would flip', 'workable'];
  const rank = ({ question, why }: ReviewQuestion) =>
    why === 'would flip' && question.actionable ? -1 : order.indexOf(why);
  return questions
    .flatMap((question) => {
      const why = whyOf(question);
      return why === null ? [] : [{ question, why }];
    })
    .sort((one, other) => rank(one) - rank(other));
}

/** The reason in words. */
export function whyText(why: Why): string {
  switch (why) {
    case 'was open':
      return 'nobody knew it then';
    case 'differed':
      return 'you did not agree on it then';
    case 'would flip':
      return 'a small change here would change the verdict';
    case 'workable':
      return 'it is something that you can work on';
  }
}
