import { type JsonObject, textOf } from '../../json.ts';
import type { Channel, Installation, Message } from '../model.ts';
import type { Slack } from '../slack.ts';
import { refusal, SlackError } from '../slack-error.ts';

export interface MethodCall {
  readonly slack: Slack;
  readonly installation: Installation;
  readonly args: JsonObject;
}

/** A method of the Web API that takes a bot token. */
export interface Method {
  /** One of these is needed; none where the list is empty. */
  scopes(call: MethodCall): readonly string[];
  /** @returns what is answered beside `ok` @throws SlackError */
  run(call: MethodCall): JsonObject;
}

export type Methods = Readonly<Record<string, Method>>;

export const withScopes = (scopes: readonly string[], run: Method['run']): Method => ({ scopes: () => scopes, run });

/** @throws SlackError `invalid_arguments` where it is missing */
export function required(args: JsonObject, name: string): string {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '')
    throw refusal('invalid_arguments', [`missing required field: ${name}`]);
  return value;
}

/** The channel, if the bot may know of it. @throws SlackError `channel_not_found` */
export function visibleChannel({ installation, args }: MethodCall, name = 'channel'): Channel {
  const channel = installation.workspace.channels.get(required(args, name));
  if (channel === undefined) throw new SlackError('channel_not_found');
  if (channel.kind !== 'channel' && !channel.members.has(installation.botUser))
    throw new SlackError('channel_not_found');
  return channel;
}

/** The channel, if the bot is in it. @throws SlackError `channel_not_found` or `not_in_channel` */
export function joinedChannel(call: MethodCall, name = 'channel'): Channel {
  const channel = visibleChannel(call, name);
  if (!channel.members.has(call.installation.botUser)) throw new SlackError('not_in_channel');
  return channel;
}

/** A message that everybody in the channel sees. @throws SlackError with the given code */
export function messageAt(channel: Channel, ts: string, code = 'message_not_found'): Message {
  const message = channel.byTs.get(ts);
  if (message === undefined || message.visibleTo !== null || message.deleted) throw new SlackError(code);
  return message;
}

/** Where a reply goes: only the first message of a thread can be named. @throws SlackError */
export function threadAt(channel: Channel, args: JsonObject): string | null {
  const ts = textOf(args['thread_ts']);
  if (ts === '') return null;
  const parent = messageAt(channel, ts, 'thread_not_found');
  if (parent.threadTs !== null) throw new SlackError('cannot_reply_to_message');
  return ts;
}
