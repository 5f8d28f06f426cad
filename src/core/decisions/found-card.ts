import type { Card, Text } from '../card.ts';
import { dateOf } from '../dates.ts';
import { type Decision, decisionId } from './decision.ts';
import { statusText } from './decision-card.ts';
import type { DecisionPage } from './decision-store.ts';

export interface FoundOptions {
  readonly heading: string;
  /** What to say where there is none. */
  readonly none: string;
  /** What lists them, as one types it, and what was searched for, to go on with. */
  readonly command: string;
  readonly words: string;
}

/** Decisions in a line or two each, newest first, with links to where they are posted. */
export function foundCard({ decisions, next }: DecisionPage, { heading, none, command, words }: FoundOptions): Card {
  if (decisions.length === 0) return { summary: none, blocks: [{ kind: 'text', text: none }] };
  const go = [command, words, `below:${next === null ? '' : decisionId(next)}`].filter((part) => part !== '').join(' ');
  return {
    summary: `${heading}: ${decisions.map(({ id }) => id).join(', ')}`,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'list', items: decisions.map(line) },
      ...(next === null
        ? []
        : [{ kind: 'note', text: [{ text: 'Older ones: ' }, { text: go, style: 'code' }] } as const]),
    ],
  };
}

function line(decision: Decision): Text {
  const { id, title, posted, reviewAt } = decision;
  const link = posted?.link ?? null;
  return [
    link === null ? { text: id, style: 'strong' } : { text: id, style: 'strong', link },
    { text: ` ${title}: ${decision.chosenName}. ${statusText(decision)}; recorded ${dateOf(decision.createdAt)}` },
    ...(reviewAt === null || decision.status === 'superseded' ? [] : [{ text: `, review ${dateOf(reviewAt)}` }]),
  ];
}
