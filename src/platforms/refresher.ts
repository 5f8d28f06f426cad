import type { Bot, Posted, Reply, Subject } from '../core/bot-events.ts';

/** Keeps what is posted up to date. */
export interface Refresher {
  /** Resolves when the posted card shows the subject as it is by now, or as it came to be in the meantime. */
  refresh(workspace: string, subject: Subject): Promise<void>;
}

export interface RefresherParts {
  readonly bot: Pick<Bot, 'current' | 'posted'>;
  /** Puts a card in the place of a posted one. @returns where it stands; null where the message is gone */
  replace(posted: Posted, card: Reply): Promise<Posted | null>;
  /** Posts a card anew, in the conversation of a message that is gone. */
  renew(gone: Posted, card: Reply): Promise<Posted>;
}

interface Turn {
  /** Somebody asked again since the card was last read. */
  isAgain: boolean;
  done: Promise<void>;
}

/**
 * A card is read anew when its turn comes, one at a time for each subject: what is shown last is never older than what was asked for, and
 * two hundred people who answer at once are a few changes of one card.
 */
export function createRefresher({ bot, replace, renew }: RefresherParts): Refresher {
  const turns = new Map<string, Turn>();

  /** @returns what is shown now; null where nothing is posted */
  async function draw(workspace: string, subject: Subject): Promise<string | null> {
    const card = await bot.current(workspace, subject);
    if (card?.replaces === undefined) return null;
    const posted = (await replace(card.replaces, card)) ?? (await renew(card.replaces, card));
    if (posted.message !== card.replaces.message) await bot.posted(workspace, subject, posted);
    return JSON.stringify(card.blocks);
  }

  async function drawAll(workspace: string, subject: Subject, turn: Turn, end: () => void): Promise<void> {
    try {
      for (;;) {
        turn.isAgain = false;
        const shown = await draw(workspace, subject);
        // Another copy may have read the card before a change, and drawn it after this one did.
        const now = shown === null ? null : await bot.current(workspace, subject);
        if (!turn.isAgain && (now === null || JSON.stringify(now.blocks) === shown)) return;
      }
    } finally {
      end();
    }
  }

  return {
    refresh(workspace, subject) {
      const key = JSON.stringify([workspace, subject.kind, subject.id]);
      const current = turns.get(key);
      if (current !== undefined) {
        current.isAgain = true;
        return current.done;
      }
      const turn: Turn = { isAgain: false, done: Promise.resolve() };
      turns.set(key, turn);
      // It ends in the step in which it found that nobody had asked again.
      turn.done = drawAll(workspace, subject, turn, () => turns.delete(key));
      return turn.done;
    },
  };
}
