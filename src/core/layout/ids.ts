import type { Button, Card, Choice } from '../card.ts';
import { UserError } from '../errors.ts';

/** A card holds something that a platform refuses and that cannot be split: whoever made the card must mend it. */
export class LimitError extends UserError {
  override name = 'LimitError';
  readonly platform: string;
  readonly field: string;
  readonly limit: number;
  readonly actual: number;

  constructor(platform: string, field: string, limit: number, actual: number) {
    super(`${platform}: ${field} may have ${limit}, this one has ${actual}. Shorten it where the card is made.`);
    this.platform = platform;
    this.field = field;
    this.limit = limit;
    this.actual = actual;
  }
}

/** What the ids of select menus begin with; no choice or button may take it. */
export const menuIdPrefix = 'choices:';

/**
 * Checks the ids of choices and buttons, alike on every platform, so that a card that works on one works on all: 1 to 100
 * characters (Discord's `custom_id`, the shortest), each once in a card.
 * @throws LimitError naming the id's length, or how often it is there
 */
export function checkIds(card: Card, platform: string): void {
  const seen = new Set<string>();
  for (const { id } of actionsOf(card)) {
    if (id.length > 100)
      throw new LimitError(platform, `the characters of the id "${id.slice(0, 40)}…"`, 100, id.length);
    if (id === '')
      throw new UserError(`${platform}: a choice or button has an empty id. Give it one where the card is made.`);
    if (id.startsWith(menuIdPrefix)) {
      throw new UserError(
        `${platform}: the id "${id}" begins with "${menuIdPrefix}", which menus use. Choose another one.`,
      );
    }
    if (seen.has(id)) throw new LimitError(platform, `uses of the id "${id}" in one card`, 1, 2);
    seen.add(id);
  }
}

function actionsOf(card: Card): readonly (Choice | Button)[] {
  return card.blocks.flatMap((block): readonly (Choice | Button)[] => {
    if (block.kind === 'choices') return block.choices;
    return block.kind === 'buttons' ? block.buttons : [];
  });
}
