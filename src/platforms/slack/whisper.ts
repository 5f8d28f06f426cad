import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';
import { markOf } from './marks.ts';
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

/** What one person alone is shown. */
export interface Whisper {
  /** Shows a card to one person, where they are if that can be, else in the direct conversation. @throws {SlackCallError} */
  toPerson(listener: Listener, card: Card): Promise<void>;
  /** The same with messages that are rendered already. */
  show(listener: Listener, messages: readonly SlackMessage[]): Promise<void>;
}

/** Reasons for which an ephemeral message is not to be had, but another way is. */
const noEphemeral: ReadonlySet<string> = new Set([...cannotPost, 'cannot_post_ephemeral', 'user_not_found']);

export function createWhisper(api: SlackApi, log: Log): Whisper {
  async function show(listener: Listener, messages: readonly SlackMessage[]): Promise<void> {
    const { channel, thread, person, direct, responseUrl } = listener;
    const inThread = thread === null ? {} : { thread_ts: thread };
    const showAll = async (show: (message: object) => Promise<unknown>) => {
      for (const message of messages) await show(message);
    };
    try {
      return await showAll((message) =>
        direct
          ? api.call('chat.postMessage', {
              ...message,
              channel,
              ...inThread,
              metadata: markOf(`to:${person}`, 0),
            })
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

  return { show, toPerson: (listener, card) => show(listener, toMessages(card)) };
}
