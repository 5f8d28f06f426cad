import type { AnswerStore } from '../core/answers/answer-store.ts';
import type { Bot, Incoming } from '../core/bot-events.ts';
import type { Card } from '../core/card.ts';

/** A private answer, with a way to show it to all. @param button the button's id */
export function withShareButton(card: Card, button: string): Card {
  const buttons = [{ id: button, label: 'Share in channel' }];
  return { ...card, blocks: [...card.blocks, { kind: 'buttons', buttons }] };
}

/**
 * A private answer as it is shown to all.
 *
 * @param asked something that the one who shares it did, where it was asked
 * @returns null where it is not kept any more, or somebody else's
 */
export async function readShared(
  bot: Bot,
  answers: AnswerStore,
  asked: (event: Incoming['event']) => Incoming,
  id: string,
): Promise<Card | null> {
  const { workspace, person } = asked({ kind: 'message', text: '' });
  const kept = await answers.get(workspace, id);
  if (kept === null || kept.answer.person !== person) return null;
  const { question } = kept.answer;
  const [reply] = await bot.handle(asked({ kind: 'message', text: question, id }));
  if (reply === undefined) return null;
  return { ...reply, blocks: [{ kind: 'note', text: `Asked with /arch-ask: ${question}` }, ...reply.blocks] };
}
