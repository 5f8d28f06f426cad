import type { Block, Card } from '../card.ts';
import type { CheckRecord } from '../check/check-store.ts';
import type { Engine } from '../check/engine.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import { verdictCard } from '../check/verdict-card.ts';
import { signed } from '../check/wording.ts';
import { dateOf } from '../dates.ts';
import { verdictName } from './list-card.ts';

/**
 * A saved check. Under the rules that it was decided by it is replayed in full; under others only what was recorded is shown, since
 * today's rules may say something else of the same answers.
 */
export function recordCard(questionnaire: Questionnaire, engine: Engine, record: CheckRecord): Card {
  const heading = record.title || 'Untitled check';
  const saved: Block = { kind: 'note', text: `Check ${record.id}, ${dateOf(record.createdAt)}` };
  if (record.rules.hash === questionnaire.rules.hash) {
    const verdict = engine.evaluate(record.answers);
    const card = verdictCard(questionnaire, verdict, { title: heading, record: record.id });
    return { ...card, blocks: [saved, ...card.blocks] };
  }
  const name = verdictName(questionnaire, record);
  const [least, greatest] = record.scoreRange;
  return {
    summary: `${heading}: ${name}`,
    blocks: [
      { kind: 'heading', text: heading },
      saved,
      {
        kind: 'fields',
        fields: [
          { label: 'Verdict', value: name },
          { label: 'Score', value: least === greatest ? signed(least) : `${signed(least)} to ${signed(greatest)}` },
          { label: 'Rules', value: `version ${record.rules.version}` },
        ],
      },
      {
        kind: 'table',
        columns: ['Question', 'Answer'],
        rows: Object.entries(record.answers).map(([question, given]) => answerRow(questionnaire, question, given)),
      },
      {
        kind: 'note',
        text: 'The rules have changed since, so this is what was recorded then. Run /arch-check to see what they say today.',
      },
    ],
  };
}

function answerRow(questionnaire: Questionnaire, id: string, given: string | readonly string[]): string[] {
  const question = questionnaire.questions.find((known) => known.id === id);
  const label = (option: string) =>
    question?.options.find((known) => known.id === option)?.label ?? (option === 'unknown' ? "Don't know" : option);
  return [question?.text ?? id, (typeof given === 'string' ? [given] : given).map(label).join(' / ')];
}
