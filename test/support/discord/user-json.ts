import type { JsonObject } from '../json.ts';
import type { App, Guild, Member, Role, User } from './model.ts';

export function userJson(user: User): JsonObject {
  return {
    id: user.id,
    username: user.name,
    discriminator: user.app === null ? '0' : '0001',
    global_name: null,
    avatar: null,
    public_flags: 0,
    ...(user.app === null ? {} : { bot: true }),
  };
}

export function memberJson(member: Member): JsonObject {
  return {
    user: userJson(member.user),
    nick: null,
    avatar: null,
    roles: [...member.roles],
    joined_at: '2026-01-01T00:00:00.000Z',
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

export function roleJson(role: Role): JsonObject {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    mentionable: role.mentionable,
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.botId !== null,
    flags: 0,
    ...(role.botId === null ? {} : { tags: { bot_id: role.botId } }),
  };
}

export function guildJson(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'us-west',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
  };
}

// Of the flags that tell which privileged intents an app may ask for, the ones for apps in few guilds.
const LIMITED_FLAGS: readonly (readonly [intent: number, flag: number])[] = [
  [1 << 15, 1 << 19],
  [1 << 1, 1 << 15],
  [1 << 8, 1 << 13],
];

export function applicationJson(app: App): JsonObject {
  return {
    id: app.id,
    name: app.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: LIMITED_FLAGS.reduce((sum, [intent, flag]) => (app.privilegedIntents & intent ? sum | flag : sum), 0),
    bot: userJson(app.bot),
  };
}
