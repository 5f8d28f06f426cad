import type { Rating } from './answers/answer-store.ts';
import type { Block } from './card.ts';

/** What stands under an answer that is kept, so that a person can say whether it helped. */
export function ratingButtons(answer: string): Block {
  return {
    kind: 'buttons',
    buttons: [
      { id: `rate:up:${answer}`, label: '👍' },
      { id: `rate:down:${answer}`, label: '👎' },
    ],
  };
}

/** The rating that a button's id carries; null where it is another button. */
export function parseRating(id: string): { readonly answer: string; readonly rating: Rating } | null {
  const [, rating, answer] = /^rate:(up|down):(.+)$/s.exec(id) ?? [];
  if (answer === undefined || (rating !== 'up' && rating !== 'down')) return null;
  return { answer, rating };
}
