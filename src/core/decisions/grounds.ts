import { plainText } from '../card.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import type { Verdict } from '../check/verdict.ts';
import { blockLine, flipLine, objectionLine, pullLine, quoted, reasons, standing } from '../check/verdict-parts.ts';
import { questionOf, textOf } from '../check/wording.ts';
import type { Grounds, Statement } from './decision.ts';
import { reviewQuestions } from './review/review-questions.ts';

const shownPulls = 3;

/**
 * What a decision rests on. What pulls to it and what speaks against it is told of what was chosen, which need not be the verdict.
 *
 * @param spread how a team's answers were spread, a line for each question
 */
export function groundsOf(
  questionnaire: Questionnaire,
  verdict: Verdict,
  chosen: Statement['chosen'],
  spread: readonly string[],
): Grounds {
  const { name, headline, backing, reading } = textOf(questionnaire, verdict.verdict);
  const pullsTo = (side: Verdict['side']) => reasons({ ...verdict, side }).map((each) => pullLine(questionnaire, each));
  const pulls = pullsTo(verdict.side);
  const blocks = verdict.blocks.map((each) => blockLine(questionnaire, each));
  const onOtherSide = chosen === 'other' || textOf(questionnaire, chosen).side !== verdict.side;
  const [flip] = verdict.flips;
  return {
    verdict: name,
    ...{ headline, backing, reading },
    standing: plainText(standing(questionnaire, verdict)),
    pulls: (chosen === 'other' ? pulls : pullsTo(textOf(questionnaire, chosen).side)).slice(0, shownPulls),
    blocks,
    against: onOtherSide
      ? [...blocks, ...pulls].slice(0, shownPulls)
      : verdict.against.map((each) => objectionLine(questionnaire, each)),
    costs:
      chosen === 'other' ? [] : textOf(questionnaire, chosen).costs.map((cost) => `${quoted(cost)} (${cost.section})`),
    unknown: verdict.unknown.map((id) => questionOf(questionnaire, id).text),
    spread: [...spread],
    flip: flip === undefined ? null : flipLine(questionnaire, flip),
    review: reviewQuestions(questionnaire, verdict).map(({ question }) => question.topic),
    numbers: questionnaire.numbers,
  };
}
