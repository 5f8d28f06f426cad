import { offerCheckCard } from '../asked.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';

/** The id of the button that opens the questions of the check that waits here. */
export const openCheckId = 'slack:open';

/**
 * A check asked for in words. A modal can only be opened from a click or a command, so a button for this person alone stands in between;
 * what the words state is read at once and waits behind it.
 */
export async function offerCheck({ bot, poster }: SlackContext, said: DeedOf<'message'>, words: string): Promise<void> {
  const place: Place = { channel: said.channel, thread: said.direct ? null : said.thread };
  await bot.handle(incoming(said, place, { kind: 'command', name: 'arch-check', words }));
  await poster.toPerson(
    {
      channel: said.channel,
      thread: said.thread ?? said.ts,
      person: said.person,
      direct: said.direct,
      responseUrl: '',
    },
    offerCheckCard(openCheckId),
  );
}
