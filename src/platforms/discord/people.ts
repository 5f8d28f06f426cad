import { PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import type { Incoming, Privacy } from '../../core/bot-events.ts';
import type { Person } from '../../core/form.ts';
import { type DiscordContext, incoming } from './context.ts';
import type { DeedOf } from './deed.ts';
import { conversationOf, type Spot } from './flow-ids.ts';
import { isPublic, known, memberOf, permissionsIn, roomAt } from './sight.ts';

const userSchema = z.looseObject({ username: z.string(), global_name: z.string().nullish() });
const memberSchema = z.looseObject({ nick: z.string().nullish(), user: userSchema });

export interface Somebody {
  readonly workspace: string;
  readonly person: string;
  /** As Discord said with what they did; null where it did not. */
  readonly by: DeedOf<'click'>['by'];
  /** Null in the direct conversation. */
  readonly guild: string | null;
}

/** What people call somebody; their id where Discord does not say. */
export async function whoIs({ api }: DiscordContext, guild: string | null, id: string): Promise<Person> {
  const member = guild === null ? null : await known(api.call('GET', `/guilds/${guild}/members/${id}`));
  const inGuild = memberSchema.safeParse(member);
  if (inGuild.success) return { id, name: inGuild.data.nick || nameOf(inGuild.data.user) };
  const { data: user } = userSchema.safeParse(await known(api.call('GET', `/users/${id}`)));
  return { id, name: user === undefined ? id : nameOf(user) };
}

/** Something that a person did, with the channel whose settings hold there. */
export async function incomingAt(
  discord: DiscordContext,
  somebody: Omit<Somebody, 'by'>,
  spot: Spot,
  event: Incoming['event'],
): Promise<Incoming> {
  return { ...incoming(somebody, conversationOf(spot), event), channel: await roomAt(discord, spot.channel) };
}

/** Something that a person did and that is kept with their name. */
export async function incomingBy(
  discord: DiscordContext,
  somebody: Somebody,
  spot: Spot,
  event: Incoming['event'],
): Promise<Incoming> {
  const { guild, person, by } = somebody;
  const [name, steward, privacy, channel] = await Promise.all([
    by?.name ?? whoIs(discord, guild, person).then((found) => found.name),
    by?.steward ?? isSteward(discord, somebody),
    privacyOf(discord, guild, spot.channel),
    roomAt(discord, spot.channel),
  ]);
  return { ...incoming(somebody, conversationOf(spot), event), name, steward, privacy, channel };
}

/** Whoever manages the server runs the place. */
export async function isSteward(discord: DiscordContext, { guild, person }: Somebody): Promise<boolean> {
  const viewer = guild === null ? null : await memberOf(discord, guild, person);
  return viewer !== null && (permissionsIn(viewer, []) & PermissionFlagsBits.ManageGuild) !== 0n;
}

async function privacyOf(discord: DiscordContext, guild: string | null, channel: string): Promise<Privacy> {
  if (guild === null) return 'direct';
  return (await isPublic(discord, guild, channel)) ? 'open' : 'members';
}

function nameOf({ username, global_name }: z.output<typeof userSchema>): string {
  return global_name || username;
}
