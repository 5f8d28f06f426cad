import { z } from 'zod';
import type { Watch } from '../../core/bot-events.ts';
import type { Card } from '../../core/card.ts';
import { textsOf } from '../../core/layout/texts.ts';
import { createGrowing } from '../growing.ts';
import type { SlackContext } from './context.ts';
import { limits, notText } from './limits.ts';
import { toMarkdown } from './markdown.ts';
import { markOf } from './marks.ts';
import type { Posting } from './post.ts';
import { toMessages } from './render.ts';
import { SlackCallError } from './slack-error.ts';
import { showStatus } from './status.ts';

/** Where an answer is shown while it grows: always in a thread, and for somebody. */
export interface StreamPlace {
  readonly channel: string;
  readonly thread: string;
  readonly workspace: string;
  readonly person: string;
  /** True where no status line is to be shown: there is one already, or nobody has asked the bot for sure. */
  readonly quiet: boolean;
}

/** An answer that is shown while it grows. */
export interface Stream {
  readonly watch: Watch;
  /** Shows the whole answer: what was shown of it goes on, and what cannot go on is put in its place. @throws {SlackCallError} */
  finish(card: Card, posting: Posting): Promise<void>;
  /** Leaves what was shown as it is, for another attempt to complete. Never rejects. */
  leave(): Promise<void>;
}

const startedSchema = z.looseObject({ ts: z.string() });
/** As {@link toMessages} packs them: the text of a stream counts with that of the blocks below it. */
const mostText = 12_000;

/**
 * Streams with Slack's own methods. Nothing is shown twice: where Slack asks for patience in the middle, the rest comes with the end; where
 * it is unclear what arrived, or the stream has died, the whole answer takes the place of what is there.
 */
export function createStream(slack: SlackContext, place: StreamPlace): Stream {
  const { api, poster, log } = slack;
  const { channel, thread } = place;
  let ts: string | null = null;
  let shown = '';
  /** `limited`: it stands as it is known. `broken`: it is gone, or nobody knows how much of it stands. */
  let state: 'whole' | 'limited' | 'broken' = 'whole';

  const growing = createGrowing(async (soFar) => {
    if (soFar.blocks.length === 0 && !place.quiet) await showStatus(slack, place);
    const text = textOf(soFar);
    if (!text.startsWith(shown) || text.length > mostText) return false;
    if (text === shown) return true;
    const markdown_text = text.slice(shown.length);
    try {
      if (ts === null) {
        const recipient = { recipient_user_id: place.person, recipient_team_id: place.workspace };
        const started = await api.call('chat.startStream', { channel, thread_ts: thread, ...recipient, markdown_text });
        ts = startedSchema.parse(started).ts;
        poster.own(ts);
      } else await api.call('chat.appendStream', { channel, ts, markdown_text });
      shown = text;
      return true;
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
      log.info(`not streamed on: ${error.message}`);
      // Where even the start is refused nothing stands, and nothing is broken.
      if (error.code === 'ratelimited') state = 'limited';
      else if (ts !== null || error.uncertain) state = 'broken';
      return false;
    }
  });

  async function stop(): Promise<void> {
    try {
      await growing.end();
      if (ts !== null) await api.call('chat.stopStream', { channel, ts });
    } catch (error) {
      log.info(`a stream is left open: ${String(error)}`);
    }
  }

  return {
    async leave() {
      await stop();
      if (ts !== null) poster.disown(ts);
    },
    watch: growing.grow,
    async finish(card, posting) {
      await growing.end();
      if (ts === null) {
        // A start that may have worked is looked for, as after a crash.
        const resumed = posting.resumed || state === 'broken';
        return void (await poster.toAll(place, card, { ...posting, resumed, streamed: true }));
      }
      if (!textOf(card).startsWith(shown)) {
        await stop();
        return void (await poster.toAll(place, card, posting));
      }
      const end = state === 'broken' ? null : endOf(card, shown);
      if (end === null) return void (await poster.complete(place, ts, card, posting));
      try {
        await api.call('chat.stopStream', { channel, ts, ...end, metadata: markOf(posting.key, 0) });
      } catch (error) {
        if (!(error instanceof SlackCallError) || error.code === 'ratelimited') {
          poster.disown(ts);
          throw error;
        }
        log.info(`a stream ended before its end: ${error.message}`);
        await poster.complete(place, ts, card, posting);
      }
    },
  };
}

/** What an answer begins with, as Markdown. */
function textOf({ blocks: [first] }: Card): string {
  return first?.kind === 'text' ? toMarkdown(first.text) : '';
}

/** What is left to show; null where it does not go into one message with what was shown. */
function endOf(card: Card, shown: string) {
  const text = textOf(card);
  const [, ...below] = card.blocks;
  const messages = below.length === 0 ? [] : toMessages({ ...card, blocks: below });
  const blocks = messages[0]?.blocks ?? [];
  const length = textsOf(blocks, notText).reduce((sum, each) => sum + each.length, text.length);
  if (messages.length > 1 || length > mostText || blocks.length >= limits.blocks) return null;
  const rest = text.slice(shown.length);
  return { ...(blocks.length === 0 ? {} : { blocks }), ...(rest === '' ? {} : { markdown_text: rest }) };
}
