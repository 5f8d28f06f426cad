import type { Incoming, Reply } from '../../core/bot-events.ts';
import { type Block, type Card, remarkCard } from '../../core/card.ts';
import { hinted } from '../hinted.ts';
import { withNote } from '../welcome.ts';
import { illustrate } from './attach.ts';
import { isThread } from './channels.ts';
import { type DiscordContext, incoming } from './context.ts';
import type { DeedOf, Interaction } from './deed.ts';
import { cannotPost, isRefusal } from './discord-error.ts';
import { aimed, conversationOf, parseAimed, type Spot } from './flow-ids.ts';
import { incomingAt } from './people.ts';
import type { Place } from './post.ts';
import { sightOf } from './sight.ts';
import { headingOf, subjectOf, threadOf } from './thread.ts';
import { titleField } from './title-modal.ts';

/*
 * One private message, edited in place, with a button for each answer. Forms with radio groups were the other way: five questions a form
 * at the most, and between two of them a message with "Next", since a form cannot open a form. On a telephone a question then takes four
 * taps (open, choose, scroll, submit) where a button takes one; a form cannot ask what the last answer made worth asking, which is what
 * keeps the quick form at five questions; and progress, the document's line, "Back" and "Don't know" are in sight all the time.
 */

/** Whoever uses a check, and the interaction that they are answered by. */
interface User {
  readonly workspace: string;
  readonly person: string;
  readonly guild: string | null;
  readonly interaction: Interaction;
}

/** The id of the button that opens the questions of the check that waits for whoever clicks it. */
export const openCheckId = 'discord:open';
/** The id of the button that opens the form for the title. */
export const titleId = 'discord:title';

/** Shows the check of a place in a private message: the one that waits there, or a new one. */
export async function openCheck(
  discord: DiscordContext,
  user: User,
  spot: Spot,
  event: Incoming['event'],
): Promise<void> {
  const sight = sightOf(discord, user.guild, user.person);
  const replies = await discord.bot.handle(await incomingAt(discord, user, spot, event), sight);
  const { card, picture } = await shownOf(discord, user, spot, replies, false);
  const late = remarkCard(
    'That took me too long, so Discord did not let me show you the questions. Nothing is lost: please use /arch-check once more.',
  );
  await discord.poster.toPerson(user, card, late);
  await picture?.();
}

/** A click in the private message of a check. */
export async function clickInCheck(discord: DiscordContext, deed: DeedOf<'click'>, resumed: boolean): Promise<void> {
  const { id, message } = parseAimed(deed.id);
  const spot = { channel: deed.channel, message };
  const finished = await finishedBefore(discord, deed, spot);
  const clicked = await incomingAt(discord, deed, spot, { kind: 'action', id });
  const replies = finished ?? (await discord.bot.handle(clicked));
  const again = resumed || finished !== null;
  const { card, picture } = await shownOf(discord, deed, spot, replies, again);
  await discord.poster.inPlace(deed.interaction, card);
  await picture?.();
}

/** A title was filled in. */
export async function entitle(discord: DiscordContext, deed: DeedOf<'submission'>): Promise<void> {
  const spot = { channel: deed.channel, message: parseAimed(deed.id).message };
  const event = { kind: 'form', answers: {}, title: deed.values[titleField] ?? '' } as const;
  const replies = await discord.bot.handle(await incomingAt(discord, deed, spot, event));
  const { card } = await shownOf(discord, deed, spot, replies, false);
  await discord.poster.inPlace(deed.interaction, card);
}

/** The check that is under way at a place. */
export async function sheetAt({ bot }: DiscordContext, user: Omit<User, 'interaction'>, spot: Spot) {
  return bot.sheet(incoming(user, conversationOf(spot), { kind: 'command', name: 'arch-check', words: '' }));
}

/** The verdict of the check that was under way when it was clicked and is finished by now: by a second tap, or before a crash. */
async function finishedBefore(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  spot: Spot,
): Promise<readonly Reply[] | null> {
  if (deed.check === null) return null;
  const clicked = await incomingAt(discord, deed, spot, { kind: 'action', id: deed.id });
  const verdict = await discord.bot.verdict(clicked, deed.check);
  return verdict && [verdict];
}

interface ShownCheck {
  readonly card: Card;
  /** Adds the picture of a verdict that was posted. Nobody waits for it: it comes when the person has been told. */
  readonly picture?: () => Promise<void>;
}

/** What the private message shows now. A verdict is posted first, for all. */
async function shownOf(
  discord: DiscordContext,
  user: User,
  spot: Spot,
  replies: readonly Reply[],
  resumed: boolean,
): Promise<ShownCheck> {
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict) return postVerdict(discord, user, spot, verdict, resumed);
  const [reply = remarkCard('Nothing is asked here any more. /arch-check begins a check.')] = replies;
  const sheet = await sheetAt(discord, user, spot);
  return { card: aimed(sheet === null ? reply : withTitleButton(hintedReply(reply, sheet)), spot.message) };
}

function hintedReply(reply: Reply, sheet: NonNullable<Awaited<ReturnType<typeof sheetAt>>>): Card {
  return reply.question === undefined ? reply : hinted(reply, sheet, reply.question);
}

/** Beside the other ways on. */
function withTitleButton(card: Card): Card {
  const last = card.blocks.findLastIndex(({ kind }) => kind === 'buttons');
  const button = { id: titleId, label: 'Name it' };
  return {
    ...card,
    blocks: card.blocks.map(
      (block, at): Block =>
        block.kind === 'buttons' && at === last ? { ...block, buttons: [...block.buttons, button] } : block,
    ),
  };
}

/** The person is told that it is posted; or, where the bot may not, shown the verdict itself. */
async function postVerdict(
  discord: DiscordContext,
  user: User,
  spot: Spot,
  verdict: Reply,
  resumed: boolean,
): Promise<ShownCheck> {
  const { poster, self, log } = discord;
  const { record = '' } = verdict;
  const posting = { key: `verdict:${record}`, resumed, since: user.interaction.id };
  try {
    const { channel, reply, told } = await placeOfVerdict(discord, user, spot, verdict);
    const { ids, isNew } = await poster.toAll({ channel, reply }, verdict, posting);
    const posted = { conversation: channel, message: ids.join(','), link: null };
    const picture = () => illustrate(discord, user.workspace, { posted, isNew }, record);
    return { card: done(verdict, told), picture };
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    log.info(`a verdict is shown to the person alone: ${error.message}`);
    return {
      card: withNote(
        verdict,
        `Only you see this: I may not write here. Whoever manages the server can give ${self.name} “View Channel”, “Send Messages” and “Send Messages in Threads”, and the next one is posted.`,
      ),
    };
  }
}

async function placeOfVerdict(
  discord: DiscordContext,
  { guild }: User,
  { channel, message }: Spot,
  verdict: Reply,
): Promise<Place & { readonly told: string }> {
  if (message === null) {
    const inThread = guild !== null && isThread(await discord.channels.get(channel));
    const told = guild === null ? 'It stands below.' : `It is posted in the ${inThread ? 'thread' : 'channel'}.`;
    return { channel, reply: null, told };
  }
  const thread = await threadOf(discord, { channel, id: message }, subjectOf(verdict));
  const where = thread === null || thread.channel === channel ? 'in the channel' : 'in the thread of the message';
  const reply = thread === null || thread.obstacle === null ? null : message;
  return { channel: thread?.channel ?? channel, reply, told: `It is posted ${where}.` };
}

function done(verdict: Reply, told: string): Card {
  const name = headingOf(verdict) ?? 'The verdict';
  return {
    summary: name,
    blocks: [
      { kind: 'heading', text: name },
      { kind: 'text', text: told },
    ],
  };
}
