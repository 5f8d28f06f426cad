import { z } from 'zod';
import type { Thread } from '../../core/decisions/draft/thread.ts';
import type { Patience } from './api.ts';
import type { SlackContext } from './context.ts';
import { plainWords } from './plain-words.ts';
import { SlackCallError } from './slack-error.ts';

const messageSchema = z.looseObject({
  ts: z.string(),
  subtype: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  reply_count: z.number().nullish(),
  reactions: z.array(z.looseObject({ name: z.string(), users: z.array(z.string()).nullish() })).nullish(),
});
const pageSchema = z.looseObject({
  messages: z.array(messageSchema),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});
type SlackMessage = z.output<typeof messageSchema>;

/** A thread as far as it was read, its first message first. */
export interface Read {
  readonly messages: readonly SlackMessage[];
  /** How many there are, as far as Slack says. */
  readonly total: number;
  /** Where to go on; empty where all was read, or more than is ever read. */
  readonly cursor: string;
}

export const nothingRead: Read = { messages: [], total: 0, cursor: '' };

const pageSize = 200;
/** Nobody argues for longer in one thread; whoever does is told where reading ended. */
export const mostRead = 2_000;

/**
 * Reads on in a thread.
 *
 * @param patience `none`: ends where Slack asks to wait, with what was read until then
 * @throws {SlackCallError} where the bot may not read there
 */
export async function readThread(
  { api }: SlackContext,
  channel: string,
  thread: string,
  begun: Read,
  patience: Patience,
): Promise<Read> {
  let read = begun;
  do {
    const args = { channel, ts: thread, limit: pageSize, ...(read.cursor === '' ? {} : { cursor: read.cursor }) };
    try {
      const page = pageSchema.parse(await api.call('conversations.replies', args, patience));
      const messages = [...read.messages, ...page.messages];
      const said = page.messages.find(({ reply_count }) => typeof reply_count === 'number')?.reply_count;
      const cursor = messages.length >= mostRead ? '' : (page.response_metadata?.next_cursor ?? '');
      read = { messages, total: Math.max(messages.length, read.total, (said ?? 0) + 1), cursor };
    } catch (error) {
      const isLimited = error instanceof SlackCallError && error.code === 'ratelimited';
      if (patience === 'some' || !isLimited || read.messages.length === 0) throw error;
      return read;
    }
  } while (read.cursor !== '');
  return read;
}

/** What was read, for the core: people by their ids, bots and deleted messages marked. @param without the message that asked for it */
export function toDiscussed({ messages }: Read, self: string, without: string | null): Thread {
  return {
    title: '',
    messages: messages
      .filter(({ ts }) => ts !== without)
      .map(({ ts, user, text, subtype, bot_id, reactions }) => ({
        id: ts,
        user: user ?? null,
        ts,
        text: plainWords(text ?? '', self, (id) => id).text,
        replyTo: null,
        reactions: (reactions ?? []).map(({ name, users }) => ({ name, users: users ?? [] })),
        deleted: subtype === 'tombstone',
        bot: bot_id != null || user === self || (subtype != null && !spoken.has(subtype)),
      })),
  };
}

/** Subtypes of messages in which a person speaks. */
const spoken: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast', 'tombstone']);
