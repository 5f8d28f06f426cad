import type { Card } from '../card.ts';
import { joinAnswers, unknownAnswer } from '../check/answers.ts';
import type { CheckRecord } from '../check/check-store.ts';
import type { Engine } from '../check/engine.ts';
import { keptVerdict } from '../check/kept-verdict.ts';
import { verdictCard } from '../check/verdict-card.ts';
import { strong } from '../check/wording.ts';
import { spreadLines } from './spread-lines.ts';
import type { OwnAnswers, TeamCheck } from './team-check.ts';

/** A closed check's result: the group's answers as a set with what they reach, and how they are spread. The same each time. */
export function resultOf(
  engine: Engine,
  check: TeamCheck,
  results: readonly OwnAnswers[],
): { readonly record: CheckRecord; readonly card: Card } {
  const { questionnaire } = engine;
  const { id, workspace, conversation, title, opener, openedAt, closed } = check;
  const answers = joinAnswers(results);
  const verdict = engine.evaluate(answers);
  const card = verdictCard(questionnaire, verdict, { title, record: id, buttons: ['breakdown', 'record'] });
  // Behind the last list, ahead of the small print.
  const end = card.blocks.findLastIndex(({ kind }) => kind === 'list') + 1;
  const blocks = card.blocks.toSpliced(
    end,
    0,
    { kind: 'text', text: [strong(`How the answers of ${results.length} people are spread`)] },
    { kind: 'list', items: spreadLines(questionnaire, results) },
  );
  const record: CheckRecord = {
    ...{ id, workspace, conversation, title, person: opener.id, form: 'full' },
    answers: Object.fromEntries(
      Object.entries(answers).map(([question, options]) => [question, options ?? unknownAnswer]),
    ),
    ...keptVerdict(verdict),
    createdAt: closed?.at ?? openedAt,
  };
  return { record, card: { ...card, blocks } };
}
