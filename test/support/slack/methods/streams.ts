import { type JsonObject, objects, textOf } from '../../json.ts';
import { checkedBlocks, checkedContent } from '../check/message.ts';
import { lengthOfTexts } from '../check/total-text.ts';
import { LIMITS, TIMES } from '../limits.ts';
import { messageJson } from '../message-json.ts';
import { change, post } from '../messages.ts';
import type { Channel, Message } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { joinedChannel, type MethodCall, type Methods, messageAt, required, threadAt, withScopes } from './method.ts';

const write = ['chat:write'];

export const streams: Methods = {
  'chat.startStream': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const channel = joinedChannel(call);
    if (channel.archived) throw new SlackError('is_archived');
    required(args, 'thread_ts');
    const threadTs = threadAt(channel, args);
    if (channel.kind !== 'im') {
      for (const name of ['recipient_user_id', 'recipient_team_id']) {
        if (textOf(args[name]) === '') throw new SlackError(`missing_${name}`);
      }
    }
    const { message } = post(slack, installation.workspace, channel, {
      user: installation.botUser,
      installation,
      content: { text: '', blocks: grown([], args), metadata: null },
      threadTs,
      streaming: true,
    });
    return { channel: channel.id, ts: message.ts };
  }),

  'chat.appendStream': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const [channel, message] = streamAt(call);
    if (textOf(args['markdown_text']) === '' && objects(args['chunks']).length === 0) throw new SlackError('no_text');
    const blocks = grown(message.blocks, args);
    change(slack, installation.workspace, channel, message, { text: textOfBlocks(blocks), blocks }, { silent: true });
    return { channel: channel.id, ts: message.ts };
  }),

  'chat.stopStream': withScopes(write, (call) => {
    const { slack, installation, args } = call;
    const [channel, message] = streamAt(call);
    const { blocks: extra, metadata } = checkedContent(
      { blocks: args['blocks'], metadata: args['metadata'], text: ' ' },
      LIMITS.postText,
    );
    const blocks = [...grown(message.blocks, args), ...extra];
    checkedBlocks(blocks.map(({ block_id: _, ...block }) => block));
    if (message.stream !== null) message.stream.open = false;
    change(slack, installation.workspace, channel, message, { text: textOfBlocks(blocks), blocks, metadata });
    return { channel: channel.id, ts: message.ts, message: messageJson(installation.workspace, channel, message) };
  }),
};

/** The strictest reading of the field reports: a stream ends five minutes after it began, however busy it is. */
function streamAt(call: MethodCall): [Channel, Message] {
  const channel = joinedChannel(call);
  const message = messageAt(channel, required(call.args, 'ts'));
  if (message.installation !== call.installation) throw new SlackError('message_not_owned_by_app');
  const { stream } = message;
  if (stream !== null && call.slack.clock.now() - stream.startedAt >= TIMES.stream) stream.open = false;
  if (stream?.open !== true) throw new SlackError('message_not_in_streaming_state');
  return [channel, message];
}

/** The blocks with what the call adds: text goes on where it stopped. */
function grown(blocks: readonly JsonObject[], args: JsonObject): JsonObject[] {
  const chunks = objects(args['chunks']);
  const added = [
    ...(textOf(args['markdown_text']) === '' ? [] : [{ type: 'markdown_text', text: args['markdown_text'] }]),
    ...chunks,
  ].reduce<readonly JsonObject[]>(withChunk, blocks);
  if (lengthOfTexts(added.filter((block) => block['type'] === 'markdown')) > LIMITS.markdownText)
    throw new SlackError('msg_too_long');
  return [...added];
}

function withChunk(blocks: readonly JsonObject[], chunk: JsonObject): JsonObject[] {
  switch (chunk['type']) {
    case 'markdown_text': {
      const last = blocks.at(-1);
      const text = textOf(chunk['text']);
      if (text === '') throw new SlackError('invalid_chunks');
      return last?.['type'] === 'markdown'
        ? [...blocks.slice(0, -1), { ...last, text: textOf(last['text']) + text }]
        : [...blocks, { type: 'markdown', text }];
    }
    case 'blocks':
      return [...blocks, ...checkedBlocks(chunk['blocks'])];
    case 'task_update':
    case 'plan_update':
      // How far the work is: shown while it lasts, no part of the message.
      if (textOf(chunk['title']) === '') throw new SlackError('invalid_chunks');
      return [...blocks];
    default:
      throw new SlackError('invalid_chunks');
  }
}

function textOfBlocks(blocks: readonly JsonObject[]): string {
  return blocks.flatMap((block) => (block['type'] === 'markdown' ? [textOf(block['text'])] : [])).join('\n');
}
