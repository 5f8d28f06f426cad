import type { AnswerStore } from '../core/answers/answer-store.ts';
import type { Card } from '../core/card.ts';
import { recallSubject } from '../core/decisions/recall.ts';

export interface FollowUp {
  readonly workspace: string;
  readonly person: string;
  readonly text: string;
  /** The id of its own answer, already kept. */
  readonly id: string;
  /** The id of the answer that the thread began with. */
  readonly began: string;
}

/** Where nobody named the bot: what it has nothing to say to is left to the people, unless the one who asked before asks on. */
export async function isWelcome(
  answers: AnswerStore,
  { workspace, person, text, id, began }: FollowUp,
): Promise<boolean> {
  // The records answer that, and what they answer is kept nowhere else.
  if (recallSubject(text) !== null) return true;
  const { answer } = (await answers.get(workspace, id)) ?? {};
  if (answer === undefined || answer.status === 'smalltalk') return false;
  if (answer.status !== 'declined') return true;
  const first = await answers.get(workspace, began);
  return first?.answer.person === person;
}

/** An answer that also says, once in a thread, how to go on where the bot hears only what names it. */
export function withMentionHint(card: Card, name: string): Card {
  // Without an @: the renderers break it, so that nobody can be pinged, and it could not be copied.
  return withNote(card, `To go on in this thread, mention ${name} again: I only hear messages that do.`);
}

/** A card with small print below it. */
export function withNote(card: Card, text: string): Card {
  return { ...card, blocks: [...card.blocks, { kind: 'note', text }] };
}
