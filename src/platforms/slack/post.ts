import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import { createRecent } from '../../core/recent.ts';
import type { Log } from '../../log.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';
import { findMarks, markOf, nothing } from './marks.ts';
import { toMessages } from './render.ts';
import { isRefusal, SlackCallError, signedOut } from './slack-error.ts';
import { createWhisper, type Whisper } from './whisper.ts';

export interface Posting {
  /** What makes the post the same when the work on it is done again. */
  readonly key: string;
  /** True where an earlier attempt may have posted it. */
  readonly resumed: boolean;
  /** Nothing of it can be older than this message; null where that is not known. */
  readonly since: string | null;
  /** True where an earlier attempt may have streamed the beginning of it. */
  readonly streamed?: boolean;
}

/** The messages of a card. */
export interface Shown {
  readonly ts: readonly string[];
  /** False where all of it was there already. */
  readonly isNew: boolean;
}

export interface Poster extends Whisper {
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
  /**
   * Puts a card in the place of a message of the bot's own that was streamed and may not be whole. Where that cannot be changed any more,
   * the card is posted anew.
   *
   * @returns the timestamps of its messages
   * @throws {SlackCallError}
   */
  complete(place: Place, ts: string, card: Card, posting: Posting): Promise<readonly string[]>;
  /** Tells that a message without a marker is being written by this process, and not left over from another one. */
  own(ts: string): void;
  /** Tells that nobody writes it any more, so that the next attempt may complete it. */
  disown(ts: string): void;
}

const postedSchema = z.looseObject({ ts: z.string() });

/** Messages that are being streamed, or were completed; forgetting one takes as many newer ones. */
const maxWritten = 1_000;

const pausesMs = [500, 2_000, 8_000];
const notToChange: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** @param user the bot's own id */
export function createPoster(api: SlackApi, user: string, log: Log, wait: (ms: number) => Promise<void>): Poster {
  const written = createRecent<boolean>(maxWritten);
  const find = (place: Place, { key, since, streamed = false }: Posting) =>
    findMarks(api, log, { ...place, key, since, streamed, self: user, isWritten: (ts) => written.get(ts) === true });

  async function toAll(place: Place, card: Card, posting: Posting): Promise<Shown> {
    const { there, half } = posting.resumed ? await find(place, posting) : nothing;
    if (!there.has(0) && half !== null) return { ts: await complete(place, half, card, posting, there), isNew: true };
    const messages = toMessages(card);
    const ts: string[] = [];
    for (const [part, message] of messages.entries())
      ts.push(there.get(part) ?? (await post(place, message, posting, part)));
    return { ts, isNew: there.size < messages.length };
  }

  async function complete(
    place: Place,
    half: string,
    card: Card,
    posting: Posting,
    there: ReadonlyMap<number, string> = nothing.there,
  ): Promise<readonly string[]> {
    // Two questions of one thread may both have been cut off.
    written.set(half, true);
    const shown: string[] = [];
    try {
      for (const [part, message] of toMessages(card).entries()) {
        const known = part === 0 && (await isEnded(place, half, message, posting)) ? half : there.get(part);
        shown.push(known ?? (await post(place, message, posting, part)));
      }
    } catch (error) {
      written.set(half, false);
      throw error;
    }
    return shown;
  }

  /** Ends a stream with a message in its place. @returns false where trying again would not change that it cannot be */
  async function isEnded({ channel }: Place, ts: string, message: object, posting: Posting): Promise<boolean> {
    try {
      await api.call('chat.stopStream', { channel, ts }).catch(unlessRefused);
      await api.call('chat.update', { ...message, channel, ts, metadata: markOf(posting.key, 0) });
      return true;
    } catch (error) {
      unlessRefused(error);
      return false;
    }
  }

  function unlessRefused(error: unknown): void {
    const passes = error instanceof SlackCallError && !error.uncertain && error.code !== 'ratelimited';
    if (!passes || isRefusal(error, signedOut)) throw error;
    log.info(`a streamed message is not changed: ${error.message}`);
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
      metadata: markOf(posting.key, part),
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return postedSchema.parse(await api.call('chat.postMessage', args)).ts;
      } catch (error) {
        const pause = pausesMs[attempt];
        if (!(error instanceof SlackCallError) || !error.uncertain || pause === undefined) throw error;
        log.info(`it is unclear whether a message went out: ${error.message}`);
        await wait(pause);
        const there = (await find(place, posting)).there.get(part);
        if (there !== undefined) return there;
      }
    }
  }

  return {
    toAll,
    replace,
    complete,
    own: (ts) => written.set(ts, true),
    disown: (ts) => written.set(ts, false),
    ...createWhisper(api, log),
  };
}
