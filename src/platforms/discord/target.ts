import { PermissionFlagsBits } from 'discord.js';
import type { Where } from '../where.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { codes, DiscordCallError, isRefusal } from './discord-error.ts';
import type { Spot } from './flow-ids.ts';
import { parseMessageLink } from './message-link.ts';
import type { Somebody } from './people.ts';
import {
  channelAt,
  holderOf,
  isPublic,
  looking,
  mayPostIn,
  memberOf,
  permissionsIn,
  roomAt,
  sightOf,
} from './sight.ts';
import { reasonOf } from './summary.ts';

/** What a person's choice of a place comes to: the place, or why nothing can be posted there, in a sentence. */
export type Target = Spot | { readonly refused: string };

export interface Choosing {
  readonly somebody: Somebody;
  /** Where the choice was made; its message is whose thread "here" means. */
  readonly at: Spot;
  /** The conversation that holds what is to be posted. */
  readonly from: string;
}

const gone: ReadonlySet<DiscordCallError['code']> = new Set([codes.unknownMessage, codes.unknownChannel]);
const openings = PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;

/** Resolves a choice. What belongs to a private place stays there, and nobody posts where they cannot read. */
export async function targetOf(discord: DiscordContext, where: Where, choosing: Choosing): Promise<Target> {
  const { somebody, at } = choosing;
  const meant = await placeMeant(where, choosing);
  if ('refused' in meant) return meant;
  try {
    const refused = await refusal(discord, meant, choosing);
    if (refused !== null) return { refused };
    return (
      (await standing(discord, somebody, meant)) ?? {
        refused: 'I cannot post there: that message is not there any more.',
      }
    );
  } catch (error) {
    if (!(error instanceof DiscordCallError) || typeof error.code !== 'number') throw error;
    if (meant === at && isRefusal(error, gone)) return { ...at, message: null };
    return { refused: `I cannot post there: ${reasonOf(error, discord.self.name)}` };
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
      throw error;
    },
  );
  if (!there) return null;
  return (await mayOpenThreads(discord, guild, channel)) ? spot : inChannel;
}

async function mayOpenThreads(discord: DiscordContext, guild: string, id: string): Promise<boolean> {
  const [viewer, channel] = await Promise.all([
    memberOf(discord, guild, discord.self.user),
    channelAt(discord.api, id),
  ]);
  const holder = channel === null ? null : await holderOf(looking(discord.api), channel);
  if (viewer === null || holder === null) return false;
  return (permissionsIn(viewer, holder.permission_overwrites ?? []) & openings) === openings;
}
