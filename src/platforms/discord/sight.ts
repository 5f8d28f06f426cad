import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Sight } from '../../core/bot-events.ts';
import { roomOf } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { codes, DiscordCallError, type DiscordCode, isRefusal } from './discord-error.ts';
import { snowflake } from './snowflake.ts';

const bits = snowflake.pipe(z.string().regex(/^\d+$/).transform(BigInt));
const overwriteSchema = z.object({ id: snowflake, allow: bits, deny: bits });
const channelSchema = z.object({
  id: snowflake,
  type: z.int(),
  guild_id: snowflake.nullish(),
  parent_id: snowflake.nullish(),
  permission_overwrites: z.array(overwriteSchema).nullish(),
});
const guildSchema = z.object({
  id: snowflake,
  owner_id: snowflake,
  roles: z.array(z.object({ id: snowflake, permissions: bits })),
});
const memberSchema = z.object({ roles: z.array(snowflake) });
const listedSchema = z.array(z.looseObject({ id: snowflake, name: z.string().nullish() }));

/** Somebody, as a server's permissions see them. */
interface Viewer {
  readonly guild: z.output<typeof guildSchema>;
  /** Null for whoever is in the server. */
  readonly person: string | null;
  readonly roles: readonly string[];
}

type Known = z.output<typeof channelSchema>;
/** A channel by its id, as it is now. */
type Look = (id: string) => Promise<Known | null>;

const reads = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
/** Posts go to threads; where there are none, to the channel itself. */
const writes = PermissionFlagsBits.SendMessagesInThreads | PermissionFlagsBits.SendMessages;
const all = ~0n;
const gone: ReadonlySet<DiscordCode> = new Set([codes.unknownChannel]);

/** What somebody may do in a channel. Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites */
export function permissionsIn(
  { guild, person, roles }: Viewer,
  overwrites: readonly z.output<typeof overwriteSchema>[],
): bigint {
  if (person === guild.owner_id) return all;
  const held = guild.roles.filter(({ id }) => id === guild.id || roles.includes(id));
  const base = held.reduce((sum, { permissions }) => sum | permissions, 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return all;
  // The server's own role has the server's id.
  const levels = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => id !== guild.id && roles.includes(id)),
    overwrites.filter(({ id }) => id === person),
  ];
  return levels.reduce((allowed, level) => {
    const deny = level.reduce((sum, each) => sum | each.deny, 0n);
    const allow = level.reduce((sum, each) => sum | each.allow, 0n);
    return (allowed & ~deny) | allow;
  }, base);
}

/**
 * What a person may see: the channels of the server that they can read now, with their history. Nothing is remembered beyond one request:
 * people leave.
 */
export function sightOf(discord: DiscordContext, guild: string | null, person: string): Sight {
  let viewer: Promise<Viewer | null> | null = null;
  const look = looking(discord.api);
  return {
    async canSee(conversation) {
      // In the direct conversation everything is the person's own.
      if (guild === null) return false;
      viewer ??= memberOf(discord, guild, person);
      return canRead(discord.api, look, await viewer, conversation);
    },
    async isGone(conversation) {
      try {
        await discord.api.call('GET', `/channels/${conversation}`);
        return false;
      } catch (error) {
        if (isRefusal(error, gone)) return true;
        if (error instanceof DiscordCallError && typeof error.code === 'number') return false;
        throw error;
      }
    },
    async mayRepeat(from, to) {
      if (from === to) return true;
      if (guild === null) return false;
      // Whoever reads any of a server's channels reads those that are for everybody.
      return (await isPublic(discord, guild, from)) || (await roomAt(discord, from)) === (await roomAt(discord, to));
    },
    async findChannel(name) {
      if (guild === null) return null;
      const wanted = name.replace(/^#|^<#(\d+)>$/g, '$1').toLowerCase();
      const listed = listedSchema.safeParse(await known(discord.api.call('GET', `/guilds/${guild}/channels`)));
      const named = (listed.data ?? []).filter((each) => each.id === wanted || each.name?.toLowerCase() === wanted);
      viewer ??= memberOf(discord, guild, person);
      const eyes = await viewer;
      // Two channels may be called the same: the one that the person sees is meant.
      const seen = await Promise.all(named.map(({ id }) => canRead(discord.api, look, eyes, id)));
      return named.find((_, at) => seen[at])?.id ?? null;
    },
  };
}

/** Who can read there; what the bot cannot see is a room of its own, too. */
export async function roomAt({ channels }: Pick<DiscordContext, 'channels'>, id: string): Promise<string> {
  try {
    return roomOf(await channels.get(id));
  } catch (error) {
    if (error instanceof DiscordCallError && typeof error.code === 'number') return id;
    throw error;
  }
}

/** Whether a person may have something posted in a channel, or in the threads of its messages: whoever may write there themselves. */
export async function mayPostIn(
  discord: DiscordContext,
  guild: string,
  person: string,
  channel: string,
): Promise<boolean> {
  const member = await memberOf(discord, guild, person);
  return canRead(discord.api, looking(discord.api), member, channel, writes);
}

/** What somebody may do in a channel or thread now; nothing where they are not there, or the bot cannot see it. */
export async function powersIn(discord: DiscordContext, guild: string, person: string, id: string): Promise<bigint> {
  const look = looking(discord.api);
  const [viewer, channel] = await Promise.all([memberOf(discord, guild, person), look(id)]);
  const holder = channel === null ? null : await holderOf(look, channel);
  return viewer === null || holder === null ? 0n : permissionsIn(viewer, holder.permission_overwrites ?? []);
}

/** Whether everybody in the server may read a channel or thread. */
export async function isPublic(discord: DiscordContext, guild: string, channel: string): Promise<boolean> {
  return canRead(discord.api, looking(discord.api), await everybodyIn(discord, guild), channel);
}

/** A person in a server; null where they are not, or the bot is not. */
export async function memberOf(
  discord: Pick<DiscordContext, 'api'>,
  guild: string,
  person: string,
): Promise<Viewer | null> {
  const [everybody, member] = await Promise.all([
    everybodyIn(discord, guild),
    known(discord.api.call('GET', `/guilds/${guild}/members/${person}`)),
  ]);
  const { data } = memberSchema.safeParse(member);
  return everybody && data ? { ...everybody, person, roles: data.roles } : null;
}

async function everybodyIn({ api }: Pick<DiscordContext, 'api'>, guild: string): Promise<Viewer | null> {
  const { data } = guildSchema.safeParse(await known(api.call('GET', `/guilds/${guild}`)));
  return data ? { guild: data, person: null, roles: [] } : null;
}

/** @param either what the person needs besides reading: one of these */
async function canRead(
  api: DiscordContext['api'],
  look: Look,
  viewer: Viewer | null,
  id: string,
  either = all,
): Promise<boolean> {
  if (viewer === null) return false;
  const channel = await look(id);
  if (channel === null || channel.guild_id !== viewer.guild.id) return false;
  const holder = await holderOf(look, channel);
  const allowed = holder === null ? 0n : permissionsIn(viewer, holder.permission_overwrites ?? []);
  if ((allowed & reads) !== reads || (allowed & either) === 0n) return false;
  if (channel.type !== ChannelType.PrivateThread) return true;
  if (viewer.person === null) return false;
  if ((allowed & PermissionFlagsBits.ManageThreads) !== 0n) return true;
  return (await known(api.call('GET', `/channels/${id}/thread-members/${viewer.person}`))) !== null;
}

/** The channel whose permissions hold: a thread has those of its channel. */
export async function holderOf(look: Look, channel: Known): Promise<Known | null> {
  const isThread = channel.type >= ChannelType.AnnouncementThread && channel.type <= ChannelType.PrivateThread;
  return isThread ? look(channel.parent_id ?? '') : channel;
}

/** A channel as it is now; null where the bot cannot see it, or it is not there. */
async function channelAt(api: DiscordContext['api'], id: string): Promise<Known | null> {
  return channelSchema.safeParse(await known(api.call('GET', `/channels/${id}`))).data ?? null;
}

/** Looks up each channel once: the threads in a list are mostly of a few channels. */
export function looking(api: DiscordContext['api']): Look {
  const known = new Map<string, Promise<Known | null>>();
  return (id) => {
    const channel = known.get(id) ?? channelAt(api, id);
    known.set(id, channel);
    return channel;
  };
}

/** What Discord does not tell the bot, the bot shows to nobody. */
export async function known(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DiscordCallError && typeof error.code === 'number') return null;
    throw error;
  }
}
