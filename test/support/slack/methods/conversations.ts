import { type JsonObject, textOf } from '../../json.ts';
import { historyScope } from '../events.ts';
import { messageJson } from '../message-json.ts';
import type { Channel, ChannelKind, Message } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { directChannel } from './chat.ts';
import {
  joinedChannel,
  type MethodCall,
  type Methods,
  messageAt,
  required,
  visibleChannel,
  withScopes,
} from './method.ts';

const READ: Readonly<Record<ChannelKind, string>> = {
  channel: 'channels:read',
  group: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};
const LISTED: Readonly<Record<string, ChannelKind>> = {
  public_channel: 'channel',
  private_channel: 'group',
  im: 'im',
  mpim: 'mpim',
};

const ofChannel =
  (scope: (channel: Channel) => string, all: readonly string[]) =>
  ({ installation, args }: MethodCall): readonly string[] => {
    const channel = installation.workspace.channels.get(textOf(args['channel']));
    return channel === undefined ? all : [scope(channel)];
  };
const reading = ofChannel((channel) => READ[channel.kind], Object.values(READ));
const history = ofChannel(historyScope, ['channels:history', 'groups:history', 'im:history', 'mpim:history']);

export const conversations: Methods = {
  'conversations.info': {
    scopes: reading,
    run: (call) => ({ channel: channelJson(call, visibleChannel(call)) }),
  },
  'conversations.members': {
    scopes: reading,
    run: (call) => {
      const page = paged(call.args, [...visibleChannel(call).members], 100);
      return { members: page.items, response_metadata: { next_cursor: page.next } };
    },
  },
  'conversations.history': {
    scopes: history,
    run: (call) => {
      const channel = joinedChannel(call);
      const top = channel.messages.filter(
        (message) => isShown(channel, message) && (message.threadTs === null || message.broadcast),
      );
      return listed(call, channel, within(call.args, top).reverse(), 100);
    },
  },
  'conversations.replies': {
    scopes: history,
    run: (call) => {
      const channel = joinedChannel(call);
      const asked = channel.byTs.get(required(call.args, 'ts'));
      if (asked === undefined || !isShown(channel, asked)) throw new SlackError('thread_not_found');
      const root = asked.threadTs ?? asked.ts;
      const parent = channel.byTs.get(root);
      const replies = (channel.replies.get(root) ?? []).filter((each) => isShown(channel, each));
      const first = parent !== undefined && isShown(channel, parent) ? [parent] : [];
      return listed(call, channel, [...first, ...within(call.args, replies)], 1_000);
    },
  },
  'conversations.open': {
    scopes: ({ args }) => [textOf(args['users']).includes(',') ? 'mpim:write' : 'im:write'],
    run: ({ slack, installation, args }) => {
      const user = required(args, 'users');
      const person = installation.workspace.users.get(user);
      if (person === undefined) throw new SlackError('user_not_found');
      if (person.botId !== null) throw new SlackError('cannot_dm_bot');
      return { channel: { id: directChannel(installation, user, slack.ids).id } };
    },
  },
  'conversations.list': {
    scopes: ({ args }) => kindsAsked(args).map((kind) => READ[kind]),
    run: (call) => {
      const kinds = kindsAsked(call.args);
      const known = [...call.installation.workspace.channels.values()].filter(
        (channel) =>
          kinds.includes(channel.kind) &&
          (channel.kind === 'channel' || channel.members.has(call.installation.botUser)) &&
          !(call.args['exclude_archived'] === true && channel.archived),
      );
      const page = paged(call.args, known, 100);
      return {
        channels: page.items.map((channel) => channelJson(call, channel)),
        response_metadata: { next_cursor: page.next },
      };
    },
  },
  'conversations.join': withScopes(['channels:join'], (call) => {
    const channel = visibleChannel(call);
    if (channel.archived) throw new SlackError('is_archived');
    if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
    channel.members.add(call.installation.botUser);
    return { channel: channelJson(call, channel) };
  }),
  'reactions.get': withScopes(['reactions:read'], (call) => {
    const channel = joinedChannel(call);
    const message = messageAt(channel, required(call.args, 'timestamp'));
    return {
      type: 'message',
      channel: channel.id,
      message: messageJson(call.installation.workspace, channel, message),
    };
  }),
};

function kindsAsked(args: JsonObject): ChannelKind[] {
  const types = textOf(args['types']) === '' ? ['public_channel'] : textOf(args['types']).split(',');
  return types.map((type) => {
    const kind = LISTED[type.trim()];
    if (kind === undefined) throw new SlackError('invalid_types');
    return kind;
  });
}

function channelJson({ installation }: MethodCall, channel: Channel): JsonObject {
  const [person] = [...channel.members].filter((member) => member !== installation.botUser);
  return {
    id: channel.id,
    ...(channel.kind === 'im' ? { user: person } : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_archived: channel.archived,
    is_member: channel.members.has(installation.botUser),
    num_members: channel.members.size,
    context_team_id: installation.workspace.id,
  };
}

/** A deleted message stays as a gravestone while it has replies. */
function isShown(channel: Channel, message: Message): boolean {
  if (message.visibleTo !== null) return false;
  return !message.deleted || channel.replies.get(message.ts)?.some((each) => !each.deleted) === true;
}

function within(args: JsonObject, messages: readonly Message[]): Message[] {
  const oldest = textOf(args['oldest']);
  const latest = textOf(args['latest']);
  const inclusive = args['inclusive'] === true;
  const after = (ts: string) => oldest === '' || Number(ts) > Number(oldest) || (inclusive && ts === oldest);
  const before = (ts: string) => latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest);
  return messages.filter(({ ts }) => after(ts) && before(ts));
}

function listed(
  { installation, args }: MethodCall,
  channel: Channel,
  messages: readonly Message[],
  limit: number,
): JsonObject {
  const { mostMessages } = installation.app;
  const given = { ...args, limit: Math.min(Number(args['limit'] ?? limit), mostMessages) };
  const page = paged(given, messages, limit);
  const metadata = args['include_all_metadata'] === true;
  return {
    messages: page.items.map((message) => messageJson(installation.workspace, channel, message, metadata)),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  };
}

function paged<Item>(args: JsonObject, items: readonly Item[], standard: number): { items: Item[]; next: string } {
  const limit = Math.max(1, Math.min(1_000, Number(args['limit'] ?? standard) || standard));
  const cursor = textOf(args['cursor']);
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('at:', ''));
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = start + limit;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`at:${end}`).toString('base64') : '',
  };
}
