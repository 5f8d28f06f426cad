import { type Client, Events, GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { at, type JsonObject, objects, textOf } from '../json.ts';
import { callApi } from './api.ts';
import { person } from './person.ts';
import { type RawAppOptions, rawSocket, startRawApp } from './raw-app.ts';
import { createDiscord, type DiscordOptions, type DiscordServer } from './server.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: DiscordOptions = {}): Promise<DiscordServer> {
  const server = await createDiscord(options);
  cleanups.push(() => server.close());
  return server;
}

/** An app that keeps what it hears, in order. */
async function listener(server: DiscordServer, options: RawAppOptions = {}) {
  const heard: string[] = [];
  const client = await startRawApp(
    server,
    (app: Client) => void app.on(Events.MessageCreate, ({ content }) => void heard.push(content)),
    options,
  );
  cleanups.push(() => client.destroy());
  return { heard, client };
}

/** A socket that is identified, and what it got to know. */
async function identified(server: DiscordServer, intents: number, more: JsonObject = {}) {
  const socket = rawSocket(server);
  cleanups.push(() => socket.close());
  await socket.send(GatewayOpcodes.Identify, { token: server.app().token, intents, properties: {}, ...more });
  const ready = await socket.until(({ name }) => name === 'READY');
  return { ...socket, ready, session: textOf(at(ready.data, 'session_id')) };
}

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
const events = ({ received }: { received: readonly { name: string }[] }) =>
  received.map(({ name }) => name).filter(Boolean);

test.each<[string, GatewayCloseCodes, (server: DiscordServer) => [number, unknown]]>([
  ['a wrong token', GatewayCloseCodes.AuthenticationFailed, () => [2, { token: 'no', intents: 0 }]],
  ['no intents', GatewayCloseCodes.InvalidIntents, (server) => [2, { token: server.app().token }]],
  [
    'an intent that is not switched on',
    GatewayCloseCodes.DisallowedIntents,
    (server) => [2, { token: server.app().token, intents: MessageContent }],
  ],
  [
    'a shard beyond the last',
    GatewayCloseCodes.InvalidShard,
    (server) => [2, { token: server.app().token, intents: 0, shard: [1, 1] }],
  ],
  ['a presence before it is known who it is', GatewayCloseCodes.NotAuthenticated, () => [3, {}]],
  ['an opcode that there is not', GatewayCloseCodes.UnknownOpcode, () => [99, {}]],
])('%s closes with %i', async (_, code, send) => {
  const server = await start();
  const socket = rawSocket(server);
  await socket.send(...send(server));
  expect(await socket.closed).toBe(code);
});

test('identifying twice, and more than 120 sends a minute, close too', async () => {
  const server = await start();
  const twice = await identified(server, 0);
  await twice.send(GatewayOpcodes.Identify, { token: server.app().token, intents: 0 });
  expect(await twice.closed).toBe(GatewayCloseCodes.AlreadyAuthenticated);
  const busy = await identified(server, 0);
  for (let sent = 1; sent < 120; sent++) await busy.send(GatewayOpcodes.Heartbeat, 1);
  await server.gateway.taken();
  expect(server.gateway.count()).toBe(1);
  await busy.send(GatewayOpcodes.Heartbeat, 1);
  expect(await busy.closed).toBe(GatewayCloseCodes.RateLimited);
});

test('more than 2,500 guilds need more shards', async () => {
  const guilds = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `g${at}`, people: ['ana'], channels: [] }));
  const server = await start({ guilds: guilds(2_501) });
  const alone = rawSocket(server);
  await alone.send(GatewayOpcodes.Identify, { token: server.app().token, intents: 0 });
  expect(await alone.closed).toBe(GatewayCloseCodes.ShardingRequired);
  const { ready } = await identified(server, 0, { shard: [1, 2] });
  expect([1_250, 1_251]).toContain(objects(at(ready.data, 'guilds')).length);
});

test('only what the intents ask for is told', async () => {
  const server = await start();
  const all = await identified(server, Guilds | GuildMessages | DirectMessages);
  const guildsOnly = await identified(server, Guilds);
  const nothing = await identified(server, 0);
  person(server, { user: 'ana', channel: '#general' }).says('hello');
  person(server, { user: 'ana', channel: '@archcheck' }).says('hello');
  server.deleteChannel('architecture');
  await all.until(({ name }) => name === 'CHANNEL_DELETE');
  await guildsOnly.until(({ name }) => name === 'CHANNEL_DELETE');
  expect(events(all)).toEqual(['READY', 'GUILD_CREATE', 'MESSAGE_CREATE', 'MESSAGE_CREATE', 'CHANNEL_DELETE']);
  expect(events(guildsOnly)).toEqual(['READY', 'GUILD_CREATE', 'CHANNEL_DELETE']);
  expect(events(nothing)).toEqual(['READY']);
});

test('content is blank where it does not concern the bot, unless the intent is there', async () => {
  const server = await start({ apps: [{ name: 'archcheck', privilegedIntents: ['MessageContent'] }] });
  const plain = await listener(server);
  const reading = await listener(server, { intents: [Guilds, GuildMessages, DirectMessages, MessageContent] });
  const ana = person(server, { user: 'ana', channel: '#general' });
  const bot = server.app().id;
  const role = [...server.guild().roles.values()].find(({ name }) => name === 'archcheck')?.id;
  ana.says('secret');
  ana.mentions('hello');
  ana.mentionsRole('hello');
  await callApi(server, 'POST', `/channels/${ana.channel().id}/messages`, { content: 'mine' });
  ana.replies(/mine/, 'yours');
  ana.replies(/mine/, 'yours', { pings: false });
  person(server, { user: 'ana', channel: '@archcheck' }).says('directly');
  await server.gateway.taken();
  expect(plain.heard).toEqual(['', `<@${bot}> hello`, '', 'mine', 'yours', '', 'directly']);
  expect(reading.heard).toEqual([
    'secret',
    `<@${bot}> hello`,
    `<@&${role}> hello`,
    'mine',
    'yours',
    'yours',
    'directly',
  ]);
});

test('an app may be said to read what mentions its role', async () => {
  const server = await start({ apps: [{ name: 'archcheck', readsRoleMentions: true }] });
  const { heard } = await listener(server);
  person(server, { user: 'ana', channel: '#general' }).mentionsRole('hello');
  await server.gateway.taken();
  expect(heard).toEqual([expect.stringMatching(/^<@&\d+> hello$/)]);
});

test('an edit, a deletion, a thread and a new home are told', async () => {
  const server = await start();
  const socket = await identified(server, Guilds | GuildMessages);
  const ana = person(server, { user: 'ana', channel: '#general' });
  server.unfurl(ana.says('first').id);
  ana.edits(/first/, 'second');
  ana.saysInThread(/second/, 'inside');
  ana.deletes(/inside/);
  server.kick();
  server.invite();
  await socket.until(({ name, seq }) => name === 'GUILD_CREATE' && seq > 2);
  const edits = socket.received
    .filter(({ name }) => name === 'MESSAGE_UPDATE')
    .map(({ data }) => at(data, 'edited_timestamp'));
  expect(edits).toEqual([null, expect.any(String)]);
  expect(events(socket).slice(2)).toEqual([
    'MESSAGE_CREATE',
    'MESSAGE_UPDATE',
    'MESSAGE_UPDATE',
    'THREAD_CREATE',
    // The message at its start, which only points to the one that it stands on.
    'MESSAGE_CREATE',
    'MESSAGE_CREATE',
    'MESSAGE_DELETE',
    'GUILD_DELETE',
    'GUILD_CREATE',
  ]);
});

test('a session whose connection broke is resumed, with what happened meanwhile and nothing twice', async () => {
  const server = await start();
  const { heard } = await listener(server);
  const ana = person(server, { user: 'ana', channel: '@archcheck' });
  ana.says('before');
  await server.gateway.taken();
  server.gateway.drop();
  await server.gateway.disconnected();
  ana.says('meanwhile');
  ana.says('still');
  await server.gateway.resumed();
  ana.says('after');
  await server.gateway.taken();
  expect(heard).toEqual(['before', 'meanwhile', 'still', 'after']);
  expect(server.gateway.counts).toMatchObject({ identified: 1, resumed: 1 });
});

test('an app that is asked to come again (opcode 7) resumes', async () => {
  const server = await start();
  const { heard } = await listener(server);
  server.gateway.reconnect();
  await server.gateway.resumed();
  person(server, { user: 'ana', channel: '@archcheck' }).says('hello');
  await server.gateway.taken();
  expect(heard).toEqual(['hello']);
});

test('a session that has ended (4009) begins anew, and what was not sent is lost', async () => {
  const server = await start();
  const { heard } = await listener(server);
  server.gateway.closeWith(GatewayCloseCodes.SessionTimedOut);
  person(server, { user: 'ana', channel: '@archcheck' }).says('lost');
  await server.gateway.identified(2);
  person(server, { user: 'ana', channel: '@archcheck' }).says('heard');
  await server.gateway.taken();
  expect(heard).toEqual(['heard']);
});

test('an invalid session (opcode 9) is not resumed', async () => {
  const server = await start();
  const socket = await identified(server, 0);
  server.gateway.invalidate();
  expect((await socket.until(({ op }) => op === GatewayOpcodes.InvalidSession)).data).toBe(false);
  const other = rawSocket(server);
  cleanups.push(() => other.close());
  await other.send(GatewayOpcodes.Resume, { token: server.app().token, session_id: socket.session, seq: 1 });
  expect((await other.until(({ op }) => op === GatewayOpcodes.InvalidSession)).data).toBe(false);
});

test('a session is kept for some minutes, and only for an app that did not say good-bye', async () => {
  const server = await start();
  const resume = async (session: string) => {
    const socket = rawSocket(server);
    cleanups.push(() => socket.close());
    await socket.send(GatewayOpcodes.Resume, { token: server.app().token, session_id: session, seq: 1 });
    const { op } = await socket.until(({ op, name }) => op === GatewayOpcodes.InvalidSession || name === 'RESUMED');
    socket.close();
    await server.gateway.disconnected();
    return op === GatewayOpcodes.Dispatch;
  };
  const leave = async (code: number, ms: number) => {
    const socket = await identified(server, 0);
    socket.close(code);
    await server.gateway.disconnected();
    await server.clock.advance(ms);
    return resume(socket.session);
  };
  expect(await leave(4_000, 5 * 60_000)).toBe(true);
  expect(await leave(4_000, 5 * 60_000 + 1)).toBe(false);
  expect(await leave(1_000, 0)).toBe(false);
});

test('an app that gets no answer to its heartbeats takes the connection for dead, and resumes', async () => {
  const server = await start({ heartbeatMs: 20 });
  const { heard } = await listener(server);
  server.gateway.acknowledgeHeartbeats(false);
  const resumed = server.gateway.resumed();
  await server.gateway.disconnected();
  server.gateway.acknowledgeHeartbeats(true);
  await resumed;
  person(server, { user: 'ana', channel: '@archcheck' }).says('hello');
  await server.gateway.taken();
  expect(heard).toEqual(['hello']);
});

test('each guild is told to its own shard, direct messages to the first', async () => {
  const server = await start({ shards: 2, guilds: [{ name: 'acme' }, { name: 'bolt' }] });
  const shards: [string, number][] = [];
  const client = await startRawApp(
    server,
    (app) =>
      void app.on(Events.MessageCreate, (message) => void shards.push([message.content, message.guild?.shardId ?? 0])),
    { shards: 'auto' },
  );
  cleanups.push(() => client.destroy());
  expect(server.gateway.count()).toBe(2);
  const bot = server.app().id;
  person(server, { user: 'ana', channel: '#general', guild: 'acme' }).mentions('a');
  person(server, { user: 'ana', channel: '#general', guild: 'bolt' }).mentions('b');
  person(server, { user: 'ana', channel: '@archcheck' }).says('c');
  await server.gateway.taken();
  const [acme, bolt] = ['acme', 'bolt'].map((name) => Number((BigInt(server.guild(name).id) >> 22n) % 2n));
  expect(acme).not.toBe(bolt);
  expect(shards.toSorted()).toEqual(
    [
      [`<@${bot}> a`, acme],
      [`<@${bot}> b`, bolt],
      ['c', 0],
    ].toSorted(),
  );
  expect(
    server.gateway
      .sessions(server.app())
      .map(({ shard }) => shard)
      .toSorted(),
  ).toEqual([0, 1]);
});

test('two copies of an app hear everything both', async () => {
  const server = await start();
  const [one, two] = [await listener(server), await listener(server)];
  person(server, { user: 'ana', channel: '@archcheck' }).says('hello');
  await server.gateway.taken();
  expect([one.heard, two.heard]).toEqual([['hello'], ['hello']]);
});

test('while it takes no connections there are none', async () => {
  const server = await start();
  server.gateway.refuseConnections(true);
  expect(await rawSocket(server).closed).toBe(1_006);
  server.gateway.refuseConnections(false);
  await identified(server, 0);
  expect(server.gateway.count()).toBe(1);
});

test('who comes into a thread, and who leaves it, is told; without the intent for members only of the bot itself', async () => {
  const server = await start();
  const socket = await identified(server, Guilds);
  const ana = person(server, { user: 'ana', channel: '#general' });
  ana.says('start');
  ana.saysInThread(/start/, 'here');
  const thread = `/channels/${server.channel('start').id}/thread-members/@me`;
  await callApi(server, 'PUT', thread);
  await callApi(server, 'DELETE', thread);
  await server.gateway.taken();
  const told = socket.received.filter(({ name }) => name === 'THREAD_MEMBERS_UPDATE').map(({ data }) => data);
  expect(told).toMatchObject([
    { member_count: 2, added_members: [{ user_id: server.app().id }], removed_member_ids: [] },
    { member_count: 1, added_members: [], removed_member_ids: [server.app().id] },
  ]);
});
