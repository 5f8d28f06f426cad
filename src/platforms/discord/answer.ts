import type { Incoming, Reply, Watch } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { recallSubject } from '../../core/decisions/recall.ts';
import { lazily } from '../../core/lazily.ts';
import { asksForHelp, asksToSummarise, offerCheckCard, parseAskedCheck } from '../asked.ts';
import { isWelcome, withMentionHint, withNote } from '../welcome.ts';
import { isThread, roomOf } from './channels.ts';
import { openCheckId } from './check.ts';
import { type DiscordContext, incoming } from './context.ts';
import type { DeedOf } from './deed.ts';
import { cannotPost, isRefusal } from './discord-error.ts';
import { offerDraft } from './discuss.ts';
import { discordHelpCard } from './help-card.ts';
import { incomingAt } from './people.ts';
import type { Place, Posting } from './post.ts';
import { sightOf } from './sight.ts';
import { createStream, type Stream } from './stream.ts';
import { type Spot, threadOf } from './thread.ts';

type Said = DeedOf<'message'>;

/** Whether a message is meant for the bot: it is named, it is alone with the person, or the thread began with a question to it. */
export async function isForBot({ answers, followUps }: DiscordContext, said: Said): Promise<boolean> {
  if (said.guild === null || said.mentioned) return true;
  if (!followUps || said.toOthers) return false;
  // A thread has the id of the message that it hangs on, and an answer that of the message that it answers.
  return (await answers.get(said.workspace, said.channel)) !== null;
}

/** Answers a message in its thread. */
export async function answerMessage(discord: DiscordContext, said: Said, resumed: boolean): Promise<void> {
  const { bot, self, answers, threads } = discord;
  const posting: Posting = { key: said.key, resumed, since: said.id };
  const here: Place = { channel: said.channel, reply: said.guild === null ? null : said.id };
  const wanted = said.guild === null || said.mentioned;
  if (said.unheard) return tellHowToBeHeard(discord, said, here, posting);
  if (asksForHelp(said.text)) {
    if (wanted) await say(discord, said, here, discordHelpCard(self.name), posting);
    return;
  }
  const check = wanted ? parseAskedCheck(said.text) : null;
  if (check !== null) {
    // What the words state is read at once, and waits for whoever said it.
    await bot.handle(
      await incomingAt(
        discord,
        said,
        { channel: said.channel, message: null },
        { kind: 'command', name: 'arch-check', words: check },
      ),
    );
    return say(discord, said, here, offerCheckCard(openCheckId), posting);
  }
  if (wanted && asksToSummarise(said.text))
    return say(discord, said, here, await offerDraft(discord, said.channel, said.id), posting);
  const parent = said.guild === null ? null : await discord.channels.get(said.channel);
  const inThread = parent !== null && isThread(parent);
  // A follow-up stands in the thread, which has the id of the message that it hangs on, whether it is opened yet or not.
  const conversation = said.guild === null || inThread ? said.channel : said.id;
  const began = inThread ? { began: said.channel } : {};
  const spot = lazily(() => spotOf(discord, said));
  const stream = createStream(discord, { ...posting, key: `${posting.key}:0` }, spot);
  const asked: Incoming = {
    ...incoming(said, conversation, { kind: 'message', text: said.text, id: said.id, ...began }),
    ...(said.guild === null ? { privacy: 'direct' } : {}),
  };
  // What an earlier attempt has shown of it is not known here. Where nobody has named the bot it may come to nothing.
  const watch: Watch = (soFar) => {
    if (!resumed && (wanted || soFar.blocks.length > 0)) stream.watch(soFar);
  };
  const sight = sightOf(discord, said.guild, said.person);
  const answered = await bot.handle(parent === null ? asked : { ...asked, channel: roomOf(parent) }, sight, watch);
  const replies = said.guild === null && recallSubject(said.text) !== null ? answered.map(withServerHint) : answered;
  // Nothing to say: more was asked than the limits let through, and the person knows it.
  if (replies.length === 0) return;
  if (!wanted && !(await isWelcome(answers, { ...said, began: said.channel }))) return;
  const thread = await sayAll(discord, said, replies, posting, spot, stream);
  if (thread === null || parent === null) return;
  // By room: what is offered to everybody in a channel names no private thread of it.
  await threads.note(said.workspace, roomOf(parent), { thread, text: said.text });
}

/**
 * Posts an answer to a message where it belongs: directly, in its thread, or in the channel where the bot may open none.
 *
 * @returns the thread
 */
async function sayAll(
  discord: DiscordContext,
  said: Said,
  replies: readonly Reply[],
  posting: Posting,
  spotOfSaid: () => Promise<Spot | null>,
  stream: Stream,
): Promise<string | null> {
  const spot = await spotOfSaid();
  if (spot === null) return null;
  const opened = spot.channel !== said.channel;
  let allowed = spot.obstacle === null;
  for (const [at, reply] of replies.entries()) {
    if (reply.toAll !== true && said.guild !== null) {
      // Nobody else is to see that there is something: it is told where only they are.
      await discord.poster.toPerson({ person: said.person, interaction: null }, reply);
      continue;
    }
    const each = { ...posting, key: `${posting.key}:${at}` };
    if (allowed) {
      const card = at === 0 && opened && !discord.followUps ? withMentionHint(reply, discord.self.name) : reply;
      const place: Place = { channel: spot.channel, reply: null };
      allowed = await isPosted(discord, place, () =>
        at === 0 ? stream.finish(place, card) : discord.poster.toAll(place, card, each),
      );
    }
    if (!allowed && said.guild !== null)
      await say(
        discord,
        said,
        { channel: said.channel, reply: said.id },
        await withThreadHelp(discord, said, spot, reply),
        each,
      );
  }
  return allowed ? spot.channel : null;
}

/** A direct conversation belongs to no server, and finds nothing of one. */
function withServerHint(reply: Reply): Reply {
  const text =
    'Here I know only what was recorded between us. What a server has decided I tell in its channels: mention me there.';
  return { ...reply, ...withNote(reply, text) };
}

/** Where a message is answered; null where it is gone. */
async function spotOf(discord: DiscordContext, said: Said): Promise<Spot | null> {
  return said.guild === null ? { channel: said.channel, obstacle: null } : threadOf(discord, said, said.text);
}

/** @returns false where the bot may not post it */
async function isPosted({ log }: DiscordContext, place: Place, post: () => Promise<unknown>): Promise<boolean> {
  try {
    await post();
    return true;
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    log.warn(`nothing said in ${place.channel}: ${error.message}`);
    return false;
  }
}

/** Posts a card; where the bot may not, tells the person once how that can be changed. */
async function say(discord: DiscordContext, said: Said, place: Place, card: Card, posting: Posting): Promise<void> {
  if (await isPosted(discord, place, () => discord.poster.toAll(place, card, posting))) return;
  const { poster, self } = discord;
  if (said.guild === null || !(await discord.once(said.workspace, `write ${said.person} ${place.channel}`))) return;
  const text = `I was asked in a channel in which I may not write, so I could not answer. Whoever manages the server can allow it: in the channel’s settings, under Permissions, give ${self.name} “View Channel”, “Send Messages” and “Send Messages in Threads”. Until then /arch-ask works there, and here you can just ask.`;
  await poster.toPerson({ person: said.person, interaction: null }, remarkCard(text));
}

/** Said once in a channel, to whoever can mend it. */
async function withThreadHelp(
  { once, self }: DiscordContext,
  { workspace, channel }: Said,
  { obstacle }: Spot,
  card: Card,
): Promise<Card> {
  if (!(await once(workspace, `thread ${channel}`))) return card;
  return withNote(
    card,
    obstacle === 'crowd'
      ? 'This server has as many open threads as Discord allows, so I answer in the channel. Whoever manages the server can close some.'
      : `I may not open a thread here or write in it, so I answer in the channel. Whoever manages the server can give ${self.name} “Create Public Threads” and “Send Messages in Threads”.`,
  );
}

/** Discord keeps a message's words from a bot that is named by its role, or only replied to. Said once to each person in a channel. */
async function tellHowToBeHeard(discord: DiscordContext, said: Said, place: Place, posting: Posting): Promise<void> {
  if (!(await discord.once(said.workspace, `hear ${said.person} ${said.channel}`))) return;
  const text = `I cannot read that: Discord shows me only messages that mention ${discord.self.name} itself, not its role alone, nor a reply with the mention switched off. Please write it again with a mention.`;
  await say(discord, said, place, remarkCard(text), posting);
}
