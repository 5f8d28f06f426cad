import { MessageFlags, MessageType } from 'discord.js';
import { at, type JsonObject, objects, textOf } from '../json.ts';
import { channelById, type Discord } from './discord.ts';
import { madeAt } from './ids.ts';
import { TIMES } from './limits.ts';
import type { Channel, Message, User } from './model.ts';
import { sees } from './permissions.ts';
import { componentLines } from './screen-components.ts';
import { readable } from './screen-text.ts';

/** What one person sees of a channel: its messages with their threads, and what only they see. */
export function channelScreen(discord: Discord, user: User, channel: Channel): string {
  const visible = messagesFor(user, channel);
  const onMessages = new Set(visible.map((message) => message.thread));
  const others = [...(channel.guild?.channels.values() ?? [])].filter(
    (each) => each.parent === channel && !onMessages.has(each) && sees(each, user),
  );
  return [
    titleOf(user, channel),
    ...visible.flatMap((message) => [
      ...messageLines(discord, user, message),
      ...(message.thread === null || !sees(message.thread, user) ? [] : threadLines(discord, user, message.thread)),
    ]),
    ...others.flatMap((thread) => threadLines(discord, user, thread)),
    ...typingLines(discord, user, channel),
  ].join('\n');
}

function titleOf(user: User, channel: Channel): string {
  if (channel.guild === null) {
    return `@${channel.recipients
      .filter((each) => each !== user)
      .map((each) => each.name)
      .join(', ')}`;
  }
  if (channel.parent !== null) return `#${channel.parent.name} › ${channel.name}${archivedMark(channel)}`;
  return `#${channel.name}`;
}

const archivedMark = ({ thread }: Channel) =>
  thread?.locked === true ? ' (locked)' : thread?.archived === true ? ' (archived)' : '';

export function messagesFor(user: User, channel: Channel): Message[] {
  return channel.messages.filter(
    (message) =>
      !message.deleted &&
      message.type !== MessageType.ThreadStarterMessage &&
      (message.visibleTo === null || message.visibleTo === user.id),
  );
}

function threadLines(discord: Discord, user: User, thread: Channel): string[] {
  const isPrivate = thread.kind === 'privateThread' ? 'private ' : '';
  const messages = messagesFor(user, thread).flatMap((message) => messageLines(discord, user, message));
  return [
    `  ↳ ${isPrivate}thread: ${thread.name}${archivedMark(thread)}`,
    ...[...messages, ...typingLines(discord, user, thread)].map((line) => `  │ ${line}`.trimEnd()),
  ];
}

function typingLines(discord: Discord, user: User, channel: Channel): string[] {
  return [...channel.typing].flatMap(([id, until]) => {
    const name = channel.guild?.members.get(id)?.user.name ?? channel.recipients.find((each) => each.id === id)?.name;
    return id === user.id || name === undefined || until <= discord.clock.now() ? [] : [`… ${name} is typing`];
  });
}

/** A message: what it answers, who says it, then its lines. */
function messageLines(discord: Discord, user: User, message: Message): string[] {
  return [...aboveLines(discord, message), ...ownLines(discord, user, message)];
}

/** A message without what it answers. */
export function ownLines(discord: Discord, user: User, message: Message): string[] {
  const { author, flags } = message;
  if (message.type === MessageType.ThreadCreated) return [`${author.name} started a thread: ${message.content}`];
  const marks = [
    ...(message.visibleTo === null ? [] : ['only you can see this']),
    ...(message.editedAt === null ? [] : ['edited']),
  ];
  const who = `${author.name}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}:`;
  const failure = message.failures.get(user.id);
  const lines = [...bodyLines(discord, user, message), ...(failure === undefined ? [] : [`! ${failure}`])];
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && author.app === null) return [`${who} ${only}`];
  if ((flags & MessageFlags.Loading) !== 0) {
    const isOver = discord.clock.now() - madeAt(message.id) >= TIMES.token;
    return [who, isOver ? '  ! The application did not respond' : `  ${author.name} is thinking…`];
  }
  if (message.isNotice) return [who, `  ! ${message.content}`];
  return [who, ...lines.map((line) => `  ${line}`.trimEnd())];
}

const COMMANDS: readonly MessageType[] = [MessageType.ChatInputCommand, MessageType.ContextMenuCommand];

function aboveLines(discord: Discord, { answers, type, reference, channel }: Message): string[] {
  if (COMMANDS.includes(type) && answers !== null)
    return [`↱ ${answers.user.name} used ${answers.command ?? 'a command'}`];
  if (type !== MessageType.Reply || reference === null) return [];
  const replied = channelById(discord, reference.channelId)?.byId.get(reference.messageId ?? '');
  if (replied === undefined || replied.deleted) return ['↱ original message was deleted'];
  const [first = ''] = readable(discord, channel.guild, replied.content).split('\n');
  return [`↱ ${replied.author.name}: ${first === '' ? '(click to see attachment)' : first}`];
}

function bodyLines(discord: Discord, user: User, message: Message): string[] {
  const { guild } = message.channel;
  const read = (text: string) => (text === '' ? [] : readable(discord, guild, text).split('\n'));
  const chosen = message.chosen.get(user.id) ?? new Map<string, readonly string[]>();
  const isLayout = (message.flags & MessageFlags.IsComponentsV2) !== 0;
  const files = isLayout ? [] : message.attachments.map(({ filename }) => `[file: ${filename}]`);
  return [
    ...read(message.content),
    ...files,
    ...message.embeds.flatMap((embed) => embedLines(embed, read).map((line) => `┃ ${line}`)),
    ...componentLines({ discord, guild, chosen }, message.components),
  ];
}

function embedLines(embed: JsonObject, read: (text: string) => string[]): string[] {
  return [
    ...read(textOf(at(embed, 'author', 'name'))),
    ...read(textOf(embed['title'])).map((line) => `# ${line}`),
    ...read(textOf(embed['description'])),
    ...objects(embed['fields']).flatMap(({ name, value }) => [
      ...read(textOf(name)),
      ...read(textOf(value)).map((line) => `  ${line}`),
    ]),
    ...read(textOf(at(embed, 'footer', 'text'))).map((line) => `› ${line}`),
  ];
}
