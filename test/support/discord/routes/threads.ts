import { MessageType } from 'discord.js';
import { type JsonObject, textOf } from '../../slack/json.ts';
import { addChannel } from '../build-guilds.ts';
import { channelJson, threadMemberJson } from '../channel-json.ts';
import { boolean, check, integer, object, oneOf, string } from '../check/rules.ts';
import { bodyObject } from '../content.ts';
import { userById } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { tellChannel, tellThreadMembers } from '../events.ts';
import { LIMITS } from '../limits.ts';
import { EMPTY, post } from '../messages.ts';
import type { Channel, User } from '../model.ts';
import { may, mustHave, sees } from '../permissions.ts';
import { type Call, channelOf, done, guildOf, messageIn, ok, type Routes, route } from './route.ts';

const ARCHIVE_MINUTES = [60, 1_440, 4_320, 10_080];
const settings = {
  auto_archive_duration: oneOf(...ARCHIVE_MINUTES),
  rate_limit_per_user: integer(0, 21_600),
  invitable: boolean,
};
const newThread = object({ name: string(LIMITS.channelName) }, { ...settings, type: oneOf(10, 11, 12) });
const changedThread = object({}, { ...settings, name: string(LIMITS.channelName), archived: boolean, locked: boolean });

export const threads: Routes = {
  'POST /channels/:channel/messages/:message/threads': route((call) => {
    const { discord, app, params } = call;
    const channel = channelOf(call);
    if (channel.kind !== 'text' && channel.kind !== 'announcement') throw new DiscordError(50024);
    mustHave(channel, app.bot, 'CreatePublicThreads');
    const message = messageIn(channel, params['message'] ?? '');
    const body = bodyObject(call.body);
    check(newThread, body);
    if (message.thread !== null) throw new DiscordError(160004);
    const thread = openThread(call, channel, body, message.id);
    message.thread = thread;
    post(discord, thread, {
      author: message.author,
      content: EMPTY,
      type: MessageType.ThreadStarterMessage,
      reference: { channelId: channel.id, messageId: message.id },
    });
    return { status: 201, body: channelJson(thread, app.id) };
  }),

  'POST /channels/:channel/threads': route((call) => {
    const { discord, app } = call;
    const channel = channelOf(call);
    if (channel.kind !== 'text' && channel.kind !== 'announcement') throw new DiscordError(50024);
    const body = bodyObject(call.body);
    check(newThread, body);
    // Without a type a thread is private.
    const isPrivate = (body['type'] ?? 12) === 12;
    mustHave(channel, app.bot, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads');
    const thread = openThread(call, channel, body, discord.ids.next(), isPrivate);
    if (!isPrivate) {
      post(discord, channel, {
        author: app.bot,
        content: { ...EMPTY, content: thread.name, allowedMentions: {} },
        type: MessageType.ThreadCreated,
        reference: { channelId: thread.id, messageId: null },
      });
    }
    return { status: 201, body: channelJson(thread, app.id) };
  }),

  'GET /channels/:channel/thread-members': route((call) => {
    const channel = threadOf(call);
    return ok([...(channel.thread?.members ?? [])].map((id) => threadMemberJson(channel, id)));
  }),

  'GET /channels/:channel/thread-members/:user': route((call) => {
    const channel = threadOf(call);
    const id = memberId(call);
    if (channel.thread?.members.has(id) !== true) throw new DiscordError(10007);
    return ok(threadMemberJson(channel, id));
  }),

  'PUT /channels/:channel/thread-members/:user': route((call) => {
    const { discord, app } = call;
    const channel = threadOf(call);
    const { thread, guild, parent } = channel;
    if (thread === null || thread.archived) throw new DiscordError(50083);
    const user = userById(discord, memberId(call));
    if (user === null || guild?.members.has(user.id) !== true) throw new DiscordError(10013);
    if (user.id !== app.id) mustHave(channel, app.bot, 'SendMessagesInThreads');
    if (parent !== null && !sees(parent, user)) throw new DiscordError(50001);
    join(call, channel, user);
    return done;
  }),

  'DELETE /channels/:channel/thread-members/:user': route((call) => {
    const { discord, app } = call;
    const channel = threadOf(call);
    if (channel.thread === null || channel.thread.archived) throw new DiscordError(50083);
    const user = userById(discord, memberId(call));
    if (user === null) throw new DiscordError(10013);
    if (user.id !== app.id) mustHave(channel, app.bot, 'ManageThreads');
    if (channel.thread.members.delete(user.id)) tellThreadMembers(discord, channel, [], [user]);
    discord.changed();
    return done;
  }),

  'GET /guilds/:guild/threads/active': route((call) => {
    const all = [...guildOf(call).channels.values()].filter(
      (channel) => channel.thread?.archived === false && sees(channel, call.app.bot),
    );
    const own = all.filter(({ thread }) => thread?.members.has(call.app.id));
    return ok({
      threads: all.map((channel) => channelJson(channel, call.app.id)),
      members: own.map((channel) => threadMemberJson(channel, call.app.id)),
    });
  }),
};

/** Changes a thread. @throws DiscordError 50083 for an archived one, unless that is what changes; 50013 */
export function changeThread(call: Call, channel: Channel): Channel {
  const { discord, app } = call;
  const { thread } = channel;
  if (thread === null) throw new DiscordError(50024);
  const body = bodyObject(call.body);
  check(changedThread, body);
  const manages = may(channel, app.bot, 'ManageThreads');
  const opensOnly = Object.keys(body).every((name) => name === 'archived') && !thread.locked;
  if (!manages && thread.ownerId !== app.id && !opensOnly) throw new DiscordError(50013);
  if (!manages && (body['locked'] !== undefined || (thread.locked && body['archived'] === false))) {
    throw new DiscordError(50013);
  }
  if (thread.archived && body['archived'] !== false) throw new DiscordError(50083);
  if (typeof body['name'] === 'string') channel.name = body['name'];
  if (typeof body['archived'] === 'boolean') thread.archived = body['archived'];
  if (typeof body['locked'] === 'boolean') thread.locked = body['locked'];
  if (typeof body['auto_archive_duration'] === 'number') thread.archiveMinutes = body['auto_archive_duration'];
  thread.changedAt = discord.clock.now();
  tellChannel(discord, 'THREAD_UPDATE', channel);
  discord.changed();
  return channel;
}

function openThread({ discord, app }: Call, parent: Channel, body: JsonObject, id: string, isPrivate = false): Channel {
  const minutes = body['auto_archive_duration'];
  const channel = addChannel({
    id,
    kind: isPrivate ? 'privateThread' : parent.kind === 'announcement' ? 'announcementThread' : 'publicThread',
    name: textOf(body['name']),
    guild: parent.guild,
    parent,
    thread: {
      ownerId: app.id,
      members: new Set([app.id]),
      archived: false,
      locked: false,
      archiveMinutes: typeof minutes === 'number' ? minutes : 4_320,
      changedAt: discord.clock.now(),
    },
  });
  tellChannel(discord, 'THREAD_CREATE', channel, { newly_created: true });
  discord.changed();
  return channel;
}

/** Brings somebody into a thread; a private one is new to an app that was not in it. */
function join({ discord }: Call, channel: Channel, user: User): void {
  const { thread } = channel;
  if (thread === null || thread.members.has(user.id)) return;
  const isNew = !sees(channel, user);
  thread.members.add(user.id);
  if (isNew && user.app !== null) tellChannel(discord, 'THREAD_CREATE', channel);
  tellThreadMembers(discord, channel, [user], []);
  discord.changed();
}

function threadOf(call: Call): Channel {
  const channel = channelOf(call);
  if (channel.thread === null) throw new DiscordError(50024);
  return channel;
}

const memberId = ({ params, app }: Call) => (params['user'] === '@me' ? app.id : (params['user'] ?? ''));
