import type { Block, Card } from '../../core/card.ts';

/** Where a check is run, and its verdict posted. */
export interface Spot {
  readonly channel: string;
  /** The message whose thread gets the verdict; null for the channel itself. */
  readonly message: string | null;
}

const withMessage = /^(.+)@(\d{1,20})$/s;

/** The core's name for it: the thread of a message has the message's id, whether it is opened yet or not. */
export function conversationOf({ channel, message }: Spot): string {
  return message ?? channel;
}

/** The same card, whose choices and buttons know which message the check is for: no memory of ours must outlive a restart. */
export function aimed(card: Card, message: string | null): Card {
  if (message === null) return card;
  const aim = <Control extends { readonly id: string }>(control: Control) => ({
    ...control,
    id: aimedId(control.id, message),
  });
  return {
    ...card,
    blocks: card.blocks.map((block): Block => {
      if (block.kind === 'choices') return { ...block, choices: block.choices.map(aim) };
      return block.kind === 'buttons' ? { ...block, buttons: block.buttons.map(aim) } : block;
    }),
  };
}

export function aimedId(id: string, message: string | null): string {
  return message === null ? id : `${id}@${message}`;
}

/** The id as the core knows it, and the message that it was aimed at. */
export function parseAimed(id: string): { readonly id: string; readonly message: string | null } {
  const [, inner, message] = withMessage.exec(id) ?? [];
  return inner === undefined || message === undefined ? { id, message: null } : { id: inner, message };
}
