import { unknownAnswer } from './answers.ts';
import type { Draft } from './draft.ts';
import type { Questionnaire } from './questionnaire.ts';

/** The rules are others than when the draft was begun. */
export interface OutdatedView {
  readonly kind: 'outdated';
  /** Goes on with those answers that still exist. */
  readonly restarted: Draft;
  readonly kept: number;
  readonly dropped: number;
}

/** Whether a draft was begun under other rules. */
export function isOutdated({ rules }: Questionnaire, draft: Draft): boolean {
  return draft.rules.hash !== rules.hash;
}

export function outdatedView(questionnaire: Questionnaire, draft: Draft): OutdatedView {
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
