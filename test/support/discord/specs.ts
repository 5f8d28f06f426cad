import type { PermissionsString } from 'discord.js';

/** What a test says about a guild; all but the name has defaults. */
export interface GuildSpec {
  readonly name: string;
  /** Names of the people in it; the first one owns it. */
  readonly people?: readonly string[];
  readonly roles?: readonly RoleSpec[];
  readonly channels?: readonly ChannelSpec[];
  /** What everybody may; `everyday` if left out. */
  readonly everyone?: readonly PermissionsString[];
}

export interface RoleSpec {
  readonly name: string;
  /** Names of people and apps. */
  readonly members?: readonly string[];
  readonly permissions?: readonly PermissionsString[];
  readonly mentionable?: boolean;
}

export interface ChannelSpec {
  /** Without `#`. */
  readonly name: string;
  /** `text` if left out. */
  readonly kind?: 'text' | 'announcement' | 'voice' | 'forum';
  /** Names of the people, roles and apps that see it; everybody if left out. */
  readonly members?: readonly string[];
  readonly overwrites?: readonly OverwriteSpec[];
}

/** What somebody may or may not in one channel. */
export interface OverwriteSpec {
  /** The name of a person, an app or a role; `@everyone` for all. */
  readonly who: string;
  readonly allow?: readonly PermissionsString[];
  readonly deny?: readonly PermissionsString[];
}

/** An app, invited to every guild. */
export interface AppSpec {
  readonly name: string;
  /** What its own role may, besides what everybody may. */
  readonly permissions?: readonly PermissionsString[];
  /** The privileged intents that are switched on for it; none if left out. */
  readonly privilegedIntents?: readonly ('MessageContent' | 'GuildMembers' | 'GuildPresences')[];
  /**
   * Whether it reads, without the intent for message content, what mentions one of its roles. Discord says only "content in which the app
   * is mentioned"; not to is the stricter reading, and holds if this is left out.
   */
  readonly readsRoleMentions?: boolean;
}

export const everyday: readonly PermissionsString[] = [
  'ViewChannel',
  'ReadMessageHistory',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'UseApplicationCommands',
];

export const defaultGuild: GuildSpec = {
  name: 'acme',
  people: ['ana', 'ben', 'cleo'],
  channels: [{ name: 'general' }, { name: 'architecture' }],
};

export const defaultApp: AppSpec = { name: 'archcheck' };
