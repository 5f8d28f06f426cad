import { type Card, remarkCard } from '../../core/card.ts';
import type { Discussion } from '../../core/decisions/discussion.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { DiscordCallError } from './discord-error.ts';
import { aimed, type Spot } from './flow-ids.ts';
import { incomingBy } from './people.ts';
import { mostRead, type Read, readThread, speakersIn, toDiscussed, withheldIn, withWords } from './read-thread.ts';
import type { Asking } from './tell.ts';

const prefix = 'discord:draft:';

/** The message that asked for the draft that a button shows; null for any other button. */
export function parseDraftId(id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** The answer to "summarise". Only what a click brings can be shown to one person alone. @param asking the message that asked */
export async function offerDraft(discord: DiscordContext, channel: string, asking: string): Promise<Card> {
  if (!isThread(await discord.channels.get(channel)))
    return remarkCard(
      'Say that in the thread that I am to put down, or use “Record decision here” on one of its messages, under Apps.',
    );
  const text =
    'I read this thread for whoever clicks, show them alone what it says, and post nothing before they confirm it.';
  return {
    summary: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'buttons', buttons: [{ id: `${prefix}${asking}`, label: 'Show the draft', style: 'primary' }] },
    ],
  };
}

/** Shows what the thread says in which the button stands. */
export function draftOfThread(discord: DiscordContext, deed: DeedOf<'click'>, asking: string): Promise<void> {
  const spot = { channel: deed.channel, message: null };
  return showDraft(discord, deed, { spot, thread: deed.channel, asking, known: null });
}

/** "Record decision here" on a message: what its thread says, or it alone where there is none. */
export async function recordThread(discord: DiscordContext, deed: DeedOf<'shortcut'>): Promise<void> {
  const { channel, guild, message, text } = deed;
  const known = text === '' ? null : { message, text };
  const here = await discord.channels.get(channel);
  if (isThread(here))
    return showDraft(discord, deed, { spot: { channel, message: null }, thread: channel, asking: null, known });
  const spot = { channel, message: guild !== null && here.kind === 'plain' ? message : null };
  return showDraft(discord, deed, { spot, thread: message, asking: null, known });
}

interface Discussed {
  readonly spot: Spot;
  /** The thread, or the message that one may hang on. */
  readonly thread: string;
  /** The message that asked, which is no part of what was discussed. */
  readonly asking: string | null;
  /** A message whose words came with the command. */
  readonly known: { readonly message: string; readonly text: string } | null;
}

async function showDraft(discord: DiscordContext, user: Asking, discussed: Discussed): Promise<void> {
  const { guild } = user;
  const { spot, thread, asking, known } = discussed;
  const found = await readThread(discord, spot.channel, thread).catch((error: unknown) => {
    if (!(error instanceof DiscordCallError) || typeof error.code !== 'number') throw error;
    discord.log.info(`a thread cannot be read: ${error.message}`);
    return null;
  });
  if (found === null || found.messages.length === 0)
    return discord.poster.toPerson(
      user,
      remarkCard(
        `I cannot read that here. Whoever manages the server can give ${discord.self.name} “View Channel” and “Read Message History”.`,
      ),
    );
  const read = known === null ? found : withWords(found, known.message, known.text);
  const withheld = withheldText(read, discord.followUps);
  const discussion: Discussion = {
    thread: toDiscussed(read, discord.self.user, asking),
    links: Object.fromEntries(
      read.messages.map(({ id, channel_id }) => [
        id,
        `https://discord.com/channels/${guild ?? '@me'}/${channel_id}/${id}`,
      ]),
    ),
    people: speakersIn(read),
    ...(withheld === null ? {} : { withheld }),
  };
  const [draft = remarkCard('I could not read that thread.')] = await discord.bot.handle(
    await incomingBy(discord, user, spot, { kind: 'discussion', discussion }),
  );
  await discord.poster.toPerson(user, aimed(draft, spot.message));
}

function withheldText(read: Read, hearsAll: boolean): string | null {
  const { withheld, all } = withheldIn(read);
  if (!hearsAll && withheld > 0)
    return `Discord kept the words of ${withheld} of ${all} messages from me: without the Message Content intent I read only those that mention me. Whoever runs me can switch it on.`;
  return read.isLonger ? `I read the first ${mostRead} messages; the thread goes on behind them.` : null;
}
