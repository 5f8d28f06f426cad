/** What a test says about a workspace; all has defaults. */
export interface WorkspaceSpec {
  readonly name: string;
  /** Names of the people in it. */
  readonly people?: readonly string[];
  /** Names of guests, who are only in channels that name them. */
  readonly guests?: readonly string[];
  /** Names of people of another company, which they administer; they are only in channels that name them. */
  readonly strangers?: readonly string[];
  readonly channels?: readonly ChannelSpec[];
  /** Names of people who administer it. */
  readonly admins?: readonly string[];
  /** The id of an organisation that it belongs to. */
  readonly organisation?: string;
}

export interface ChannelSpec {
  /** Without `#`. */
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Names of people and apps; everybody but guests and strangers if left out. */
  readonly members?: readonly string[];
}

/** An app, installed in every workspace. */
export interface AppSpec {
  readonly name: string;
  /** What its bot token may; `everyBotScope` if left out. */
  readonly scopes?: readonly string[];
  /** How many messages it is given at once; 1,000 if left out. Apps that are distributed outside the Marketplace get 15. */
  readonly mostMessages?: number;
  /** The event types that it subscribes to; `everyEvent` if left out. */
  readonly events?: readonly string[];
  /** Slash commands with their slash. Others do not exist. */
  readonly commands?: readonly string[];
  /** Callback ids of its message shortcuts and global shortcuts. */
  readonly shortcuts?: readonly string[];
  /** False where nobody has installed it yet: its tokens are dead, and it hears nothing. */
  readonly installed?: boolean;
}

export const everyBotScope: readonly string[] = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
];

export const everyEvent: readonly string[] = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'group_archive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'team_access_revoked',
  'tokens_revoked',
];

export const defaultWorkspace: WorkspaceSpec = {
  name: 'acme',
  people: ['ana', 'ben', 'cleo'],
  channels: [{ name: 'general' }, { name: 'architecture' }],
};

export const defaultApp: AppSpec = {
  name: 'archcheck',
  commands: ['/arch-ask', '/arch-check', '/arch-decisions'],
  shortcuts: ['check', 'ask', 'summary'],
};
