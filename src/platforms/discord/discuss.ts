import { type Card, remarkCard } from '../../core/card.ts';
import type { Discussion } from '../../core/decisions/discussion.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { DiscordCallError } from './discord-error.ts';
import { aimed, type Spot } from './flow-ids.ts';
import { incomingBy } from './people.ts';
import {
  lengthOf,
  mostRead,
  type Read,
  reactorsTo,
  readOn,
  readThread,
  speakersIn,
  toDiscussed,
  withheldIn,
  withWords,
} from './read-thread.ts';
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
export function draftOfThread(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  asking: string,
  resumed: boolean,
): Promise<void> {
  const spot = { channel: deed.channel, message: null };
  return showDraft(discord, deed, { spot, thread: deed.channel, asking, known: null }, resumed);
}

/** "Record decision here" on a message: what its thread says, or it alone where there is none. */
export async function recordThread(discord: DiscordContext, deed: DeedOf<'shortcut'>, resumed: boolean): Promise<void> {
  const { channel, guild, message, text } = deed;
  const known = text === '' ? null : { message, text };
  const here = await discord.channels.get(channel);
  const inThread = isThread(here);
  const spot = { channel, message: guild !== null && !inThread && here.kind === 'plain' ? message : null };
  return showDraft(discord, deed, { spot, thread: inThread ? channel : message, asking: null, known }, resumed);
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

async function showDraft(discord: DiscordContext, user: Asking, discussed: Discussed, resumed: boolean): Promise<void> {
  const { spot, thread, known } = discussed;
  let isShown = false;
  const tell = (card: Card) => discord.poster.toPerson({ ...user, beside: isShown }, card);
  const show = async (found: Read, rest: string | null) => {
    const read = known === null ? found : withWords(found, known.message, known.text);
    const draft = await drafted(discord, user, discussed, read, withheldText(discord, read, rest));
    await tell(aimed(draft, spot.message));
    isShown = true;
  };
  try {
    const first = await readThread(discord, spot.channel, thread);
    if (first.messages.length === 0) return tell(remarkCard(unreadableText(discord)));
    // What an earlier attempt has shown of a long thread is there, or comes with the rest.
    if (!resumed || first.last === null) await show(first, await goesOnText(discord, thread, first));
    if (first.last === null) return;
    const whole = await readOn(discord, thread, first, mostRead);
    await show(whole, whole.last === null ? null : endsText(whole));
  } catch (error) {
    if (!(error instanceof DiscordCallError) || typeof error.code !== 'number') throw error;
    discord.log.info(`a thread cannot be read: ${error.message}`);
    await tell(remarkCard(unreadableText(discord)));
  }
}

async function drafted(
  discord: DiscordContext,
  user: Asking,
  { spot, asking }: Discussed,
  read: Read,
  withheld: string | null,
): Promise<Card> {
  const discussion: Discussion = {
    thread: toDiscussed(read, discord.self.user, asking),
    links: Object.fromEntries(
      read.messages.map(({ id, channel_id }) => [
        id,
        `https://discord.com/channels/${user.guild ?? '@me'}/${channel_id}/${id}`,
      ]),
    ),
    people: speakersIn(read),
    reactors: (message, reaction) => reactorsTo(discord, read, message, reaction),
    ...(withheld === null ? {} : { withheld }),
  };
  const [draft = remarkCard('I could not read that thread.')] = await discord.bot.handle(
    await incomingBy(discord, user, spot, { kind: 'discussion', discussion }),
  );
  return draft;
}

/** What was not read, in a sentence. @param rest of what lies behind */
function withheldText({ followUps }: DiscordContext, read: Read, rest: string | null): string | null {
  const { withheld, all } = withheldIn(read);
  if (followUps || withheld === 0) return rest;
  return `Discord kept the words of ${withheld} of ${all} messages from me: without the Message Content intent I read only those that mention me. Whoever runs me can switch it on.`;
}

async function goesOnText(discord: DiscordContext, thread: string, { messages, last }: Read): Promise<string | null> {
  if (last === null) return null;
  const total = await lengthOf(discord, thread);
  const of = total === null ? '' : ` of about ${total}`;
  return `I have read the first ${messages.length}${of} messages. Discord gives me a hundred at a time: I read on, and show you here what the whole thread says.`;
}

function endsText({ messages }: Read): string {
  return `I read the first ${messages.length} messages; the thread goes on behind them.`;
}

function unreadableText({ self }: DiscordContext): string {
  return `I cannot read that here. Whoever manages the server can give ${self.name} “View Channel” and “Read Message History”.`;
}
