import { PermissionFlagsBits, type PermissionsString } from 'discord.js';
import { DiscordError } from './discord-error.ts';
import type { Channel, Guild, User } from './model.ts';

const EVERYTHING = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
const IN_DIRECT =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles;

/** What somebody may in all of a guild, before any channel says otherwise. */
export function permissionsIn(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return EVERYTHING;
  const own = [guild.id, ...member.roles].reduce((sum, role) => sum | (guild.roles.get(role)?.permissions ?? 0n), 0n);
  return (own & PermissionFlagsBits.Administrator) === 0n ? own : EVERYTHING;
}

/** What somebody may in a channel: the roles first, then the overwrites of everybody, of the roles together, of the member. */
export function permissionsAt(channel: Channel, userId: string): bigint {
  const { guild } = channel;
  if (guild === null) return channel.recipients.some((user) => user.id === userId) ? IN_DIRECT : 0n;
  const base = permissionsIn(guild, userId);
  const member = guild.members.get(userId);
  if (member === undefined || base === EVERYTHING) return base;
  const { overwrites } = channel.parent ?? channel;
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roles = overwrites.filter(({ id, kind }) => kind === 'role' && member.roles.has(id));
  const own = overwrites.filter(({ id, kind }) => kind === 'member' && id === userId);
  const found = [everyone, roles, own].reduce((sum, layer) => {
    const denied = layer.reduce((all, { deny }) => all | deny, 0n);
    const allowed = layer.reduce((all, { allow }) => all | allow, 0n);
    return (sum & ~denied) | allowed;
  }, base);
  return (found & PermissionFlagsBits.ViewChannel) === 0n ? 0n : found;
}

export const may = (channel: Channel, user: User, permission: PermissionsString): boolean =>
  (permissionsAt(channel, user.id) & PermissionFlagsBits[permission]) !== 0n;

/** Whether somebody sees a channel at all; a private thread is there for its members only, and for those who manage threads. */
export function sees(channel: Channel, user: User): boolean {
  if (!may(channel, user, 'ViewChannel')) return false;
  return (
    channel.kind !== 'privateThread' ||
    channel.thread?.members.has(user.id) === true ||
    may(channel, user, 'ManageThreads')
  );
}

/** @throws DiscordError 50001 where the channel is not to be seen, 50013 where one of the permissions is missing */
export function mustHave(channel: Channel, user: User, ...permissions: readonly PermissionsString[]): void {
  if (!sees(channel, user)) throw new DiscordError(50001);
  if (!permissions.every((permission) => may(channel, user, permission))) throw new DiscordError(50013);
}
