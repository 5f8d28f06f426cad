import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';
import { toMessages } from './render.ts';
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

export interface Poster {
  /**
   * Posts a card where everybody there sees it, in as many messages as it takes. Where it is unclear whether a message went out, looks
   * for it before posting it again; where that cannot be read, it is posted again: twice is better than never.
   *
   * @returns the timestamp of the first message, null if it was there already
   * @throws {SlackCallError}
   */
  toAll(place: Place, card: Card, posting: Posting): Promise<string | null>;
  /** Shows a card to one person, where they are if that can be, else in the direct conversation. @throws {SlackCallError} */
  toPerson(listener: Listener, card: Card): Promise<void>;
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
/** Reasons for which an ephemeral message is not to be had, but another way is. */
const noEphemeral: ReadonlySet<string> = new Set([...cannotPost, 'cannot_post_ephemeral', 'user_not_found']);

export function createPoster(api: SlackApi, log: Log, wait: (ms: number) => Promise<void>): Poster {
  async function toAll(place: Place, card: Card, posting: Posting): Promise<string | null> {
    const messages = toMessages(card);
    const there = posting.resumed ? await markers(place, posting) : new Set<number>();
    let first: string | null = null;
    for (const [part, message] of messages.entries()) {
      if (there.has(part)) continue;
      const ts = await post(place, message, posting, part);
      if (part === 0) first = ts;
    }
    return first;
  }

  async function post(place: Place, message: object, posting: Posting, part: number): Promise<string | null> {
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
        if ((await markers(place, posting)).has(part)) return null;
      }
    }
  }

  /** The parts of a post that are there. Without the scope to read them, none. */
  async function markers({ channel, thread }: Place, { key, since }: Posting): Promise<ReadonlySet<number>> {
    const range = since === null ? {} : { oldest: since, inclusive: true };
    const found = await (thread === null
      ? api.call('conversations.history', { channel, limit: 200, include_all_metadata: true, ...range })
      : api.call('conversations.replies', { channel, ts: thread, limit: 200, include_all_metadata: true, ...range })
    ).catch((error: unknown) => {
      log.info(`own messages cannot be looked for: ${String(error)}`);
      return null;
    });
    const listed = listedSchema.safeParse(found);
    const own = (listed.data?.messages ?? []).flatMap(({ metadata }) => metadata ?? []);
    return new Set(
      own
        .filter(({ event_type, event_payload }) => event_type === markerType && event_payload.key === key)
        .map(({ event_payload }) => event_payload.part),
    );
  }

  async function toPerson(listener: Listener, card: Card): Promise<void> {
    const { channel, thread, person, direct, responseUrl } = listener;
    const inThread = thread === null ? {} : { thread_ts: thread };
    const messages = toMessages(card);
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

  return { toAll, toPerson };
}
