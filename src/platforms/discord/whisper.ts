import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import type { Log } from '../../log.ts';
import type { DiscordApi } from './api.ts';
import type { Interaction } from './deed.ts';
import { codes, DiscordCallError, isRefusal, tooLate } from './discord-error.ts';
import { checked, messageSchema, privateFlags } from './limits.ts';
import { markOf } from './marks.ts';
import { toMessages } from './render.ts';
import { snowflake } from './snowflake.ts';

/** Who is to be told something, and the ways to them. */
export interface Listener {
  readonly person: string;
  /** Where they are; null to write to them directly. */
  readonly interaction: Interaction | null;
  /** True where what was acknowledged stands for another message, which is to stay. */
  readonly beside?: boolean;
}

/** What one person alone is shown. */
export interface Whisper {
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

export interface WhisperParts {
  readonly api: DiscordApi;
  /** The bot's application. */
  readonly application: string;
  /** Posts a message in a channel, once for each mark. */
  send(channel: string, message: object, mark: number): Promise<string>;
  readonly log: Log;
}

const directSchema = z.looseObject({ id: snowflake });
/** The person has closed their private message, and is not to be bothered with it elsewhere. */
const closed = new Set([codes.unknownMessage]);
const gone = new Set([...tooLate, ...closed]);

export function createWhisper({ api, application, send, log }: WhisperParts): Whisper {
  const webhook = (token: string) => `/webhooks/${application}/${token}` as const;

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
        await api.call('PATCH', `${webhook(token)}/messages/@original`, { body: checked(messageSchema, message) });
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
    toPerson,
    inPlace: (interaction, card) => ifThere(show(interaction, card, true)),
    remove: ({ token }) => ifThere(api.call('DELETE', `${webhook(token)}/messages/@original`)),
  };
}

/** In the direct conversation there is no server, so the buttons of a server's card would find nothing. */
function withoutControls(card: Card): Card {
  return { ...card, blocks: card.blocks.filter(({ kind }) => kind !== 'buttons' && kind !== 'choices') };
}
