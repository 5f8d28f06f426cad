import { GatewayIntentBits, MessageType } from 'discord.js';
import { at, isObject, type JsonObject, textOf } from '../../json.ts';
import { refusal } from '../check/rules.ts';
import { bodyObject, readContent } from '../content.ts';
import { userById } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { madeAt } from '../ids.ts';
import { LIMITS, TIMES } from '../limits.ts';
import { concerns, messageJson, withoutContent } from '../message-json.ts';
import { change, post, remove } from '../messages.ts';
import type { Channel, Message, MessageContent } from '../model.ts';
import { may, mustHave } from '../permissions.ts';
import { userJson } from '../user-json.ts';
import { type Call, channelOf, done, messageIn, ok, type Routes, route } from './route.ts';

const SYSTEM: readonly MessageType[] = [MessageType.ThreadCreated, MessageType.ThreadStarterMessage];

/** A message as this app may read it: without its content where it has no intent for that. */
function readable({ discord, app }: Call, message: Message): JsonObject {
  const json = messageJson(discord, message, app.bot);
  const reads = (app.privilegedIntents & GatewayIntentBits.MessageContent) !== 0 || concerns(message, app);
  return reads ? json : withoutContent(json);
}

export const messages: Routes = {
  'GET /channels/:channel/messages': route((call) => {
    const channel = channelOf(call);
    const { query, app } = call;
    const limit = Number(query.get('limit') ?? 50);
    if (!(limit >= 1 && limit <= LIMITS.history)) {
      throw refusal(['limit'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${LIMITS.history}.`);
    }
    if (!may(channel, app.bot, 'ReadMessageHistory')) return ok([]);
    const all = channel.messages.filter((message) => !message.deleted && message.visibleTo === null);
    const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
    const id = (message: Message) => BigInt(message.id);
    const page =
      after != null
        ? all.filter((each) => id(each) > BigInt(after)).slice(0, limit)
        : around != null
          ? all.filter((each) => id(each) <= BigInt(around)).slice(-limit)
          : all.filter((each) => before == null || id(each) < BigInt(before)).slice(-limit);
    return ok(page.toReversed().map((message) => readable(call, message)));
  }),

  'GET /channels/:channel/messages/:message': route((call) => {
    const channel = channelOf(call);
    mustHave(channel, call.app.bot, 'ReadMessageHistory');
    return ok(readable(call, messageIn(channel, call.params['message'] ?? '')));
  }),

  'GET /channels/:channel/messages/:message/reactions/:emoji': route((call) => {
    const channel = channelOf(call);
    mustHave(channel, call.app.bot, 'ReadMessageHistory');
    const limit = Number(call.query.get('limit') ?? 25);
    if (!(limit >= 1 && limit <= LIMITS.reactors)) {
      throw refusal(['limit'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${LIMITS.reactors}.`);
    }
    const { reactions } = messageIn(channel, call.params['message'] ?? '');
    const after = BigInt(call.query.get('after') ?? 0);
    const ids = [...(reactions.get(call.params['emoji'] ?? '') ?? [])].filter((id) => BigInt(id) > after);
    const users = ids.slice(0, limit).map((id) => userById(call.discord, id));
    return ok(users.flatMap((user) => (user === null ? [] : [userJson(user)])));
  }),

  'POST /channels/:channel/messages': route((call) => {
    const { discord, app, files } = call;
    const channel = channelOf(call);
    const body = bodyObject(call.body);
    if (channel.kind === 'forum') throw new DiscordError(50008);
    const other = channel.guild === null ? channel.recipients.find((user) => user.id !== app.id) : undefined;
    if (other?.takesDirectMessages === false) throw new DiscordError(50007);
    mustHave(channel, app.bot, channel.thread === null ? 'SendMessages' : 'SendMessagesInThreads');
    mustBeOpen(call, channel);
    const content = readContent(discord, body, { files });
    mustBeAbleTo(call, channel, content);
    const reference = referenceIn(channel, body);
    if (reference !== null && !may(channel, app.bot, 'ReadMessageHistory')) throw new DiscordError(160002);
    const nonce = nonceOf(body);
    const sent = body['enforce_nonce'] === true ? sentWith(call, channel, nonce) : null;
    const type = reference === null ? MessageType.Default : MessageType.Reply;
    const message = sent ?? post(discord, channel, { author: app.bot, content, type, reference, nonce });
    return ok(messageJson(discord, message, app.bot));
  }),

  'PATCH /channels/:channel/messages/:message': route((call) => {
    const { discord, app, files } = call;
    const channel = channelOf(call);
    const message = messageIn(channel, call.params['message'] ?? '');
    if (message.author.id !== app.id) throw new DiscordError(50005);
    if (SYSTEM.includes(message.type)) throw new DiscordError(50021);
    if (channel.thread?.archived === true) throw new DiscordError(50083);
    mustBeOpen(call, channel);
    const content = readContent(discord, bodyObject(call.body), { files, before: message });
    mustBeAbleTo(call, channel, content);
    change(discord, message, content);
    return ok(messageJson(discord, message, app.bot));
  }),

  'DELETE /channels/:channel/messages/:message': route((call) => {
    const channel = channelOf(call);
    const message = messageIn(channel, call.params['message'] ?? '');
    if (message.author.id !== call.app.id) mustHave(channel, call.app.bot, 'ManageMessages');
    if (channel.thread?.archived === true) throw new DiscordError(50083);
    remove(call.discord, message);
    return done;
  }),

  'POST /channels/:channel/typing': route((call) => {
    const channel = channelOf(call);
    mustHave(channel, call.app.bot, channel.thread === null ? 'SendMessages' : 'SendMessagesInThreads');
    channel.typing.set(call.app.id, call.discord.clock.now() + TIMES.typing);
    call.discord.changed();
    return done;
  }),
};

function mustBeAbleTo({ app }: Call, channel: Channel, { embeds, attachments }: MessageContent): void {
  if (embeds.length > 0) mustHave(channel, app.bot, 'EmbedLinks');
  if (attachments.length > 0) mustHave(channel, app.bot, 'AttachFiles');
}

/** A locked thread takes nothing from whom it is locked for; an archived one that is not locked opens by itself. */
function mustBeOpen({ app }: Call, channel: Channel): void {
  if (channel.thread?.locked !== true || may(channel, app.bot, 'ManageThreads')) return;
  throw new DiscordError(channel.thread.archived ? 50083 : 160005);
}

function nonceOf(body: JsonObject): string | number | null {
  const nonce = body['nonce'];
  return typeof nonce === 'string' || typeof nonce === 'number' ? nonce : null;
}

/** The message that the same author sent with the same nonce a short while ago. */
function sentWith({ discord, app }: Call, channel: Channel, nonce: string | number | null): Message | null {
  if (nonce === null) return null;
  const since = discord.clock.now() - TIMES.nonce;
  const found = channel.messages.findLast((each) => each.nonce === nonce && each.author.id === app.id);
  return found !== undefined && madeAt(found.id) >= since ? found : null;
}

/** @throws DiscordError 50035 where the message is unknown, unless the body says that it may be */
function referenceIn(channel: Channel, body: JsonObject): Message['reference'] {
  const reference = body['message_reference'];
  if (!isObject(reference)) return null;
  const message = channel.byId.get(textOf(reference['message_id']));
  if (message !== undefined && SYSTEM.includes(message.type)) {
    throw refusal(['message_reference'], 'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE', 'Cannot reply to a system message');
  }
  if (message !== undefined && !message.deleted && message.visibleTo === null) {
    return { channelId: channel.id, messageId: message.id };
  }
  if (at(reference, 'fail_if_not_exists') === false) return null;
  throw refusal(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}
