import type { JsonObject } from '../json.ts';
import type { Effects } from './effects.ts';

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly installations: Installation[];
  /** The id of the organisation that it belongs to; null where it stands alone. */
  readonly organisation: string | null;
}

export interface User {
  readonly id: string;
  readonly name: string;
  /** The installation whose bot this is, null for a person. */
  readonly botId: string | null;
  /** Whether this is a guest, who sees only the channels they are in. */
  readonly guest: boolean;
  /** Whether this is somebody of another company, in a channel that is shared with it. */
  readonly stranger: boolean;
  /** Whether this person administers the workspace. */
  admin: boolean;
}

export type ChannelKind = 'channel' | 'group' | 'im' | 'mpim';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly members: Set<string>;
  archived: boolean;
  /** In the order of their timestamps, ephemeral ones among them. */
  readonly messages: Message[];
  /** The same ones by timestamp, and the replies of each thread by its first message's: a benchmark posts thousands. */
  readonly byTs: Map<string, Message>;
  readonly replies: Map<string, Message[]>;
  /** What the agent's view of this direct conversation shows. */
  prompts: { title: string; prompts: readonly { title: string; message: string }[] } | null;
  /** By thread: the status line under it and the time at which it goes away. */
  readonly statuses: Map<string, { text: string; until: number }>;
}

export interface Message {
  readonly ts: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly installation: Installation | null;
  text: string;
  blocks: readonly JsonObject[];
  metadata: JsonObject | null;
  edited: boolean;
  deleted: boolean;
  readonly reactions: Map<string, Set<string>>;
  readonly files: readonly JsonObject[];
  /** The one person who sees it, null for everybody. */
  readonly visibleTo: string | null;
  /** A message that is still being written. */
  stream: { open: boolean; startedAt: number } | null;
  effects: Effects;
  readonly broadcast: boolean;
  /** What people have chosen in its elements: block → action → value. */
  readonly state: JsonObject;
}

/** An app as it exists in every workspace. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: Set<string>;
  readonly mostMessages: number;
  readonly events: Set<string>;
  readonly commands: Set<string>;
  readonly shortcuts: Set<string>;
}

/** An app in one workspace. */
export interface Installation {
  readonly app: App;
  readonly workspace: Workspace;
  /** Another one after each installation; of an organisation-wide one the same in all of its workspaces. */
  botToken: string;
  wide: boolean;
  readonly botUser: string;
  readonly botId: string;
  revoked: boolean;
}
