import { GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import type { JsonObject } from '../json.ts';
import { channelJson, guildCreateJson, threadMemberJson } from './channel-json.ts';
import type { Discord } from './discord.ts';
import { concerns, messageEventJson, withoutContent } from './message-json.ts';
import type { App, Channel, Guild, Message, User } from './model.ts';
import { sees } from './permissions.ts';
import { memberJson } from './user-json.ts';

const hearing = (discord: Discord, channel: Channel): readonly App[] =>
  discord.apps.filter((app) => sees(channel, app.bot));

/** A message was made or changed. Nobody hears of an ephemeral one. */
export function tellMessage(discord: Discord, change: 'create' | 'update', message: Message): void {
  if (message.visibleTo !== null) return;
  const { guild } = message.channel;
  const name = change === 'create' ? GatewayDispatchEvents.MessageCreate : GatewayDispatchEvents.MessageUpdate;
  for (const app of hearing(discord, message.channel)) {
    const full = messageEventJson(discord, message, app.bot);
    const blank = concerns(message, app) ? full : withoutContent(full);
    discord.gateway.dispatch(app, name, {
      guildId: guild?.id ?? null,
      intents: messageIntent(guild),
      payload: ({ intents }) => ((intents & GatewayIntentBits.MessageContent) === 0 ? blank : full),
    });
  }
}

export function tellDeleted(discord: Discord, message: Message): void {
  if (message.visibleTo !== null) return;
  const { channel } = message;
  const payload = { id: message.id, channel_id: channel.id, ...inGuild(channel.guild) };
  for (const app of hearing(discord, channel)) {
    discord.gateway.dispatch(app, GatewayDispatchEvents.MessageDelete, {
      guildId: channel.guild?.id ?? null,
      intents: messageIntent(channel.guild),
      payload: () => payload,
    });
  }
}

type ChannelChange = 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'THREAD_CREATE' | 'THREAD_UPDATE';

/** A channel or thread is new to whom it is shown, or another one than before. */
export function tellChannel(
  discord: Discord,
  name: ChannelChange,
  channel: Channel,
  { more = {}, apps = hearing(discord, channel) }: { more?: JsonObject; apps?: readonly App[] } = {},
): void {
  const { guild } = channel;
  if (guild === null) return;
  for (const app of apps) {
    discord.gateway.dispatch(app, name, {
      guildId: guild.id,
      intents: GatewayIntentBits.Guilds,
      payload: () => ({ ...channelJson(channel, app.id), ...more }),
    });
  }
}

/** A channel or thread is gone; to be called while it is still known who saw it. */
export function tellGone(discord: Discord, channel: Channel): void {
  const { guild, thread } = channel;
  if (guild === null) return;
  const name = thread === null ? GatewayDispatchEvents.ChannelDelete : GatewayDispatchEvents.ThreadDelete;
  for (const app of hearing(discord, channel)) {
    discord.gateway.dispatch(app, name, {
      guildId: guild.id,
      intents: GatewayIntentBits.Guilds,
      payload: () => channelJson(channel, app.id),
    });
  }
}

/** Somebody came into a thread, or left it. */
export function tellThreadMembers(
  discord: Discord,
  channel: Channel,
  added: readonly User[],
  removed: readonly User[],
): void {
  const { guild, thread } = channel;
  if (guild === null || thread === null) return;
  for (const app of discord.apps) {
    const own = [...added, ...removed].some((user) => user.id === app.id);
    if (!own && !sees(channel, app.bot)) continue;
    discord.gateway.dispatch(app, GatewayDispatchEvents.ThreadMembersUpdate, {
      guildId: guild.id,
      intents: GatewayIntentBits.Guilds,
      payload: ({ intents }) => ({
        id: channel.id,
        guild_id: guild.id,
        member_count: Math.min(50, thread.members.size),
        // Without the intent for members an app hears of itself only.
        added_members: added
          .filter((user) => user.id === app.id || (intents & GatewayIntentBits.GuildMembers) !== 0)
          .map((user) => {
            const member = guild.members.get(user.id);
            return {
              ...threadMemberJson(channel, user.id),
              ...(member === undefined ? {} : { member: memberJson(member) }),
            };
          }),
        removed_member_ids: removed.map((user) => user.id),
      }),
    });
  }
}

/** An app is invited to a guild. */
export function tellGuild(discord: Discord, guild: Guild, app: App): void {
  discord.gateway.dispatch(app, GatewayDispatchEvents.GuildCreate, {
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    payload: () => guildCreateJson(guild, app.id, (channel) => sees(channel, app.bot)),
  });
}

/** An app is thrown out of a guild; or the guild cannot be reached for a while. */
export function tellGuildGone(discord: Discord, guild: Guild, app: App, isOutage = false): void {
  discord.gateway.dispatch(app, GatewayDispatchEvents.GuildDelete, {
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    payload: () => ({ id: guild.id, ...(isOutage ? { unavailable: true } : {}) }),
  });
}

const messageIntent = (guild: Guild | null) =>
  guild === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
const inGuild = (guild: Guild | null): JsonObject => (guild === null ? {} : { guild_id: guild.id });
