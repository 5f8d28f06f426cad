import type { JsonObject } from '../json.ts';
import type { Effects } from './effects.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  /** The app whose bot this is, null for a person. */
  readonly app: App | null;
  /** Whether direct messages of apps reach them. */
  takesDirectMessages: boolean;
}

/** An app as it exists everywhere. Its bot has the same id, as is usual. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly bot: User;
  token: string;
  readonly readsRoleMentions: boolean;
  /** Bits of the privileged intents that are switched on for it. */
  privilegedIntents: number;
  /** By the id of the guild, '' for those of every guild. */
  readonly commands: Map<string, Command[]>;
}

/** As it was registered, with its id and version. */
export interface Command {
  readonly id: string;
  version: string;
  definition: JsonObject;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  readonly mentionable: boolean;
  /** The bot whose own role this is. */
  readonly botId: string | null;
  readonly position: number;
}

export interface Member {
  readonly user: User;
  readonly roles: Set<string>;
}

export interface Overwrite {
  readonly id: string;
  readonly kind: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
}

export type ChannelKind =
  | 'text'
  | 'announcement'
  | 'voice'
  | 'forum'
  | 'direct'
  | 'publicThread'
  | 'announcementThread'
  | 'privateThread';

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  name: string;
  /** Null for a direct conversation. */
  readonly guild: Guild | null;
  /** Of a thread. */
  readonly parent: Channel | null;
  overwrites: readonly Overwrite[];
  /** The two of a direct conversation. */
  readonly recipients: readonly User[];
  readonly thread: Thread | null;
  /** In the order of their ids, ephemeral ones among them. */
  readonly messages: Message[];
  readonly byId: Map<string, Message>;
  /** Who is typing, and until when. */
  readonly typing: Map<string, number>;
}

/** What a channel has besides if it is a thread. */
export interface Thread {
  readonly ownerId: string;
  readonly members: Set<string>;
  archived: boolean;
  locked: boolean;
  archiveMinutes: number;
  changedAt: number;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly url: string;
  readonly description: string | null;
}

/** What a message says, after all checks. */
export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  readonly allowedMentions: unknown;
}

export interface Message {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  readonly type: number;
  content: string;
  embeds: readonly JsonObject[];
  components: readonly JsonObject[];
  attachments: readonly Attachment[];
  flags: number;
  /** The message that this one answers or, at the start of a thread, stands for; or the thread that it announces. */
  readonly reference: { readonly channelId: string; readonly messageId: string | null } | null;
  readonly nonce: string | number | null;
  readonly answers: AnsweredInteraction | null;
  /** The one person who sees it, null for everybody. */
  readonly visibleTo: string | null;
  /** Only on a person's screen: what their client says, not the app. */
  readonly isNotice: boolean;
  editedAt: number | null;
  deleted: boolean;
  /** The thread on this message. */
  thread: Channel | null;
  mentions: Mentions;
  effects: Effects;
  /** Who reacted, by emoji. */
  readonly reactions: Map<string, Set<string>>;
  /** What each person has chosen in its menus last: person → custom_id → values. */
  readonly chosen: Map<string, Map<string, readonly string[]>>;
  /** The last click on it that went wrong, as each person is told. */
  readonly failures: Map<string, string>;
}

/** What is written on a message that answers an interaction. */
export interface AnsweredInteraction {
  readonly id: string;
  readonly kind: number;
  readonly user: User;
  /** `/name` of a command, null for other interactions. */
  readonly command: string | null;
  readonly sourceMessageId: string | null;
}

export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}
