import { unknownAnswer } from './answers.ts';
import type { Draft } from './draft.ts';
import type { FlowView } from './flow.ts';
import type { Questionnaire } from './questionnaire.ts';

/** Whether a draft was begun under other rules. */
export function isOutdated({ rules }: Questionnaire, draft: Draft): boolean {
  return draft.rules.hash !== rules.hash;
}

/** What is said of such a draft, and the draft that goes on with those answers that still exist. */
export function outdatedView(questionnaire: Questionnaire, draft: Draft): FlowView {
  const stillThere = ([question, option]: [string, string]) => exists(questionnaire, question, option);
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(stillThere));
  const prefilled = Object.entries(draft.prefilled).filter(([question, { option }]) => stillThere([question, option]));
  const kept = Object.keys(answers).length;
  return {
    kind: 'outdated',
    kept,
    dropped: Object.keys(draft.answers).length - kept,
    restarted: {
      ...draft,
      answers,
      order: draft.order.filter((question) => Object.hasOwn(answers, question)),
      prefilled: Object.fromEntries(prefilled),
      confirmed: draft.confirmed || prefilled.length === 0,
      at: null,
      finished: false,
      rules: { ...questionnaire.rules },
    },
  };
}

/** Whether the questionnaire has this question with this option; every question has `unknown`. */
export function exists({ questions }: Questionnaire, question: string, option: string): boolean {
  const known = questions.find(({ id }) => id === question);
  return known !== undefined && (option === unknownAnswer || known.options.some(({ id }) => id === option));
}
