import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { DiscordApi } from './api.ts';
import type { Identity } from './connection.ts';
import { codes, isRefusal } from './discord-error.ts';
import { checked, messageSchema } from './limits.ts';
import { findMarks, halfMarkOf, marked, markOf } from './marks.ts';
import { type DiscordMessage, toMessages } from './render.ts';
import { snowflake } from './snowflake.ts';
import { createWhisper, type Whisper } from './whisper.ts';

export interface Place {
  readonly channel: string;
  /** The message that is replied to; null for none. */
  readonly reply: string | null;
}

export interface Posting {
  /** What makes the post the same when the work on it is done again. */
  readonly key: string;
  /** True where an earlier attempt may have posted it. */
  readonly resumed: boolean;
  /** Nothing of it can be older than what has this id; null where that is not known. */
  readonly since: string | null;
}

/** The messages of a card. */
export interface Shown {
  readonly ids: readonly string[];
  /** False where all of it was there already. */
  readonly isNew: boolean;
}

export interface Poster extends Whisper {
  /**
   * Posts a card where everybody there sees it, in as many messages as it takes. After a crash it looks for its own messages first; where
   * it cannot look, they are posted again: twice is better than never.
   *
   * @throws {DiscordCallError}
   */
  toAll(place: Place, card: Card, posting: Posting): Promise<Shown>;
  /**
   * Puts a card in the place of one of the bot's own. Where it takes more messages than that did, the rest follows; where it takes fewer,
   * what is left over goes away. A thread that has gone to sleep is woken for it.
   *
   * @returns the ids of its messages; null where the first one is gone
   * @throws {DiscordCallError}
   */
  replace(channel: string, ids: readonly string[], card: Card): Promise<readonly string[] | null>;
  /**
   * Posts a card that is going to grow. After a crash it is known as not whole.
   *
   * @returns its id; null where the card does not go into one message
   * @throws {DiscordCallError}
   */
  begin(place: Place, card: Card, posting: Posting): Promise<string | null>;
  /** Shows more in a message that has begun; nothing where that does not go into one message. @throws {DiscordCallError} */
  extend(channel: string, id: string, card: Card, posting: Posting): Promise<void>;
  /** Shows the whole card in a message that has begun; where that is gone, anew. @throws {DiscordCallError} */
  complete(place: Place, id: string, card: Card, posting: Posting): Promise<void>;
}

const postedSchema = z.looseObject({ id: snowflake });
const asleep = new Set([codes.threadIsArchived]);
const deleted = new Set([codes.unknownMessage]);
const noReply = new Set([codes.cannotReply]);

export function createPoster(api: DiscordApi, self: Identity, log: Log): Poster {
  async function toAll({ channel, reply }: Place, card: Card, { key, resumed, since }: Posting): Promise<Shown> {
    const there = resumed ? await findMarks(api, log, { channel, since, self: self.user }) : new Map<number, string>();
    const half = there.get(halfMarkOf(key));
    const ids: string[] = [];
    let isNew = false;
    for (const [part, message] of toMessages(card).entries()) {
      const mark = markOf(`${key}:${part}`);
      const known = there.get(mark);
      isNew ||= known === undefined;
      if (known !== undefined) ids.push(known);
      else if (part === 0 && half !== undefined && (await edited(channel, half, message, mark))) ids.push(half);
      else ids.push(await post({ channel, reply: part === 0 ? reply : null }, message, mark));
    }
    return { ids, isNew };
  }

  async function post({ channel, reply }: Place, message: DiscordMessage, mark: number): Promise<string> {
    const body = marked(message, mark);
    if (reply === null) return send(channel, body, mark);
    try {
      const reference = { message_reference: { message_id: reply, fail_if_not_exists: false } };
      return await send(channel, { ...body, ...reference }, mark);
    } catch (error) {
      // Who may not read what was said before may still say something.
      if (!isRefusal(error, noReply)) throw error;
      return send(channel, body, mark);
    }
  }

  async function send(channel: string, message: object, mark: number): Promise<string> {
    const body = checked(messageSchema, { ...message, nonce: `${mark}`, enforce_nonce: true });
    return postedSchema.parse(await api.call('POST', `/channels/${channel}/messages`, { body })).id;
  }

  /** @returns false where it is not there any more */
  async function edited(channel: string, id: string, message: DiscordMessage, mark: number): Promise<boolean> {
    const isThere = await edit(channel, id, marked(message, mark));
    if (!isThere) log.info('what was shown of an answer is gone');
    return isThere;
  }

  async function begin(place: Place, card: Card, { key }: Posting): Promise<string | null> {
    const [message, ...more] = toMessages(card);
    return message === undefined || more.length > 0 ? null : post(place, message, halfMarkOf(key));
  }

  async function extend(channel: string, id: string, card: Card, { key }: Posting): Promise<void> {
    const [message, ...more] = toMessages(card);
    if (message !== undefined && more.length === 0) await edited(channel, id, message, halfMarkOf(key));
  }

  async function complete(place: Place, id: string, card: Card, { key }: Posting): Promise<void> {
    for (const [part, message] of toMessages(card).entries()) {
      const mark = markOf(`${key}:${part}`);
      if (part === 0 && (await edited(place.channel, id, message, mark))) continue;
      await post({ ...place, reply: part === 0 ? place.reply : null }, message, mark);
    }
  }

  async function replace(channel: string, known: readonly string[], card: Card): Promise<readonly string[] | null> {
    const messages = toMessages(card);
    const shown: string[] = [];
    for (const [part, message] of messages.entries()) {
      const id = known[part];
      const isThere = id !== undefined && (await edit(channel, id, message));
      if (!isThere && part === 0) return null;
      shown.push(isThere ? id : await post({ channel, reply: null }, message, markOf(`more:${shown[0]}:${part}`)));
    }
    for (const id of known.slice(messages.length))
      await unlessGone(api.call('DELETE', `/channels/${channel}/messages/${id}`));
    return shown;
  }

  /** @returns false where the message is not there any more */
  async function edit(channel: string, id: string, message: DiscordMessage): Promise<boolean> {
    const change = () =>
      unlessGone(api.call('PATCH', `/channels/${channel}/messages/${id}`, { body: checked(messageSchema, message) }));
    try {
      return await change();
    } catch (error) {
      if (!isRefusal(error, asleep)) throw error;
      await api.call('PATCH', `/channels/${channel}`, { body: { archived: false } });
      return change();
    }
  }

  async function unlessGone(done: Promise<unknown>): Promise<boolean> {
    try {
      await done;
      return true;
    } catch (error) {
      if (isRefusal(error, deleted)) return false;
      throw error;
    }
  }

  const { application } = self;
  return { toAll, begin, extend, complete, replace, ...createWhisper({ api, application, send, log }) };
}
