import type { JsonObject } from '../json.ts';
import type { Channel, Message, Workspace } from './model.ts';

/** A message as the API returns it and events carry it. */
export function messageJson(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  withMetadata = false,
): JsonObject {
  const replies = (channel.replies.get(message.ts) ?? []).filter((each) => !each.deleted && each.visibleTo === null);
  if (message.deleted)
    return { type: 'message', subtype: 'tombstone', text: 'This message was deleted.', ts: message.ts };
  const parent = channel.byTs.get(message.threadTs ?? '');
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ts: message.ts,
    team: workspace.id,
    text: message.text,
    ...(message.installation === null ? { client_msg_id: `client-${message.ts}` } : ofBot(message)),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs, parent_user_id: parent?.user ?? null }),
    ...(replies.length === 0 || message.threadTs !== null ? {} : asParent(message, replies)),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.files.length === 0 ? {} : { files: message.files }),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsJson(message) }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.stream?.open === true ? { streaming_state: 'in_progress' } : {}),
  };
}

function reactionsJson(message: Message): JsonObject[] {
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
}

function ofBot({ installation }: Message): JsonObject {
  if (installation === null) return {};
  const { app, botId, workspace } = installation;
  return {
    bot_id: botId,
    app_id: app.id,
    bot_profile: { id: botId, app_id: app.id, name: app.name, team_id: workspace.id, deleted: false },
  };
}

function asParent(message: Message, replies: readonly Message[]): JsonObject {
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    latest_reply: replies.at(-1)?.ts,
  };
}
