import type { Bot, Incoming, Reply } from '../core/bot-events.ts';
import type { Card } from '../core/card.ts';
import type { AnswerStore } from '../core/ports.ts';

/** A way for one person to show a private answer to all. */
export interface SharedAnswer {
  /** The answer with a button under it. @param id the answer's */
  offer(card: Card, id: string): Card;
  /** The answer's id that a button carries; null for any other button. */
  parse(button: string): string | null;
  /** The answer for all; null where it is not kept any more, or somebody else's. @param asked by the one who wants to share it */
  read(asked: (event: Incoming['event']) => Incoming, id: string): Promise<Card | null>;
}

/** @param prefix what the ids of the buttons begin with */
export function createSharedAnswer(bot: Bot, answers: AnswerStore, prefix: string): SharedAnswer {
  return {
    offer: (card, id) => ({
      ...card,
      blocks: [...card.blocks, { kind: 'buttons', buttons: [{ id: `${prefix}${id}`, label: 'Share in channel' }] }],
    }),
    parse: (button) => (button.startsWith(prefix) ? button.slice(prefix.length) : null),
    async read(asked, id) {
      const { workspace, person } = asked({ kind: 'message', text: '' });
      const kept = await answers.get(workspace, id);
      if (kept === null || kept.answer.person !== person) return null;
      const [reply]: readonly Reply[] = await bot.handle(asked({ kind: 'message', text: kept.answer.question, id }));
      if (reply === undefined) return null;
      const asking = `Asked with /arch-ask: ${kept.answer.question}`;
      return { ...reply, blocks: [{ kind: 'note', text: asking }, ...reply.blocks] };
    },
  };
}
