import type { Card } from '../core/card.ts';

/** Shows a card that grows. */
export interface Growing {
  /** The card as it is by now. What comes while one is being shown waits, and only the newest is shown next. */
  grow(soFar: Card): void;
  /** Shows no more; resolves when nothing is under way. Rejects with what {@link createGrowing}'s `show` rejected with. */
  end(): Promise<void>;
}

/**
 * @param show resolves to false where nothing more of it can be shown
 * @param pause what to wait for between two; the end does not wait
 */
export function createGrowing(
  show: (soFar: Card) => Promise<boolean>,
  pause: () => Promise<void> = async () => undefined,
): Growing {
  const ended = Promise.withResolvers<void>();
  let next: Card | null = null;
  let isOver = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    for (let card = next; card !== null && !isOver; card = next) {
      next = null;
      if (await show(card)) await Promise.race([pause(), ended.promise]);
      else isOver = true;
    }
    running = null;
  }

  return {
    grow(soFar) {
      if (isOver) return;
      next = soFar;
      running ??= run();
      // It is told of at the end.
      running.catch(() => undefined);
    },
    async end() {
      isOver = true;
      ended.resolve();
      await running;
    },
  };
}
