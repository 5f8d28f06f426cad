import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import type { Sight } from '../../core/bot-events.ts';
import type { DiscordContext } from './context.ts';
import { DiscordCallError } from './discord-error.ts';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const overwriteSchema = z.object({ id: z.string(), allow: bits, deny: bits });
const channelSchema = z.object({
  id: z.string(),
  type: z.int(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwriteSchema).nullish(),
});
const guildSchema = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
});
const memberSchema = z.object({ roles: z.array(z.string()) });
const listedSchema = z.array(z.looseObject({ id: z.string(), name: z.string().nullish() }));

/** Somebody, as a server's permissions see them. */
interface Viewer {
  readonly guild: z.output<typeof guildSchema>;
  /** Null for whoever is in the server. */
  readonly person: string | null;
  readonly roles: readonly string[];
}

type Known = z.output<typeof channelSchema>;

const reads = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
const all = ~0n;

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

/** What a person may see: the channels of the server that they can read now, with their history. Nothing is remembered: people leave. */
export function sightOf(discord: DiscordContext, guild: string | null, person: string): Sight {
  let viewer: Promise<Viewer | null> | null = null;
  return {
    async canSee(conversation) {
      // In the direct conversation everything is the person's own.
      if (guild === null) return false;
      viewer ??= memberOf(discord, guild, person);
      return canRead(discord, await viewer, conversation);
    },
    async mayRepeat(from, to) {
      if (from === to) return true;
      if (guild === null) return false;
      // Whoever reads any of a server's channels reads those that are for everybody.
      return (await isPublic(discord, guild, from)) || (await roomOf(discord, from)) === (await roomOf(discord, to));
    },
    async findChannel(name) {
      if (guild === null) return null;
      const wanted = name.replace(/^#|^<#(\d+)>$/g, '$1').toLowerCase();
      const listed = listedSchema.safeParse(await known(discord.api.call('GET', `/guilds/${guild}/channels`)));
      const named = (listed.data ?? []).filter((each) => each.id === wanted || each.name?.toLowerCase() === wanted);
      viewer ??= memberOf(discord, guild, person);
      const eyes = await viewer;
      // Two channels may be called the same: the one that the person sees is meant.
      const seen = await Promise.all(named.map(({ id }) => canRead(discord, eyes, id)));
      return named.find((_, at) => seen[at])?.id ?? null;
    },
  };
}

/** Who can read there: a public thread is as open as its channel, a private one is a room of its own. */
export async function roomOf({ channels }: Pick<DiscordContext, 'channels'>, id: string): Promise<string> {
  try {
    const { kind, parent } = await channels.get(id);
    return kind === 'thread' ? (parent ?? id) : id;
  } catch (error) {
    if (error instanceof DiscordCallError && typeof error.code === 'number') return id;
    throw error;
  }
}

/** Whether everybody in the server may read a channel or thread. */
export async function isPublic(discord: DiscordContext, guild: string, channel: string): Promise<boolean> {
  return canRead(discord, await everybodyIn(discord, guild), channel);
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

async function canRead({ api }: DiscordContext, viewer: Viewer | null, id: string): Promise<boolean> {
  if (viewer === null) return false;
  const channel = await channelAt(api, id);
  if (channel === null || channel.guild_id !== viewer.guild.id) return false;
  const holder = await holderOf(api, channel);
  const allowed = holder === null ? 0n : permissionsIn(viewer, holder.permission_overwrites ?? []);
  if ((allowed & reads) !== reads) return false;
  if (channel.type !== ChannelType.PrivateThread) return true;
  if (viewer.person === null) return false;
  if ((allowed & PermissionFlagsBits.ManageThreads) !== 0n) return true;
  return (await known(api.call('GET', `/channels/${id}/thread-members/${viewer.person}`))) !== null;
}

/** The channel whose permissions hold: a thread has those of its channel. */
export async function holderOf(api: DiscordContext['api'], channel: Known): Promise<Known | null> {
  const isThread = channel.type >= ChannelType.AnnouncementThread && channel.type <= ChannelType.PrivateThread;
  return isThread ? channelAt(api, channel.parent_id ?? '') : channel;
}

/** A channel as it is now; null where the bot cannot see it, or it is not there. */
export async function channelAt(api: DiscordContext['api'], id: string): Promise<Known | null> {
  return channelSchema.safeParse(await known(api.call('GET', `/channels/${id}`))).data ?? null;
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
