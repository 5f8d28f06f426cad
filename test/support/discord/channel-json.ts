import { ChannelType } from 'discord.js';
import type { JsonObject } from '../json.ts';
import { timeOf } from './ids.ts';
import type { Channel, ChannelKind, Guild } from './model.ts';
import { guildJson, memberJson, userJson } from './user-json.ts';

export const channelTypes: Readonly<Record<ChannelKind, ChannelType>> = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  voice: ChannelType.GuildVoice,
  forum: ChannelType.GuildForum,
  direct: ChannelType.DM,
  publicThread: ChannelType.PublicThread,
  announcementThread: ChannelType.AnnouncementThread,
  privateThread: ChannelType.PrivateThread,
};

/** A channel as the app with this bot gets it. */
export function channelJson(channel: Channel, botId: string): JsonObject {
  const { guild, parent, thread } = channel;
  const last = channel.messages.findLast((message) => !message.deleted && message.visibleTo === null);
  const common = { id: channel.id, type: channelTypes[channel.kind], last_message_id: last?.id ?? null, flags: 0 };
  if (guild === null) {
    const others = channel.recipients.filter((user) => user.id !== botId);
    return { ...common, recipients: others.map(userJson) };
  }
  if (thread === null) {
    return {
      ...common,
      guild_id: guild.id,
      name: channel.name,
      position: [...guild.channels.values()].indexOf(channel),
      parent_id: null,
      topic: null,
      nsfw: false,
      rate_limit_per_user: 0,
      permission_overwrites: channel.overwrites.map(({ id, kind, allow, deny }) => ({
        id,
        type: kind === 'role' ? 0 : 1,
        allow: String(allow),
        deny: String(deny),
      })),
    };
  }
  const count = channel.messages.filter((message) => !message.deleted && message.type !== 21).length;
  return {
    ...common,
    guild_id: guild.id,
    parent_id: parent?.id ?? null,
    owner_id: thread.ownerId,
    name: channel.name,
    rate_limit_per_user: 0,
    message_count: count,
    total_message_sent: count,
    member_count: Math.min(50, thread.members.size),
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: new Date(thread.changedAt).toISOString(),
      auto_archive_duration: thread.archiveMinutes,
      locked: thread.locked,
      create_timestamp: timeOf(channel.id),
      ...(channel.kind === 'privateThread' ? { invitable: true } : {}),
    },
    ...(thread.members.has(botId) ? { member: threadMemberJson(channel, botId) } : {}),
  };
}

export function threadMemberJson(channel: Channel, userId: string): JsonObject {
  return { id: channel.id, user_id: userId, join_timestamp: timeOf(channel.id), flags: 0 };
}

/** What a bot gets to know of a guild when it connects. */
export function guildCreateJson(guild: Guild, botId: string, isSeen: (channel: Channel) => boolean): JsonObject {
  const channels = [...guild.channels.values()].filter(isSeen);
  const me = guild.members.get(botId);
  return {
    ...guildJson(guild),
    joined_at: '2026-01-01T00:00:00.000Z',
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: me === undefined ? [] : [memberJson(me)],
    channels: channels.filter(({ thread }) => thread === null).map((channel) => channelJson(channel, botId)),
    threads: channels
      .filter(({ thread }) => thread !== null && !thread.archived)
      .map((channel) => channelJson(channel, botId)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
