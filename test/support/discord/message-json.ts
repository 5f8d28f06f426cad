import { MessageFlags, MessageType } from 'discord.js';
import { isObject, type JsonObject } from '../json.ts';
import { channelJson, channelTypes } from './channel-json.ts';
import { channelById, type Discord, userById } from './discord.ts';
import { timeOf } from './ids.ts';
import type { App, Attachment, Message, User } from './model.ts';
import { memberJson, userJson } from './user-json.ts';

/** A message as the API returns it to the app with this bot, and as events carry it. */
export function messageJson(discord: Discord, message: Message, bot: User, isNested = false): JsonObject {
  const { channel, author, answers, reference } = message;
  const usersIn = message.mentions.users.map((id) => userById(discord, id)).filter((user) => user !== null);
  const referenced =
    reference?.messageId == null ? null : channelById(discord, reference.channelId)?.byId.get(reference.messageId);
  const refers = message.type === MessageType.Reply || message.type === MessageType.ThreadStarterMessage;
  return {
    id: message.id,
    channel_id: channel.id,
    author: userJson(author),
    type: message.type,
    content: message.content,
    timestamp: timeOf(message.id),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    pinned: false,
    mention_everyone: message.mentions.everyone,
    mentions: usersIn.map(userJson),
    mention_roles: message.mentions.roles,
    attachments: message.attachments.map(attachmentJson),
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: withNumbers(message.components),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsJson(message, bot) }),
    flags: message.flags | (message.thread === null ? 0 : MessageFlags.HasThread),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(author.app !== null && answers !== null ? { application_id: author.app.id, webhook_id: author.app.id } : {}),
    ...(answers === null ? {} : { interaction_metadata: metadata(message) }),
    ...(reference === null
      ? {}
      : {
          message_reference: {
            type: 0,
            channel_id: reference.channelId,
            ...(reference.messageId === null ? {} : { message_id: reference.messageId }),
            ...(channel.guild === null ? {} : { guild_id: channel.guild.id }),
          },
        }),
    ...(refers && !isNested
      ? {
          referenced_message:
            referenced === undefined || referenced === null || referenced.deleted
              ? null
              : messageJson(discord, referenced, bot, true),
        }
      : {}),
    ...(message.thread === null ? {} : { thread: channelJson(message.thread, bot.id) }),
  };
}

/** How many reacted, and not who. */
function reactionsJson({ reactions }: Message, bot: User): JsonObject[] {
  return [...reactions].map(([name, users]) => ({
    emoji: { id: null, name },
    count: users.size,
    count_details: { normal: users.size, burst: 0 },
    me: users.has(bot.id),
    me_burst: false,
    burst_colors: [],
  }));
}

function metadata({ answers, channel }: Message): JsonObject {
  if (answers === null) return {};
  return {
    id: answers.id,
    type: answers.kind,
    user: userJson(answers.user),
    authorizing_integration_owners: { 0: channel.guild?.id ?? '0' },
    ...(answers.sourceMessageId === null ? {} : { interacted_message_id: answers.sourceMessageId }),
  };
}

/** What events carry besides: the guild, and who the author is there. */
export function messageEventJson(discord: Discord, message: Message, bot: User): JsonObject {
  const { guild, kind } = message.channel;
  const json = { ...messageJson(discord, message, bot), channel_type: channelTypes[kind] };
  if (guild === null) return json;
  const member = guild.members.get(message.author.id);
  return {
    ...json,
    guild_id: guild.id,
    ...(member === undefined ? {} : { member: { ...memberJson(member), user: undefined } }),
    mentions: message.mentions.users
      .map((id) => guild.members.get(id))
      .filter((each) => each !== undefined)
      .map((each) => ({ ...userJson(each.user), member: { ...memberJson(each), user: undefined } })),
  };
}

/** Without the intent for message content, its text and all that it shows is left out, unless it concerns the bot. */
export function withoutContent(json: JsonObject): JsonObject {
  const referenced = json['referenced_message'];
  return {
    ...json,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    ...(isObject(referenced) ? { referenced_message: withoutContent(referenced) } : {}),
  };
}

/** Whether an app reads a message though it has no intent for its content: a direct message, its own, or one that mentions the bot. */
export function concerns(message: Message, app: App): boolean {
  const { channel, author, mentions } = message;
  const own = channel.guild?.members.get(app.id)?.roles;
  return (
    channel.guild === null ||
    author.id === app.id ||
    mentions.users.includes(app.id) ||
    (app.readsRoleMentions && mentions.roles.some((id) => own?.has(id)))
  );
}

function attachmentJson(attachment: Attachment): JsonObject {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.content.length,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
    ...(attachment.description === null ? {} : { description: attachment.description }),
  };
}

/** Every component with its number, as Discord gives them out in order where the app did not. */
function withNumbers(components: readonly JsonObject[]): JsonObject[] {
  let last = 0;
  const numbered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(numbered);
    if (!isObject(value)) return value;
    const own = typeof value['type'] === 'number' ? { id: given(value['id']) } : {};
    return {
      ...own,
      ...Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, name === 'id' ? (own.id ?? inner) : numbered(inner)]),
      ),
    };
  };
  const given = (id: unknown): number => {
    last += 1;
    return typeof id === 'number' && id > 0 ? id : last;
  };
  return components.map(numbered).filter(isObject);
}
