import type { Card } from '../card.ts';
import type { CheckPage, CheckRecord } from '../check/check-store.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import { dateOf } from '../dates.ts';

/**
 * The saved checks, newest first.
 *
 * @param words what was searched for; empty for all
 * @param listing what lists them where this is shown, as one types it
 */
export function listCard(questionnaire: Questionnaire, page: CheckPage, words: string, listing: string): Card {
  const found = page.checks.length;
  if (found === 0) {
    const summary =
      words === '' ? 'No checks are saved yet.' : 'No decision or check that you may see has these words.';
    const next =
      words === '' ? 'Run /arch-check to make the first one.' : `Try fewer words, or ${listing} alone for all of them.`;
    return { summary, blocks: [{ kind: 'text', text: `${summary} ${next}` }] };
  }
  const heading = words === '' ? 'Saved checks' : 'Saved checks with these words';
  return {
    summary: `${heading}: ${found}${page.next === null ? '' : ' newest'}`,
    blocks: [
      { kind: 'heading', text: heading },
      {
        kind: 'table',
        columns: ['Id', 'Date', 'Verdict', 'Title'],
        rows: page.checks.map((check) => row(questionnaire, check)),
      },
      ...(page.next === null
        ? []
        : [{ kind: 'note', text: 'Older ones are not shown; add words to find them.' } as const]),
    ],
  };
}

function row(questionnaire: Questionnaire, check: CheckRecord): string[] {
  return [check.id, dateOf(check.createdAt), verdictName(questionnaire, check), check.title || 'Untitled'];
}

/** The verdict's name as the questionnaire has it. */
export function verdictName(questionnaire: Questionnaire, { verdict }: Pick<CheckRecord, 'verdict'>): string {
  return questionnaire.verdicts.find(({ id }) => id === verdict)?.name ?? verdict;
}
