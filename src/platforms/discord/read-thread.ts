import { z } from 'zod';
import type { Thread } from '../../core/decisions/draft/thread.ts';
import type { Person } from '../../core/form.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { codes, type DiscordCallError, isRefusal } from './discord-error.ts';
import { plainWords } from './plain-words.ts';

const userSchema = z.looseObject({
  id: z.string(),
  bot: z.boolean().nullish(),
  username: z.string(),
  global_name: z.string().nullish(),
});
const saidSchema = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  type: z.int(),
  author: userSchema,
  webhook_id: z.string().nullish(),
  content: z.string(),
  timestamp: z.string(),
  mentions: z.array(userSchema).default([]),
  attachments: z.array(z.unknown()).nullish(),
  sticker_items: z.array(z.unknown()).nullish(),
  message_reference: z.looseObject({ message_id: z.string().nullish() }).nullish(),
  reactions: z.array(z.looseObject({ emoji: z.looseObject({ name: z.string().nullish() }) })).nullish(),
});
const pageSchema = z.array(saidSchema);
type Said = z.output<typeof saidSchema>;

/** What was read of a thread, its first message first. */
export interface Read {
  readonly messages: readonly Said[];
  /** True where it goes on behind what was read. */
  readonly isLonger: boolean;
}

const pageSize = 100;
/** Nobody argues for longer in one thread; whoever does is told where reading ended. */
export const mostRead = 2_000;
/** Plain messages and replies. */
const spoken: ReadonlySet<number> = new Set([0, 19]);
const notThere: ReadonlySet<DiscordCallError['code']> = new Set([codes.unknownMessage, codes.unknownChannel]);

/**
 * Reads a thread, with the message that it hangs on.
 *
 * @param id the thread; or a message in a channel, of which there may be a thread that is called the same
 * @throws {DiscordCallError} where the bot may not read there
 */
export async function readThread(discord: DiscordContext, channel: string, id: string): Promise<Read> {
  const here = await discord.channels.get(channel);
  const parent = isThread(here) ? here.parent : channel;
  const first = parent === null ? null : await unlessGone(readOne(discord, parent, id));
  const rest = await unlessGone(readAll(discord, id));
  return {
    messages: [...(first === null ? [] : [first]), ...(rest?.messages ?? [])],
    isLonger: rest?.isLonger ?? false,
  };
}

async function readOne({ api }: DiscordContext, channel: string, id: string): Promise<Said> {
  return saidSchema.parse(await api.call('GET', `/channels/${channel}/messages/${id}`));
}

async function readAll({ api }: DiscordContext, thread: string): Promise<Read> {
  const messages: Said[] = [];
  for (;;) {
    const query = { after: messages.at(-1)?.id ?? '0', limit: `${pageSize}` };
    const page = pageSchema.parse(await api.call('GET', `/channels/${thread}/messages`, { query }));
    messages.push(...page.toReversed());
    if (page.length < pageSize) return { messages, isLonger: false };
    if (messages.length >= mostRead) return { messages, isLonger: true };
  }
}

/** With the words of a message that were shown elsewhere. */
export function withWords({ messages, isLonger }: Read, message: string, words: string): Read {
  return { messages: messages.map((each) => (each.id === message ? { ...each, content: words } : each)), isLonger };
}

/** What was read, for the core: people by their ids, bots marked. @param without the message that asked for it */
export function toDiscussed({ messages }: Read, self: string, without: string | null): Thread {
  return {
    title: '',
    messages: messages
      .filter(({ id, type }) => id !== without && (spoken.has(type) || type === threadStarter))
      .filter(({ content, type }) => type !== threadStarter || content !== '')
      .map(({ id, author, timestamp, content, mentions, webhook_id, message_reference, reactions }) => ({
        id,
        user: author.id,
        ts: timestamp,
        text: plainWords(content, {
          people: new Map(mentions.map((each) => [each.id, each.id])),
          self: new Set([self]),
        }),
        replyTo: message_reference?.message_id ?? null,
        // Discord says how many reacted, and not who.
        reactions: (reactions ?? []).map(({ emoji }) => ({ name: emoji.name ?? '', users: [] })),
        deleted: false,
        bot: author.bot === true || webhook_id != null,
      })),
  };
}

/** Those who speak in it, as they are called. */
export function speakersIn({ messages }: Read): Person[] {
  const people = messages.flatMap(({ author }) =>
    author.bot === true ? [] : [[author.id, { id: author.id, name: author.global_name || author.username }] as const],
  );
  return [...new Map(people).values()];
}

/** How many messages of people there are, and of how many Discord kept the words back. */
export function withheldIn({ messages }: Read): { readonly withheld: number; readonly all: number } {
  const people = messages.filter(({ type, author }) => spoken.has(type) && author.bot !== true);
  const blank = people.filter(
    ({ content, attachments, sticker_items }) =>
      content === '' && (attachments ?? []).length === 0 && (sticker_items ?? []).length === 0,
  );
  return { withheld: blank.length, all: people.length };
}

const threadStarter = 21;

async function unlessGone<Result>(reading: Promise<Result>): Promise<Result | null> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error, notThere)) return null;
    throw error;
  }
}
