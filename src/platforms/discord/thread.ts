import { type Card, plainText } from '../../core/card.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { cannotPost, codes, DiscordCallError, isRefusal, tooManyThreads } from './discord-error.ts';
import { checked, limits, threadSchema } from './limits.ts';

/** Where something about a message is said: in its thread, or, where there can be none, in its channel. */
export interface Spot {
  readonly channel: string;
  /** Why a thread that was to be opened is not: the bot may not, or the server has as many as Discord allows. */
  readonly obstacle: 'permission' | 'crowd' | null;
}

/**
 * The thread of a message: the one that it stands in, or the one that hangs on it, which is opened if it is not there yet.
 *
 * @param about what the thread is about, for its name
 * @returns null where the message is gone
 * @throws {DiscordCallError}
 */
export async function threadOf(
  { api, channels, log }: Pick<DiscordContext, 'api' | 'channels' | 'log'>,
  { channel, id }: { readonly channel: string; readonly id: string },
  about: string,
): Promise<Spot | null> {
  const here = await channels.get(channel);
  if (isThread(here) || here.kind !== 'plain') return { channel, obstacle: null };
  try {
    await api.call('POST', `/channels/${channel}/messages/${id}/threads`, {
      body: checked(threadSchema, { name: nameOf(about) }),
    });
    return { channel: id, obstacle: null };
  } catch (error) {
    if (!(error instanceof DiscordCallError)) throw error;
    // Somebody was faster, or an earlier attempt of ours: a thread on a message has the message's id.
    if (error.code === codes.threadExists) return { channel: id, obstacle: null };
    if (error.code === codes.unknownMessage) return null;
    if (!isRefusal(error, cannotPost) && !isRefusal(error, tooManyThreads)) throw error;
    log.info(`no thread: ${error.message}`);
    return { channel, obstacle: isRefusal(error, tooManyThreads) ? 'crowd' : 'permission' };
  }
}

/** What a card is about. */
export function headingOf(card: Card): string | null {
  const heading = card.blocks.find((block) => block.kind === 'heading');
  return heading?.kind === 'heading' ? heading.text : null;
}

/** The same with the title that stands above it: of a list of threads called “Monolith” nobody learns anything. */
export function subjectOf(card: Card): string {
  const heading = headingOf(card);
  const [first] = card.blocks;
  if (heading === null) return card.summary;
  return first?.kind === 'note' ? `${plainText(first.text)}: ${heading}` : heading;
}

function nameOf(about: string): string {
  const line = oneLine(neutralise(about));
  if (line === '') return 'Monolith or microservices?';
  return line.length <= limits.channelName ? line : `${cut(line, limits.channelName - 1)}…`;
}
