import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';
import { type SlackMessage, toMessages } from './render.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';

/** Who is to be told something, and the ways to them. */
export interface Listener extends Place {
  readonly person: string;
  /** True in the direct conversation with the bot, where nobody else listens. */
  readonly direct: boolean;
  /** Empty where there is none. */
  readonly responseUrl: string;
}

export interface Posting {
  /** What makes the post the same when the work on it is done again. */
  readonly key: string;
  /** True where an earlier attempt may have posted it. */
  readonly resumed: boolean;
  /** Nothing of it can be older than this message; null where that is not known. */
  readonly since: string | null;
}

/** The messages of a card. */
export interface Shown {
  readonly ts: readonly string[];
  /** False where all of it was there already. */
  readonly isNew: boolean;
}

export interface Poster {
  /**
   * Posts a card where everybody there sees it, in as many messages as it takes. Where it is unclear whether a message went out, looks
   * for it before posting it again; where that cannot be read, it is posted again: twice is better than never.
   *
   * @throws {SlackCallError}
   */
  toAll(place: Place, card: Card, posting: Posting): Promise<Shown>;
  /**
   * Puts a card in the place of one of the bot's own. Where it takes more messages than that did, the rest follows in its thread; where it
   * takes fewer, what is left over goes away.
   *
   * @returns the timestamps of its messages; null where the first one is gone
   * @throws {SlackCallError}
   */
  replace(place: Place, messages: readonly string[], card: Card): Promise<readonly string[] | null>;
  /** Shows a card to one person, where they are if that can be, else in the direct conversation. @throws {SlackCallError} */
  toPerson(listener: Listener, card: Card): Promise<void>;
  /** The same with messages that are rendered already. */
  show(listener: Listener, messages: readonly SlackMessage[]): Promise<void>;
}

/** The type of the metadata by which the bot knows its own messages again. */
const markerType = 'archcheck_reply';

const postedSchema = z.looseObject({ ts: z.string() });
const listedSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.looseObject({ key: z.string(), part: z.number() }) })
        .optional()
        .catch(undefined),
    }),
  ),
});

const pausesMs = [500, 2_000, 8_000];
const notToChange: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
/** Reasons for which an ephemeral message is not to be had, but another way is. */
const noEphemeral: ReadonlySet<string> = new Set([...cannotPost, 'cannot_post_ephemeral', 'user_not_found']);

export function createPoster(api: SlackApi, log: Log, wait: (ms: number) => Promise<void>): Poster {
  async function toAll(place: Place, card: Card, posting: Posting): Promise<Shown> {
    const messages = toMessages(card);
    const there = posting.resumed ? await markers(place, posting) : new Map<number, string>();
    const ts: string[] = [];
    for (const [part, message] of messages.entries())
      ts.push(there.get(part) ?? (await post(place, message, posting, part)));
    return { ts, isNew: there.size < messages.length };
  }

  async function replace(place: Place, known: readonly string[], card: Card): Promise<readonly string[] | null> {
    const { channel } = place;
    const messages = toMessages(card);
    const shown: string[] = [];
    for (const [part, message] of messages.entries()) {
      const ts = known[part];
      const isThere = ts !== undefined && (await unlessGone(api.call('chat.update', { ...message, channel, ts })));
      if (!isThere && part === 0) return null;
      const key = `more:${shown[0]}`;
      shown.push(isThere ? ts : await post(place, message, { key, resumed: false, since: null }, part));
    }
    for (const ts of known.slice(messages.length)) await unlessGone(api.call('chat.delete', { channel, ts }));
    return shown;
  }

  /** @returns false where the message is not there, or not the bot's to change, any more */
  async function unlessGone(done: Promise<unknown>): Promise<boolean> {
    try {
      await done;
      return true;
    } catch (error) {
      if (isRefusal(error, notToChange)) return false;
      throw error;
    }
  }

  async function post(place: Place, message: object, posting: Posting, part: number): Promise<string> {
    const args = {
      ...message,
      channel: place.channel,
      ...(place.thread === null ? {} : { thread_ts: place.thread }),
      metadata: { event_type: markerType, event_payload: { key: posting.key, part } },
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return postedSchema.parse(await api.call('chat.postMessage', args)).ts;
      } catch (error) {
        const pause = pausesMs[attempt];
        if (!(error instanceof SlackCallError) || !error.uncertain || pause === undefined) throw error;
        log.info(`it is unclear whether a message went out: ${error.message}`);
        await wait(pause);
        const there = (await markers(place, posting)).get(part);
        if (there !== undefined) return there;
      }
    }
  }

  /** The parts of a post that are there. Without the scope to read them, none. */
  async function markers({ channel, thread }: Place, { key, since }: Posting): Promise<ReadonlyMap<number, string>> {
    const range = since === null ? {} : { oldest: since, inclusive: true };
    const found = await (thread === null
      ? api.call('conversations.history', { channel, limit: 200, include_all_metadata: true, ...range })
      : api.call('conversations.replies', { channel, ts: thread, limit: 200, include_all_metadata: true, ...range })
    ).catch((error: unknown) => {
      log.info(`own messages cannot be looked for: ${String(error)}`);
      return null;
    });
    const listed = listedSchema.safeParse(found);
    const own = (listed.data?.messages ?? []).flatMap(({ ts, metadata }) => (metadata ? [{ ts, ...metadata }] : []));
    return new Map(
      own
        .filter(({ event_type, event_payload }) => event_type === markerType && event_payload.key === key)
        .map(({ ts, event_payload }) => [event_payload.part, ts]),
    );
  }

  async function show(listener: Listener, messages: readonly SlackMessage[]): Promise<void> {
    const { channel, thread, person, direct, responseUrl } = listener;
    const inThread = thread === null ? {} : { thread_ts: thread };
    const showAll = async (show: (message: object) => Promise<unknown>) => {
      for (const message of messages) await show(message);
    };
    try {
      return await showAll((message) =>
        direct
          ? api.call('chat.postMessage', { ...message, channel, ...inThread })
          : api.call('chat.postEphemeral', { ...message, channel, user: person, ...inThread }),
      );
    } catch (error) {
      // A command runs between two people as well, where the bot is not.
      if (!isRefusal(error, noEphemeral)) throw error;
    }
    if (responseUrl !== '') {
      try {
        return await showAll((message) =>
          api.respond(responseUrl, { ...message, response_type: 'ephemeral', replace_original: false, ...inThread }),
        );
      } catch (error) {
        if (!(error instanceof SlackCallError)) throw error;
        log.info(`not told where they are: ${error.message}`);
      }
    }
    await showAll((message) => api.call('chat.postMessage', { ...message, channel: person }));
  }

  return { toAll, replace, show, toPerson: (listener, card) => show(listener, toMessages(card)) };
}
