import { z } from 'zod';
import type { Posted, Reply } from '../../core/bot-events.ts';
import { createRefresher, type Refresher } from '../refresher.ts';
import type { JustPosted, Voice } from '../say.ts';
import type { SlackApi } from './api.ts';
import { attach, type Below, give, illustrate } from './attach.ts';
import { conversationOf, placeOf, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import type { Poster } from './post.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const linkSchema = z.looseObject({ permalink: z.string() });
const gone: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message']);

export interface Speaking {
  /** Whom is answered; null where nobody asked. */
  readonly listener: Listener | null;
  readonly resumed: boolean;
  /** Nothing of what is said can be older than this message; null where that is not known. */
  readonly since: string | null;
}

/** How the bot says things in Slack. What Slack calls a card of several messages is their timestamps, joined by commas. */
export function createVoice(slack: SlackContext, { listener, resumed, since }: Speaking): Voice {
  const { poster, api } = slack;
  return {
    async post(conversation, message, card, key) {
      const meant = placeOf(conversation);
      const place = { channel: meant.channel, thread: meant.thread ?? message?.split(',', 1)[0] ?? null };
      const posting = { key, resumed, since };
      try {
        return await posted(api, place, await poster.toAll(place, card, posting));
      } catch (error) {
        // Its thread was deleted: whoever read that reads the channel.
        if (message === null || !isRefusal(error, gone)) throw error;
        return posted(api, { ...place, thread: null }, await poster.toAll({ ...place, thread: null }, card, posting));
      }
    },
    async tell(card) {
      if (listener !== null) await poster.toPerson(listener, card);
    },
    async give(attachment) {
      if (listener !== null) await give(slack, listener, attachment);
    },
    attach: (card, { name, text }) => attach(slack, below(card), { name, content: Buffer.from(text) }),
    illustrate: (workspace, card, record) => illustrate(slack, workspace, below(card), record),
  };
}

/** Keeps posted cards up to date. Where the bot cannot write any more, the card stays as it was: the record stands. */
export function createSlackRefresher(slack: Pick<SlackContext, 'bot' | 'poster' | 'api' | 'log'>): Refresher {
  const { bot, poster, api, log } = slack;
  return createRefresher({
    bot,
    async replace(where, card) {
      const place = placeOfPosted(where);
      try {
        const ts = await poster.replace(place, where.message.split(','), card);
        return ts === null ? null : { ...where, message: ts.join(',') };
      } catch (error) {
        if (!isRefusal(error, cannotPost)) throw error;
        log.info(`a card stays as it was: ${String(error)}`);
        return where;
      }
    },
    renew: (where, card) => renew(api, poster, log, where, card),
  });
}

async function renew(
  api: SlackApi,
  poster: Poster,
  log: SlackContext['log'],
  where: Posted,
  card: Reply,
): Promise<Posted> {
  const place = placeOf(where.conversation);
  const posting = { key: `anew:${where.message}`, resumed: true, since: null };
  try {
    return (await posted(api, place, await poster.toAll(place, card, posting))).posted;
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    log.info(`a card that is gone is not posted anew: ${String(error)}`);
    return where;
  }
}

function below({ posted, isNew }: JustPosted): Below {
  return { ...placeOfPosted(posted), card: firstOf(posted), isNew };
}

function placeOfPosted(posted: Posted): Place {
  const { channel, thread } = placeOf(posted.conversation);
  return { channel, thread: thread ?? firstOf(posted) };
}

function firstOf({ message }: Posted): string | null {
  return message.split(',', 1)[0] ?? null;
}

async function posted(
  api: SlackApi,
  place: Place,
  { ts, isNew }: Awaited<ReturnType<Poster['toAll']>>,
): Promise<JustPosted> {
  const link = await api
    .call('chat.getPermalink', { channel: place.channel, message_ts: ts[0] })
    .then((answer) => linkSchema.parse(answer).permalink)
    .catch((error: unknown) => {
      if (error instanceof SlackCallError) return null;
      throw error;
    });
  return { posted: { conversation: conversationOf(place), message: ts.join(','), link }, isNew };
}
