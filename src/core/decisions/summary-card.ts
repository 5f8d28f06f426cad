import type { Card } from '../card.ts';
import type { CheckRecord } from '../check/check-store.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import type { Verdict } from '../check/verdict.ts';
import { blockLine, objectionLine, pullLine, reasons, standing } from '../check/verdict-parts.ts';
import { strong, textOf } from '../check/wording.ts';
import { dateOf } from '../dates.ts';

const shownReasons = 3;

/** A check in a few lines, for a thread in which the question was discussed. */
export function summaryCard(questionnaire: Questionnaire, verdict: Verdict, record: CheckRecord): Card {
  const { name, headline, citations } = textOf(questionnaire, verdict.verdict);
  const heading = record.title || 'Architecture check';
  const why = [
    ...reasons(verdict)
      .slice(0, shownReasons)
      .map((each) => pullLine(questionnaire, each)),
    ...verdict.blocks.map((each) => blockLine(questionnaire, each)),
  ];
  const [objection] = verdict.against;
  const against = objection === undefined ? [] : [objectionLine(questionnaire, objection)];
  return {
    summary: `Summary of a check: ${name}. ${headline}`,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: [strong(`${name}. `), { text: headline }] },
      { kind: 'text', text: standing(questionnaire, verdict) },
      ...(why.length === 0 ? [] : [{ kind: 'list' as const, items: why }]),
      ...against.map((line) => ({ kind: 'text' as const, text: [strong('Against it: '), { text: line }] })),
      { kind: 'sources', citations },
      { kind: 'note', text: questionnaire.numbers },
      { kind: 'note', text: `Check ${record.id}, ${dateOf(record.createdAt)}` },
    ],
  };
}
