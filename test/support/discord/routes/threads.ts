import { type JsonObject, textOf } from '../../json.ts';
import { channelJson, threadMemberJson } from '../channel-json.ts';
import { boolean, check, integer, object, oneOf, string } from '../check/rules.ts';
import { bodyObject } from '../content.ts';
import { userById } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { tellChannel, tellThreadMembers } from '../events.ts';
import { LIMITS } from '../limits.ts';
import type { Channel } from '../model.ts';
import { may, mustHave, sees } from '../permissions.ts';
import { join, type NewThread, openThread, openThreadOn } from '../threads.ts';
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
    const thread = openThreadOn(discord, message, newThreadIn(call, body));
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
    const thread = openThread(discord, channel, { ...newThreadIn(call, body), isPrivate });
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
    join(discord, channel, user);
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

function newThreadIn({ app }: Call, body: JsonObject): NewThread {
  const minutes = body['auto_archive_duration'];
  return {
    name: textOf(body['name']),
    owner: app.bot,
    ...(typeof minutes === 'number' ? { archiveMinutes: minutes } : {}),
  };
}

function threadOf(call: Call): Channel {
  const channel = channelOf(call);
  if (channel.thread === null) throw new DiscordError(50024);
  return channel;
}

const memberId = ({ params, app }: Call) => (params['user'] === '@me' ? app.id : (params['user'] ?? ''));
