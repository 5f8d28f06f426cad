import { ComponentType, MessageFlags, MessageType } from 'discord.js';
import { everyObject, textOf } from '../json.ts';
import type { Discord } from './discord.ts';
import { type Effects, linksIn, mentionedIn } from './effects.ts';
import { tellChannel, tellDeleted, tellMessage, tellThreadMembers } from './events.ts';
import type { AnsweredInteraction, Channel, Mentions, Message, MessageContent, User } from './model.ts';

export interface NewMessage {
  readonly author: User;
  readonly content: MessageContent;
  readonly type?: MessageType;
  readonly reference?: Message['reference'];
  readonly nonce?: string | number | null;
  readonly answers?: AnsweredInteraction | null;
  readonly visibleTo?: string | null;
  readonly isNotice?: boolean;
}

/** What says nothing yet. */
export const EMPTY: MessageContent = {
  content: '',
  embeds: [],
  components: [],
  attachments: [],
  flags: 0,
  allowedMentions: null,
};

/** Puts a message into a channel, wakes the thread that it is in, and tells the apps. */
export function post(discord: Discord, channel: Channel, made: NewMessage): Message {
  const { author, content, type = MessageType.Default, reference = null, visibleTo = null, isNotice = false } = made;
  const message: Message = {
    id: discord.ids.next(),
    channel,
    author,
    type,
    ...content,
    reference,
    nonce: made.nonce ?? null,
    answers: made.answers ?? null,
    visibleTo,
    isNotice,
    editedAt: null,
    deleted: false,
    thread: null,
    ...consequences(channel, content, type === MessageType.Reply ? reference : null),
    reactions: new Map(),
    chosen: new Map(),
    failures: new Map(),
  };
  channel.messages.push(message);
  channel.byId.set(message.id, message);
  channel.typing.delete(author.id);
  if (visibleTo === null && type !== MessageType.ThreadStarterMessage) enter(discord, channel, author);
  if (author.app !== null) discord.noteEffects(message.effects);
  if (!isNotice) tellMessage(discord, 'create', message);
  discord.changed();
  return message;
}

/** Who speaks in a thread is in it, and it is open. */
function enter(discord: Discord, channel: Channel, author: User): void {
  const { thread } = channel;
  if (thread === null) return;
  if (thread.archived) {
    thread.archived = false;
    thread.changedAt = discord.clock.now();
    tellChannel(discord, 'THREAD_UPDATE', channel);
  }
  if (thread.members.has(author.id)) return;
  thread.members.add(author.id);
  tellThreadMembers(discord, channel, [author], []);
}

/** Gives a message another content; `isFirst` where it was only a promise until now, which is no edit. */
export function change(discord: Discord, message: Message, content: MessageContent, isFirst = false): void {
  const { allowedMentions: _, ...shown } = content;
  Object.assign(message, shown, consequences(message.channel, content, null));
  message.flags &= ~MessageFlags.Loading;
  if (!isFirst) message.editedAt = discord.clock.now();
  message.chosen.clear();
  message.failures.clear();
  if (message.author.app !== null) discord.noteEffects(message.effects);
  tellMessage(discord, 'update', message);
  discord.changed();
}

export function remove(discord: Discord, message: Message): void {
  message.deleted = true;
  tellDeleted(discord, message);
  discord.changed();
}

/** What can be read in a message, outside of embeds: where mentions count. */
function textsOf({ content, components }: Pick<MessageContent, 'content' | 'components'>): string[] {
  const displays = [...everyObject(components)].filter(({ type }) => type === ComponentType.TextDisplay);
  return [content, ...displays.map((display) => textOf(display['content']))].filter((text) => text !== '');
}

function consequences(
  channel: Channel,
  content: MessageContent,
  reference: Message['reference'],
): { mentions: Mentions; effects: Effects } {
  const texts = textsOf(content);
  const repliedTo = channel.byId.get(reference?.messageId ?? '')?.author.id ?? null;
  const { mentions, pings } = mentionedIn(texts, content.allowedMentions, repliedTo);
  return { mentions, effects: { pings, links: linksIn(texts, content.embeds, content.components) } };
}
