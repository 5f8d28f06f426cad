import { textOf } from '../../json.ts';
import { addChannel } from '../build-workspaces.ts';
import { checkedContent } from '../check/message.ts';
import type { Ids } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { messageJson } from '../message-json.ts';
import { change, post, remove } from '../messages.ts';
import type { Channel, Installation, Message, Workspace } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import {
  joinedChannel,
  type MethodCall,
  type Methods,
  messageAt,
  required,
  threadAt,
  visibleChannel,
  withScopes,
} from './method.ts';

const write = ['chat:write'];

export const chat: Methods = {
  'chat.postMessage': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const channel = channelToPostIn(call);
    const { message } = post(slack, installation.workspace, channel, {
      user: installation.botUser,
      installation,
      content: checkedContent(args, LIMITS.postText),
      threadTs: threadAt(channel, args),
      broadcast: args['reply_broadcast'] === true,
      parsing: args,
    });
    return { channel: channel.id, ts: message.ts, message: messageJson(installation.workspace, channel, message) };
  }),

  'chat.postEphemeral': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const channel = joinedChannel(call);
    if (channel.archived) throw new SlackError('is_archived');
    const user = required(args, 'user');
    if (!channel.members.has(user)) throw new SlackError('user_not_in_channel');
    const { message } = post(slack, installation.workspace, channel, {
      user: installation.botUser,
      installation,
      content: checkedContent(args, LIMITS.postText),
      threadTs: threadAt(channel, args),
      visibleTo: user,
      parsing: args,
    });
    return { message_ts: message.ts };
  }),

  'chat.update': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const channel = joinedChannel(call);
    const message = ownMessage(call, channel, 'cant_update_message');
    if (message.stream?.open === true) throw new SlackError('streaming_state_conflict');
    const content = checkedContent(args, LIMITS.updateText);
    change(slack, installation.workspace, channel, message, content, { edited: true, parsing: args });
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageJson(installation.workspace, channel, message),
    };
  }),

  'chat.delete': withScopes(write, (call) => {
    const channel = joinedChannel(call);
    const message = ownMessage(call, channel, 'cant_delete_message');
    remove(call.slack, call.installation.workspace, channel, message);
    return { channel: channel.id, ts: message.ts };
  }),

  'chat.getPermalink': withScopes([], (call) => {
    const channel = visibleChannel(call);
    const message = messageAt(channel, required(call.args, 'message_ts'));
    const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const place = `https://${call.installation.workspace.name}.slack.com/archives/${channel.id}`;
    return { channel: channel.id, permalink: `${place}/p${message.ts.replace('.', '')}${thread}` };
  }),
};

/** A user's id stands for the direct conversation with them. */
function channelToPostIn(call: MethodCall): Channel {
  const { slack, installation, args } = call;
  const user = installation.workspace.users.get(textOf(args['channel']));
  if (user !== undefined && user.botId === null) return directChannel(installation, user.id, slack.ids);
  const channel = visibleChannel(call);
  if (channel.archived) throw new SlackError('is_archived');
  const anywhere = channel.kind === 'channel' && installation.app.scopes.has('chat:write.public');
  if (!channel.members.has(installation.botUser) && !anywhere) throw new SlackError('not_in_channel');
  return channel;
}

function ownMessage(call: MethodCall, channel: Channel, code: string): Message {
  const message = messageAt(channel, required(call.args, 'ts'));
  if (message.installation !== call.installation) throw new SlackError(code);
  return message;
}

/** The direct conversation of a person and a bot; made where there is none yet. */
export function directChannel({ workspace, botUser }: Installation, user: string, ids: Ids): Channel {
  return channelBetween(workspace, [user, botUser], ids);
}

/** The direct conversation of two, bots or people; made where there is none yet. */
export function channelBetween(workspace: Workspace, two: readonly [string, string], ids: Ids): Channel {
  const found = [...workspace.channels.values()].find(
    ({ kind, members }) => kind === 'im' && two.every((user) => members.has(user)),
  );
  return found ?? addChannel(workspace, ids, '', 'im', two);
}
