import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Where } from '../where.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { codes, DiscordCallError, type DiscordCode, isRefusal } from './discord-error.ts';
import type { Spot } from './flow-ids.ts';
import { parseMessageLink } from './message-link.ts';
import type { Somebody } from './people.ts';
import { isPublic, mayPostIn, powersIn, roomAt, sightOf } from './sight.ts';

/** What a person's choice of a place comes to: the place, or why nothing can be posted there, in a sentence. */
export type Target = Spot | { readonly refused: string };

export interface Choosing {
  readonly somebody: Somebody;
  /** Where the choice was made; its message is whose thread "here" means. */
  readonly at: Spot;
  /** The conversation that holds what is to be posted. */
  readonly from: string;
}

const standingSchema = z.looseObject({
  type: z.int(),
  thread_metadata: z.looseObject({ locked: z.boolean() }).nullish(),
});
/** One writes in what they hold, and not in them. */
const holders: ReadonlySet<number> = new Set([
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.GuildCategory,
]);
const gone: ReadonlySet<DiscordCallError['code']> = new Set([codes.unknownMessage, codes.unknownChannel]);
const openings = PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;

/** Resolves a choice. What belongs to a private place stays there, and nobody posts where they cannot read. */
export async function targetOf(discord: DiscordContext, where: Where, choosing: Choosing): Promise<Target> {
  const { somebody } = choosing;
  const meant = await placeMeant(where, choosing);
  if ('refused' in meant) return meant;
  const refused = await refusal(discord, meant, choosing);
  if (refused !== null) return { refused };
  try {
    const spot = await standing(discord, somebody, meant);
    if (spot === null && where.kind !== 'here')
      return { refused: 'I cannot post there: that message is not there any more.' };
    // The card may be gone from which somebody chose to stay; their channel is still there.
    const place = spot ?? { ...meant, message: null };
    const code = await obstacle(discord, somebody, place.channel);
    return code === null ? place : { refused: cannotPostText(code, discord.self.name) };
  } catch (error) {
    if (!(error instanceof DiscordCallError) || typeof error.code !== 'number') throw error;
    return { refused: cannotPostText(error.code, discord.self.name) };
  }
}

async function placeMeant(where: Where, { somebody, at }: Choosing): Promise<Target> {
  if (where.kind === 'here') return at;
  if (where.kind === 'thread') return { channel: where.thread, message: null };
  const linked = parseMessageLink(where.link);
  if (linked === null) return { refused: 'Please paste the link of a message: https://discord.com/channels/…' };
  if (linked.guild !== somebody.guild)
    return { refused: 'That message is in another server. What is decided in a server stays there.' };
  return { channel: linked.channel, message: linked.message };
}

/** What speaks against it, or null. */
async function refusal(
  discord: DiscordContext,
  { channel }: Spot,
  { somebody, at, from }: Choosing,
): Promise<string | null> {
  const { guild, person } = somebody;
  if (guild === null) return null;
  const [goal, ...near] = await Promise.all([channel, at.channel, from].map((id) => roomAt(discord, id)));
  if (near.includes(goal ?? '')) return null;
  if (!(await isPublic(discord, guild, from))) return 'That was said in private, so it stays there too.';
  if (!(await sightOf(discord, guild, person).canSee(channel))) return 'I cannot see that channel, or you cannot.';
  if (await mayPostIn(discord, guild, person, channel)) return null;
  return 'You may not write in that channel, so I do not post there for you.';
}

/** The place as a conversation: the thread of a message where there can be one, else the channel. Null where the message is gone. */
export async function standing(discord: DiscordContext, { guild }: Somebody, spot: Spot): Promise<Spot | null> {
  const { channel, message } = spot;
  const inChannel = { channel, message: null };
  const here = await discord.channels.get(channel);
  if (guild === null || message === null || isThread(here) || here.kind !== 'plain') return inChannel;
  const there = await discord.api.call('GET', `/channels/${channel}/messages/${message}`).then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error, gone)) return false;
      // Whoever may not read what was said before may still open a thread on it.
      if (error instanceof DiscordCallError && typeof error.code === 'number') return true;
      throw error;
    },
  );
  if (!there) return null;
  return (await mayOpenThreads(discord, guild, channel)) ? spot : inChannel;
}

async function mayOpenThreads(discord: DiscordContext, guild: string, channel: string): Promise<boolean> {
  return ((await powersIn(discord, guild, discord.self.user, channel)) & openings) === openings;
}

/** What Discord would say if the bot posted there, asked before anything is kept; null where nothing is in the way. */
async function obstacle(discord: DiscordContext, { guild }: Somebody, channel: string): Promise<DiscordCode | null> {
  if (guild === null) return null;
  const { type, thread_metadata: thread } = standingSchema.parse(await discord.api.call('GET', `/channels/${channel}`));
  if (holders.has(type)) return codes.notForText;
  const powers = await powersIn(discord, guild, discord.self.user, channel);
  const has = (power: bigint) => (powers & power) !== 0n;
  if (thread?.locked === true && !has(PermissionFlagsBits.ManageThreads)) return codes.threadIsLocked;
  const needed = thread == null ? PermissionFlagsBits.SendMessages : PermissionFlagsBits.SendMessagesInThreads;
  return has(needed) ? null : codes.missingPermissions;
}

/** Why the bot cannot post somewhere, and whose move it is. */
export function cannotPostText(code: DiscordCode, name: string): string {
  return `I cannot post there: ${reasonOf(code, name)}`;
}

export function reasonOf(code: DiscordCode, name: string): string {
  if (code === codes.threadIsArchived || code === codes.threadIsLocked) return 'that thread is closed.';
  if (code === codes.unknownChannel) return 'that channel is not there any more.';
  if (code === codes.notForText) return 'one can write only in its posts.';
  return `I may not write in it. Whoever manages the server can give ${name} “View Channel”, “Send Messages” and “Send Messages in Threads”.`;
}
