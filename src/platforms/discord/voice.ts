import type { Reply } from '../../core/bot-events.ts';
import { createRefresher, type Refresher } from '../refresher.ts';
import type { JustPosted, Voice } from '../say.ts';
import { attach, give, illustrate } from './attach.ts';
import { roomOf } from './channels.ts';
import type { DiscordContext } from './context.ts';
import { cannotPost, codes, type DiscordCallError, isRefusal } from './discord-error.ts';
import type { Spot } from './flow-ids.ts';
import type { Posting } from './post.ts';
import { subjectOf, threadOf } from './thread.ts';
import type { Listener } from './whisper.ts';

export interface Speaking {
  /** Whom is answered; null where nobody asked. */
  readonly listener: Listener | null;
  /** The message whose thread may not be opened yet: a conversation that is called as the message is its thread. */
  readonly spot: Spot | null;
  readonly resumed: boolean;
  /** Nothing of what is said can be older than what has this id; null where that is not known. */
  readonly since: string | null;
}

type Speaker = Omit<DiscordContext, 'refresher'>;

const gone: ReadonlySet<DiscordCallError['code']> = new Set([codes.unknownChannel]);
/** Nothing more can be said in the thread; whoever read it reads its channel. */
const shut: ReadonlySet<DiscordCallError['code']> = new Set([...gone, codes.threadIsArchived, codes.threadIsLocked]);

/**
 * How the bot says things in Discord. What Discord calls a card of several messages is their ids, joined by commas; in a thread, behind
 * the id of its channel, where whoever read it reads on when the thread is gone.
 */
export function createVoice(discord: Speaker, speaking: Speaking): Voice {
  const { poster } = discord;
  const { listener, resumed, since } = speaking;
  const posting = (key: string): Posting => ({ key, resumed, since });
  return {
    async post(conversation, message, card, key) {
      const beside = message === null ? null : parseMessageName(message);
      try {
        return await postAt(discord, await placeOf(discord, speaking, conversation, beside, card), card, posting(key));
      } catch (error) {
        if (beside?.parent == null || !isRefusal(error, shut)) throw error;
        return postAt(discord, { channel: beside.parent, reply: null }, card, posting(key));
      }
    },
    async tell(card) {
      if (listener !== null) await poster.toPerson({ ...listener, beside: true }, card);
    },
    async give(attachment) {
      if (listener?.interaction != null) await give(discord, listener.interaction, attachment);
    },
    attach: (card, { name, text }) => attach(discord, card, { name, content: Buffer.from(text) }),
    illustrate: (workspace, card, record) => illustrate(discord, workspace, card, record),
  };
}

/** Keeps posted cards up to date. Where the bot cannot write any more, the card stays as it was: the record stands. */
export function createDiscordRefresher(discord: Speaker): Refresher {
  const { bot, poster, log } = discord;
  return createRefresher({
    bot,
    async replace(where, card) {
      const { parent, ids } = parseMessageName(where.message);
      try {
        const shown = await poster.replace(where.conversation, ids, card);
        return shown === null ? null : { ...where, message: messageName(parent, shown) };
      } catch (error) {
        if (isRefusal(error, gone)) return parent === null ? where : null;
        if (!isRefusal(error, cannotPost)) throw error;
        log.info(`a card stays as it was: ${error.message}`);
        return where;
      }
    },
    async renew(where, card) {
      const { parent } = parseMessageName(where.message);
      const posting = { key: `anew:${where.message}`, resumed: true, since: null };
      try {
        return (await postAt(discord, { channel: where.conversation, reply: null }, card, posting)).posted;
      } catch (error) {
        if (!isRefusal(error, cannotPost)) throw error;
        log.info(`a card that is gone is not posted anew there: ${error.message}`);
        if (parent === null || !isRefusal(error, gone)) return where;
        return (await postAt(discord, { channel: parent, reply: null }, card, posting)).posted;
      }
    },
  });
}

/** Where something belongs: in a thread as it is, in a channel in the thread of the message that it is an answer to. */
async function placeOf(
  discord: Speaker,
  { spot }: Speaking,
  conversation: string,
  beside: MessageName | null,
  card: Reply,
): Promise<{ readonly channel: string; readonly reply: string | null }> {
  const hanging = spot?.message === conversation ? { channel: spot.channel, id: conversation } : null;
  const [first] = beside?.ids ?? [];
  const message = hanging ?? (first === undefined ? null : { channel: conversation, id: first });
  if (message === null) return { channel: conversation, reply: null };
  const thread = await threadOf(discord, message, subjectOf(card));
  if (thread === null) return { channel: message.channel, reply: null };
  return { channel: thread.channel, reply: thread.obstacle === null ? null : message.id };
}

async function postAt(
  { poster, channels }: Speaker,
  place: { readonly channel: string; readonly reply: string | null },
  card: Reply,
  posting: Posting,
): Promise<JustPosted> {
  const { ids, isNew } = await poster.toAll(place, card, posting);
  const channel = await channels.get(place.channel);
  const { id, guild } = channel;
  const room = roomOf(channel);
  const link = `https://discord.com/channels/${guild ?? '@me'}/${id}/${ids[0] ?? ''}`;
  return { posted: { conversation: id, message: messageName(room === id ? null : room, ids), link }, isNew };
}

interface MessageName {
  /** The channel of a thread whose readers are the same; null for any other place. */
  readonly parent: string | null;
  readonly ids: readonly string[];
}

function messageName(parent: string | null, ids: readonly string[]): string {
  return parent === null ? ids.join(',') : `${parent}:${ids.join(',')}`;
}

function parseMessageName(name: string): MessageName {
  const [ids = '', parent = null] = name.split(':').toReversed();
  return { parent, ids: ids.split(',') };
}
