import type { JsonObject } from '../json.ts';
import type { MessageContent } from './check/message.ts';
import type { Delivery } from './delivery.ts';
import { type Effects, effectsOf } from './effects.ts';
import { botsIn, sendEvent, sendMessageEvent } from './events.ts';
import { messageJson } from './message-json.ts';
import type { Channel, Installation, Message, Workspace } from './model.ts';
import type { Slack } from './slack.ts';
import { blocksWithIds, initialState } from './view-state.ts';

export interface NewMessage {
  readonly user: string;
  readonly content: MessageContent;
  /** Null for what a person says. */
  readonly installation: Installation | null;
  readonly threadTs?: string | null;
  readonly visibleTo?: string | null;
  readonly broadcast?: boolean;
  readonly streaming?: boolean;
  readonly files?: readonly JsonObject[];
  /** The arguments that change how its text is read: `parse`, `link_names`. */
  readonly parsing?: JsonObject;
}

export interface Posted {
  readonly message: Message;
  /** The events that it made. */
  readonly deliveries: readonly Delivery[];
}

/** Puts a message into a channel; unless only one person sees it, apps hear of it, the one that posted it included. */
export function post(slack: Slack, workspace: Workspace, channel: Channel, draft: NewMessage): Posted {
  const blocks = blocksWithIds(draft.content.blocks, slack.ids);
  const message: Message = {
    ts: slack.ids.ts(),
    threadTs: draft.threadTs ?? null,
    user: draft.user,
    installation: draft.installation,
    text: draft.content.text,
    blocks,
    metadata: draft.content.metadata,
    edited: false,
    deleted: false,
    reactions: new Map(),
    files: draft.files ?? [],
    visibleTo: draft.visibleTo ?? null,
    stream: draft.streaming === true ? { open: true, startedAt: slack.clock.now() } : null,
    effects: effectsOf(draft.content.text, blocks, draft.parsing),
    broadcast: draft.broadcast === true,
    state: initialState({ blocks }),
  };
  channel.messages.push(message);
  channel.byTs.set(message.ts, message);
  const thread = channel.replies.get(message.threadTs ?? '');
  if (thread !== undefined) thread.push(message);
  else if (message.threadTs !== null) channel.replies.set(message.threadTs, [message]);
  if (draft.installation !== null) {
    slack.noteEffects(message.effects);
    if (message.threadTs !== null) channel.statuses.delete(message.threadTs);
  }
  slack.changed();
  if (message.visibleTo !== null) return { message, deliveries: [] };
  const json = messageJson(workspace, channel, message);
  return {
    message,
    deliveries: [
      ...mentionEvents(slack, workspace, channel, message, json),
      ...sendMessageEvent(slack, workspace, channel, json),
    ],
  };
}

/** A mention in a direct message is an ordinary message there. */
function mentionEvents(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  message: Message,
  json: JsonObject,
): Delivery[] {
  if (channel.kind === 'im') return [];
  return botsIn(workspace, channel)
    .filter(({ botUser }) => message.user !== botUser && message.effects.pings.includes(botUser))
    .flatMap((installation) =>
      sendEvent(slack, installation, { ...json, type: 'app_mention', channel: channel.id, event_ts: message.ts }),
    );
}

/** Replaces what a message says. */
export function change(
  slack: Slack,
  workspace: Workspace,
  channel: Channel,
  message: Message,
  content: Partial<MessageContent>,
  options: { readonly edited?: boolean; readonly silent?: boolean; readonly parsing?: JsonObject } = {},
): Delivery[] {
  const before = messageJson(workspace, channel, message);
  message.text = content.text ?? message.text;
  if (content.blocks !== undefined) {
    message.blocks = blocksWithIds(content.blocks, slack.ids);
    for (const key of Object.keys(message.state)) delete message.state[key];
    Object.assign(message.state, initialState({ blocks: message.blocks }));
  }
  if (content.metadata !== undefined && content.metadata !== null) message.metadata = content.metadata;
  message.edited = message.edited || options.edited === true;
  message.effects = effectsOf(message.text, message.blocks, options.parsing);
  if (message.installation !== null) slack.noteEffects(message.effects);
  slack.changed();
  if (message.visibleTo !== null || options.silent === true) return [];
  return sendMessageEvent(slack, workspace, channel, {
    subtype: 'message_changed',
    hidden: true,
    message: messageJson(workspace, channel, message),
    previous_message: before,
    ts: slack.ids.ts(),
  });
}

export function remove(slack: Slack, workspace: Workspace, channel: Channel, message: Message): Delivery[] {
  const before = messageJson(workspace, channel, message);
  message.deleted = true;
  slack.changed();
  if (message.visibleTo !== null) return [];
  return sendMessageEvent(slack, workspace, channel, {
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: before,
    ts: slack.ids.ts(),
  });
}

/** Adds or takes away a reaction. @returns null if it was so already */
export function react(
  slack: Slack,
  workspace: Workspace,
  place: { readonly channel: Channel; readonly message: Message },
  user: string,
  name: string,
  add: boolean,
): Delivery[] | null {
  const { channel, message } = place;
  const users = message.reactions.get(name) ?? new Set<string>();
  if (users.has(user) === add) return null;
  if (add) users.add(user);
  else users.delete(user);
  if (users.size > 0) message.reactions.set(name, users);
  else message.reactions.delete(name);
  slack.changed();
  const type = add ? 'reaction_added' : 'reaction_removed';
  const event = {
    type,
    user,
    reaction: name,
    item_user: message.user,
    item: { type: 'message', channel: channel.id, ts: message.ts },
  };
  return botsIn(workspace, channel).flatMap((installation) => sendEvent(slack, installation, event));
}

/** What a person sees in a view counts as well. */
export function noteView(slack: Slack, effects: Effects): void {
  slack.noteEffects(effects);
  slack.changed();
}
