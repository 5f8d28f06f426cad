import type { Card, Text } from '../card.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import { nameOf, strong } from '../check/wording.ts';
import { dateOf } from '../dates.ts';
import type { Change, Decision, Statement } from './decision.ts';

/** Every change of a decision, oldest first: who, when and what. */
export function historyCard(questionnaire: Questionnaire, { id, title, history }: Decision): Card {
  const heading = `How ${id} came to stand as it does`;
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: title },
      { kind: 'list', items: history.map((change) => line(questionnaire, change)) },
    ],
  };
}

function line(questionnaire: Questionnaire, { at, by, version, what }: Change): Text {
  return [strong(`${dateOf(at)}, ${by.name}: `), { text: `${changeText(questionnaire, what)} (version ${version})` }];
}

function changeText(questionnaire: Questionnaire, what: Change['what']): string {
  switch (what.kind) {
    case 'recorded':
      return 'recorded it';
    case 'edited':
      return `changed its words; before: ${beforeText(what.before)}`;
    case 'accepted':
      return 'accepted it';
    case 'objected':
      return `objected: ${what.reason}`;
    case 'superseded':
      return `put ${what.successor} in its place`;
    case 'reviewed':
      return what.was === what.now
        ? 're-checked it; the verdict is what it was'
        : `re-checked it; now the verdict is ${nameOf(questionnaire, what.now)}, not ${nameOf(questionnaire, what.was)}`;
    case 'review set':
      return what.reviewAt === null ? 'ended its review' : `put its review off to ${dateOf(what.reviewAt)}`;
  }
}

function beforeText({ title, chosenName, reason }: Statement): string {
  return `“${title}”, ${chosenName}${reason === '' ? '' : `, because ${reason}`}`;
}
