import type { Block, Card } from '../core/card.ts';
import { actionId } from '../core/check/action-ids.ts';
import type { CheckSheet } from '../core/check/sheet.ts';

/** A question's card with the document's line behind it, where a place has room for it, so that nobody has to ask for it. */
export function hinted(card: Card, { steps }: CheckSheet, id: string): Card {
  const asked = steps.flatMap(({ questions }) => questions).find(({ question }) => question.id === id);
  if (asked === undefined) return card;
  const hint: Block = {
    kind: 'note',
    text: `The document: “${asked.question.hint.quote}” (${asked.question.hint.section})`,
  };
  const unasked = withoutButton(card, actionId({ kind: 'why', question: id }));
  return {
    ...unasked,
    blocks: unasked.blocks.flatMap((block): readonly Block[] => (block.kind === 'choices' ? [block, hint] : [block])),
  };
}

/** A card without one of its buttons. @param id the button's */
export function withoutButton(card: Card, id: string): Card {
  return {
    ...card,
    blocks: card.blocks.flatMap((block): readonly Block[] => {
      if (block.kind !== 'buttons') return [block];
      const buttons = block.buttons.filter((button) => button.id !== id);
      return buttons.length === 0 ? [] : [{ ...block, buttons }];
    }),
  };
}
