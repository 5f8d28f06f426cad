import { z } from 'zod';
import type { Thread } from '../../core/decisions/draft/thread.ts';
import type { Person } from '../../core/form.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { codes, type DiscordCallError, isRefusal } from './discord-error.ts';
import { plainWords } from './plain-words.ts';
import { known } from './sight.ts';

const userSchema = z.looseObject({
  id: z.string(),
  bot: z.boolean().nullish(),
  username: z.string(),
  global_name: z.string().nullish(),
});
const emojiSchema = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });
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
  reactions: z.array(z.looseObject({ emoji: emojiSchema })).nullish(),
});
const pageSchema = z.array(saidSchema);
const reactorsSchema = z.array(userSchema);
const countedSchema = z.looseObject({ message_count: z.int().nullish() });
type Said = z.output<typeof saidSchema>;

/** A thread as far as it was read, its first message first. */
export interface Read {
  readonly messages: readonly Said[];
  /** The message behind which it goes on; null where all was read. */
  readonly last: string | null;
}

const pageSize = 100;
/** So much is read before whoever asked is shown something: ten calls, which Discord lets a bot make within seconds. */
const readAtFirst = 1_000;
/** A draft of more would keep everybody else waiting for seconds; whoever argues for longer is told where reading ended. */
export const mostRead = 5_000;
/** Plain messages and replies. */
const spoken: ReadonlySet<number> = new Set([0, 19]);
const notThere: ReadonlySet<DiscordCallError['code']> = new Set([codes.unknownMessage, codes.unknownChannel]);

/**
 * Reads the beginning of a thread, with the message that it hangs on.
 *
 * @param id the thread; or a message in a channel, of which there may be a thread that is called the same
 * @throws {DiscordCallError} where the bot may not read there
 */
export async function readThread(discord: DiscordContext, channel: string, id: string): Promise<Read> {
  const here = await discord.channels.get(channel);
  const parent = isThread(here) ? here.parent : channel;
  const first = parent === null ? null : await unlessGone(readOne(discord, parent, id));
  const begun = { messages: first === null ? [] : [first], last: '0' };
  return (await unlessGone(readOn(discord, id, begun, readAtFirst))) ?? { ...begun, last: null };
}

/** Reads on in a thread until it has so many messages. @throws {DiscordCallError} */
export async function readOn({ api }: DiscordContext, thread: string, begun: Read, most: number): Promise<Read> {
  const messages = [...begun.messages];
  let { last } = begun;
  while (last !== null && messages.length < most) {
    const query = { after: last, limit: `${pageSize}` };
    const page = pageSchema.parse(await api.call('GET', `/channels/${thread}/messages`, { query }));
    messages.push(...page.toReversed());
    last = page.length < pageSize ? null : (page[0]?.id ?? null);
  }
  return { messages, last };
}

/** How many messages a thread has, as far as Discord says. */
export async function lengthOf({ api }: DiscordContext, thread: string): Promise<number | null> {
  return countedSchema.parse(await api.call('GET', `/channels/${thread}`)).message_count ?? null;
}

/** The people who reacted to a message with an emoji of this name, at most a hundred; none where Discord does not say. */
export async function reactorsTo(
  { api }: DiscordContext,
  { messages }: Read,
  message: string,
  name: string,
): Promise<Person[]> {
  const said = messages.find(({ id }) => id === message);
  const emoji = said?.reactions?.find((each) => each.emoji.name === name)?.emoji;
  if (said === undefined || emoji === undefined) return [];
  const key = encodeURIComponent(emoji.id == null ? name : `${name}:${emoji.id}`);
  const path = `/channels/${said.channel_id}/messages/${message}/reactions/${key}` as const;
  const users = reactorsSchema.safeParse(await known(api.call('GET', path, { query: { limit: `${pageSize}` } }))).data;
  return (users ?? []).flatMap((user) => (user.bot === true ? [] : [personOf(user)]));
}

async function readOne({ api }: DiscordContext, channel: string, id: string): Promise<Said> {
  return saidSchema.parse(await api.call('GET', `/channels/${channel}/messages/${id}`));
}

/** With the words of a message that were shown elsewhere. */
export function withWords({ messages, last }: Read, message: string, words: string): Read {
  return { messages: messages.map((each) => (each.id === message ? { ...each, content: words } : each)), last };
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
        // Discord says here how many reacted, and who only where it is asked.
        reactions: (reactions ?? []).map(({ emoji }) => ({ name: emoji.name ?? '', users: [] })),
        deleted: false,
        bot: author.bot === true || webhook_id != null,
      })),
  };
}

/** Those who speak in it, as they are called. */
export function speakersIn({ messages }: Read): Person[] {
  const people = messages.flatMap(({ author }) =>
    author.bot === true ? [] : [[author.id, personOf(author)] as const],
  );
  return [...new Map(people).values()];
}

function personOf({ id, username, global_name }: z.output<typeof userSchema>): Person {
  return { id, name: global_name || username };
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
