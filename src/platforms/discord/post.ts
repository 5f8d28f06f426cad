import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { DiscordApi } from './api.ts';
import type { Identity } from './connection.ts';
import type { Interaction } from './deed.ts';
import { codes, DiscordCallError, isRefusal, tooLate } from './discord-error.ts';
import { checked, messageSchema, privateFlags } from './limits.ts';
import { type DiscordMessage, toMessages } from './render.ts';
import { snowflake } from './snowflake.ts';

/** Who is to be told something, and the ways to them. */
export interface Listener {
  readonly person: string;
  /** Where they are; null to write to them directly. */
  readonly interaction: Interaction | null;
  /** True where what was acknowledged stands for another message, which is to stay. */
  readonly beside?: boolean;
}

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

export interface Poster {
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
  /**
   * Shows a card to one person: in place of what stands in their private message, or in another one; where the interaction is over,
   * directly. Whom the bot may not write to is not told.
   *
   * @param late what is said instead where the interaction is over
   * @throws {DiscordCallError}
   */
  toPerson(listener: Listener, card: Card, late?: Card): Promise<void>;
  /** Shows a card in place of a private message, if it is still there. @throws {DiscordCallError} */
  inPlace(interaction: Interaction, card: Card): Promise<void>;
  /** Takes a private message away, if it is still there. @throws {DiscordCallError} */
  remove(interaction: Interaction): Promise<void>;
}

const postedSchema = z.looseObject({ id: snowflake });
const listedSchema = z.array(
  z.looseObject({
    id: snowflake,
    author: z.looseObject({ id: snowflake }),
    components: z.array(z.looseObject({ id: z.number().optional() })).nullish(),
  }),
);
const directSchema = z.looseObject({ id: snowflake });
const looked = 100;
const asleep = new Set([codes.threadIsArchived]);
/** The person has closed their private message, and is not to be bothered with it elsewhere. */
const closed = new Set([codes.unknownMessage]);
const gone = new Set([...tooLate, ...closed]);
const noReply = new Set([codes.cannotReply]);

export function createPoster(api: DiscordApi, self: Identity, log: Log): Poster {
  const webhook = (token: string) => `/webhooks/${self.application}/${token}` as const;

  async function toAll({ channel, reply }: Place, card: Card, { key, resumed, since }: Posting): Promise<Shown> {
    const there = resumed ? await marks(channel, since) : new Map<number, string>();
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
      if (isRefusal(error, closed)) return false;
      throw error;
    }
  }

  /** The bot's own messages in a channel, by their marks. */
  async function marks(channel: string, since: string | null): Promise<ReadonlyMap<number, string>> {
    const range = since === null ? {} : { after: since };
    const found = await api
      .call('GET', `/channels/${channel}/messages`, { query: { ...range, limit: `${looked}` } })
      .catch((error: unknown) => {
        log.info(`own messages cannot be looked for: ${String(error)}`);
        return [];
      });
    const own = (listedSchema.safeParse(found).data ?? []).filter(({ author }) => author.id === self.user);
    return new Map(
      own.flatMap(({ id, components }) => {
        const mark = components?.[0]?.id;
        return mark === undefined ? [] : [[mark, id] as const];
      }),
    );
  }

  async function toPerson({ person, interaction, beside = false }: Listener, card: Card, late = card): Promise<void> {
    if (interaction !== null) {
      try {
        return await show(interaction, card, !beside);
      } catch (error) {
        if (isRefusal(error, closed)) return log.info(`closed before it was told: ${error.message}`);
        if (!isRefusal(error, tooLate)) throw error;
        log.info(`told directly: ${error.message}`);
      }
    }
    try {
      const { id } = directSchema.parse(
        await api.call('POST', '/users/@me/channels', { body: { recipient_id: person } }),
      );
      const said = toMessages(withoutControls(interaction === null ? card : late));
      for (const [part, message] of said.entries())
        await send(id, message, markOf(`directly ${interaction?.id ?? `${person} ${card.summary}`} ${part}`));
    } catch (error) {
      if (!(error instanceof DiscordCallError) || error.code !== codes.cannotSendToUser) throw error;
      log.info(`not told at all: ${error.message}`);
    }
  }

  async function show({ token }: Interaction, card: Card, inPlaceOfFirst: boolean): Promise<void> {
    for (const [part, message] of toMessages(card).entries()) {
      if (part === 0 && inPlaceOfFirst)
        await api.call('PATCH', `${webhook(token)}/messages/@original`, { body: message });
      else
        await api.call('POST', webhook(token), { body: checked(messageSchema, { ...message, flags: privateFlags }) });
    }
  }

  /** Discord has told the person that it failed; what they chose is kept, and their next click shows it. */
  async function ifThere(change: Promise<unknown>): Promise<void> {
    try {
      await change;
    } catch (error) {
      if (!isRefusal(error, gone)) throw error;
      log.info(`a private message is not changed: ${error.message}`);
    }
  }

  return {
    toAll,
    begin,
    extend,
    complete,
    replace,
    toPerson,
    inPlace: (interaction, card) => ifThere(show(interaction, card, true)),
    remove: ({ token }) => ifThere(api.call('DELETE', `${webhook(token)}/messages/@original`)),
  };
}

/**
 * By this the bot knows a message of its own again: Discord keeps a component's numeric id with it, and shows it to nobody. From 1 to
 * 2³¹ − 1; as text it is the nonce, by which Discord itself refuses to show the same message twice within minutes.
 */
export function markOf(key: string): number {
  return (createHash('sha256').update(key).digest().readUInt32BE() % (2 ** 31 - 1)) + 1;
}

/** Of the first message of a post while it grows. */
function halfMarkOf(key: string): number {
  return markOf(`${key}:half`);
}

function marked(message: DiscordMessage, id: number): DiscordMessage {
  const [first, ...rest] = message.components;
  return first === undefined ? message : { ...message, components: [{ ...first, id }, ...rest] };
}

/** In the direct conversation there is no server, so the buttons of a server's card would find nothing. */
function withoutControls(card: Card): Card {
  return { ...card, blocks: card.blocks.filter(({ kind }) => kind !== 'buttons' && kind !== 'choices') };
}
