import type { Watch } from '../../core/bot-events.ts';
import type { Card } from '../../core/card.ts';
import { createGrowing } from '../growing.ts';
import type { DiscordContext } from './context.ts';
import { DiscordCallError } from './discord-error.ts';
import type { Place, Posting } from './post.ts';
import type { Spot } from './thread.ts';

/** An answer that is shown while it grows. */
export interface Stream {
  readonly watch: Watch;
  /** Shows the whole answer at a place, in the message that was begun there if one was. @throws {DiscordCallError} */
  finish(place: Place, card: Card): Promise<void>;
}

/** What may be asked of Discord for one message; its headers may ask for more patience. */
const editMs = 1_000;

/**
 * Shows an answer by editing its message. The message is a half one until it is finished, so that after a crash it is found and completed.
 *
 * @param posting of the finished answer
 * @param spot where it goes; asked for as soon as a model is at work, which is shown there by typing
 */
export function createStream(
  { api, poster, wait, log }: DiscordContext,
  posting: Posting,
  spot: () => Promise<Spot | null>,
): Stream {
  let half: string | null = null;
  let isLost = false;

  const growing = createGrowing(
    async (soFar) => {
      const at = await spot();
      if (at === null || at.obstacle !== null) return false;
      try {
        if (half === null) half = await poster.begin({ channel: at.channel, reply: null }, soFar, posting);
        else await poster.extend(at.channel, half, soFar, posting);
        return half !== null;
      } catch (error) {
        if (!(error instanceof DiscordCallError)) throw error;
        log.info(`not shown while it is written: ${error.message}`);
        isLost = error.uncertain;
        return false;
      }
    },
    () => wait(editMs),
  );

  async function type(): Promise<void> {
    const at = await spot();
    if (at !== null && at.obstacle === null) await api.call('POST', `/channels/${at.channel}/typing`);
  }

  return {
    watch(soFar) {
      if (soFar.blocks.length > 0) growing.grow(soFar);
      else type().catch((error: unknown) => log.debug(`not shown as typing: ${String(error)}`));
    },
    async finish(place, card) {
      await growing.end();
      if (half !== null) await poster.complete(place, half, card, posting);
      // A beginning that may be there all the same is looked for, as after a crash.
      else await poster.toAll(place, card, { ...posting, resumed: posting.resumed || isLost });
    },
  };
}
