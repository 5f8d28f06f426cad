import { isObject, type JsonObject, textOf } from '../json.ts';
import { checkedContent } from './check/message.ts';
import { LIMITS } from './limits.ts';
import { change, post, remove } from './messages.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { Slack } from './slack.ts';

/**
 * What an app sends to a response URL, or gives back for a slash command: a message for one person unless it says `in_channel`, or a
 * change of the message in which the button was. It works where the bot is not in the channel.
 *
 * @throws SlackError where the message would be refused
 */
export function respond(slack: Slack, target: ResponseTarget, args: JsonObject): void {
  const { installation, channel, user, source } = target;
  const { workspace } = installation;
  if (args['delete_original'] === true && source !== null) {
    remove(slack, workspace, channel, source);
    return;
  }
  const content = checkedContent(args, LIMITS.postText);
  if (source !== null && args['replace_original'] === undefined) {
    slack.problems.push(
      'an answer to a click did not say replace_original: documentation and practice differ on what is meant then',
    );
  }
  if (args['replace_original'] === true && source !== null) {
    change(slack, workspace, channel, source, content, { edited: true, parsing: args });
    return;
  }
  post(slack, workspace, channel, {
    user: installation.botUser,
    installation,
    content,
    threadTs: textOf(args['thread_ts']) || null,
    visibleTo: args['response_type'] === 'in_channel' ? null : user,
    parsing: args,
  });
}

/** What an app's acknowledgement of a command says: nothing, plain text, or a message. */
export function messageInReply(payload: unknown): JsonObject | null {
  if (typeof payload === 'string') return payload.trim() === '' ? null : { text: payload };
  return isObject(payload) && (payload['text'] !== undefined || payload['blocks'] !== undefined) ? payload : null;
}
