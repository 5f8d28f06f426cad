import { MessageFlags, type PermissionsString } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { at, type JsonObject, objects, textOf } from '../json.ts';
import { type Answer, callApi, formOf, problemsIn } from './api.ts';
import { permissionsAt } from './permissions.ts';
import { person } from './person.ts';
import { startRawApp } from './raw-app.ts';
import { createDiscord, type DiscordOptions, type DiscordServer } from './server.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: DiscordOptions = {}): Promise<DiscordServer> {
  const server = await createDiscord(options);
  cleanups.push(() => server.close());
  return server;
}

const general = (server: DiscordServer) => `/channels/${server.channel('general').id}`;
const post = (server: DiscordServer, body: unknown = { content: 'c' }, place = general(server)) =>
  callApi(server, 'POST', `${place}/messages`, body);
const idOf = ({ body }: Answer) => textOf(at(body, 'id'));
const refused = (code: number, status: number) => ({ status, body: { code } });

test('a token that is none, a route that is none, things that are not there', async () => {
  const server = await start();
  expect(await callApi(server, 'GET', '/users/@me', undefined, 'wrong')).toMatchObject(refused(0, 401));
  expect(await callApi(server, 'GET', '/nowhere')).toMatchObject({ status: 404, body: { message: '404: Not Found' } });
  expect(await callApi(server, 'GET', '/channels/1')).toMatchObject(refused(10003, 404));
  expect(await callApi(server, 'GET', '/guilds/1')).toMatchObject(refused(10004, 404));
  expect(await callApi(server, 'GET', '/users/1')).toMatchObject(refused(10013, 404));
  expect(await callApi(server, 'GET', `${general(server)}/messages/1`)).toMatchObject(refused(10008, 404));
  const { id } = person(server, { user: 'ana', channel: '#general' }).says('mine');
  expect(await callApi(server, 'PATCH', `${general(server)}/messages/${id}`, { content: 'c' })).toMatchObject(
    refused(50005, 403),
  );
  server.kick();
  expect(await callApi(server, 'GET', general(server))).toMatchObject(refused(50001, 403));
  expect(await callApi(server, 'GET', `/guilds/${server.guild().id}`)).toMatchObject(refused(10004, 404));
  server.revoke();
  expect(await callApi(server, 'GET', '/users/@me', undefined, 'token')).toMatchObject(refused(0, 401));
});

test.each<[PermissionsString, (server: DiscordServer) => Promise<Answer>, number]>([
  ['ViewChannel', (server) => post(server), 50001],
  ['ViewChannel', (server) => callApi(server, 'GET', general(server)), 50001],
  ['SendMessages', (server) => post(server), 50013],
  ['SendMessages', (server) => callApi(server, 'POST', `${general(server)}/typing`), 50013],
  ['EmbedLinks', (server) => post(server, { embeds: [{ title: 't' }] }), 50013],
  ['AttachFiles', (server) => post(server, formOf({}, [{ name: 'a.txt', content: 'a' }])), 50013],
  ['CreatePrivateThreads', (server) => callApi(server, 'POST', `${general(server)}/threads`, { name: 'n' }), 50013],
  [
    'CreatePublicThreads',
    (server) => callApi(server, 'POST', `${general(server)}/threads`, { name: 'n', type: 11 }),
    50013,
  ],
  [
    'CreatePublicThreads',
    (server) => {
      const { id } = person(server, { user: 'ana', channel: '#general' }).says('c');
      return callApi(server, 'POST', `${general(server)}/messages/${id}/threads`, { name: 'n' });
    },
    50013,
  ],
  [
    'ReadMessageHistory',
    (server) => {
      const { id } = person(server, { user: 'ana', channel: '#general' }).says('c');
      return callApi(server, 'GET', `${general(server)}/messages/${id}`);
    },
    50013,
  ],
  [
    'ReadMessageHistory',
    (server) => {
      const { id } = person(server, { user: 'ana', channel: '#general' }).says('c');
      return post(server, { content: 'c', message_reference: { message_id: id } });
    },
    160002,
  ],
  [
    'SendMessagesInThreads',
    async (server) => {
      const thread = await callApi(server, 'POST', `${general(server)}/threads`, { name: 'n', type: 11 });
      return post(server, { content: 'c' }, `/channels/${idOf(thread)}`);
    },
    50013,
  ],
])('without %s', async (permission, call, code) => {
  const channels = (deny: readonly PermissionsString[]) => [
    { name: 'general', overwrites: [{ who: 'archcheck', deny }] },
  ];
  const server = await start({ guilds: [{ name: 'acme', channels: channels([permission]) }] });
  expect(await call(server)).toMatchObject({ body: { code } });
  const other = await start({ guilds: [{ name: 'acme', channels: channels([]) }] });
  expect((await call(other)).status).toBeLessThan(300);
});

test('without ReadMessageHistory a list of messages is empty', async () => {
  const overwrites = [{ who: '@everyone', deny: ['ReadMessageHistory' as const] }];
  const server = await start({ guilds: [{ name: 'acme', channels: [{ name: 'general', overwrites }] }] });
  await post(server);
  expect(await callApi(server, 'GET', `${general(server)}/messages`)).toMatchObject({ status: 200, body: [] });
});

test('overwrites count in Discord’s order: everybody, the roles together, the member', async () => {
  const deny = ['SendMessages' as const];
  const server = await start({
    guilds: [
      {
        name: 'acme',
        people: ['ana', 'ben', 'cleo', 'dan'],
        roles: [
          { name: 'ops', members: ['ben', 'cleo'] },
          { name: 'root', members: ['dan'], permissions: ['Administrator'] },
        ],
        channels: [
          {
            name: 'a',
            overwrites: [
              { who: '@everyone', deny },
              { who: 'ops', allow: deny },
              { who: 'cleo', deny },
            ],
          },
          { name: 'secret', members: ['ops'] },
        ],
      },
    ],
  });
  const can = (channel: string, user: string, bit: bigint) => {
    const id = [...server.guild().members.values()].find((member) => member.user.name === user)?.user.id ?? '';
    return (permissionsAt(server.channel(channel), id) & bit) !== 0n;
  };
  const send = 1n << 11n;
  const view = 1n << 10n;
  // ana owns the guild.
  expect(['ana', 'ben', 'cleo', 'dan', 'archcheck'].map((user) => can('a', user, send))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(['ana', 'ben', 'cleo', 'dan', 'archcheck'].map((user) => can('secret', user, view))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  // Who does not see a channel may nothing in it.
  expect(can('secret', 'archcheck', send)).toBe(false);
});

test('a thread has one message’s id, starts with it, and is made once', async () => {
  const server = await start();
  const { id } = person(server, { user: 'ana', channel: '#general' }).says('start here');
  const thread = `${general(server)}/messages/${id}/threads`;
  expect(await callApi(server, 'POST', thread, { name: 'n' })).toMatchObject({
    status: 201,
    body: { id, name: 'n', type: 11 },
  });
  expect(await callApi(server, 'POST', thread, { name: 'n' })).toMatchObject(refused(160004, 400));
  await post(server, { content: 'inside' }, `/channels/${id}`);
  const { body } = await callApi(server, 'GET', `/channels/${id}/messages`);
  expect(objects(body)).toMatchObject([{ content: 'inside' }, { type: 21, message_reference: { message_id: id } }]);
  expect(
    await callApi(server, 'POST', `/channels/${id}/messages/${textOf(at(objects(body)[0], 'id'))}/threads`, {
      name: 'n',
    }),
  ).toMatchObject(refused(50024, 403));
  expect(await callApi(server, 'GET', `/guilds/${server.guild().id}/threads/active`)).toMatchObject({
    body: { threads: [{ id }] },
  });
});

test('an archived thread opens again for a message, takes no edits, and a locked one nothing at all', async () => {
  const server = await start();
  const ana = person(server, { user: 'ana', channel: '#general' });
  const { id } = ana.says('start');
  await callApi(server, 'POST', `${general(server)}/messages/${id}/threads`, { name: 'n' });
  const thread = `/channels/${id}`;
  const own = idOf(await post(server, { content: 'c' }, thread));
  ana.opensThread(/start/);
  ana.archives();
  expect(await callApi(server, 'PATCH', `${thread}/messages/${own}`, { content: 'd' })).toMatchObject(
    refused(50083, 400),
  );
  expect(await callApi(server, 'PUT', `${thread}/thread-members/${ana.id}`)).toMatchObject(refused(50083, 400));
  expect((await post(server, { content: 'c' }, thread)).status).toBe(200);
  expect(await callApi(server, 'GET', thread)).toMatchObject({ body: { thread_metadata: { archived: false } } });
  expect((await callApi(server, 'PATCH', thread, { archived: true })).status).toBe(200);
  expect((await callApi(server, 'PATCH', thread, { name: 'm' })).body).toMatchObject({ code: 50083 });
  ana.archives({ locked: true });
  expect(await post(server, { content: 'c' }, thread)).toMatchObject(refused(50083, 400));
  expect(await callApi(server, 'PATCH', thread, { archived: false })).toMatchObject(refused(50013, 403));
});

test('a private thread is there for its members only', async () => {
  const server = await start({ apps: [{ name: 'archcheck' }, { name: 'other' }] });
  const thread = idOf(await callApi(server, 'POST', `${general(server)}/threads`, { name: 'secret' }));
  await post(server, { content: 'for some' }, `/channels/${thread}`);
  const ben = person(server, { user: 'ben', channel: '#general' });
  const other = server.app('other').token;
  expect(ben.screen()).toBe('#general');
  expect(await callApi(server, 'GET', `/channels/${thread}`, undefined, other)).toMatchObject(refused(50001, 403));
  expect((await callApi(server, 'PUT', `/channels/${thread}/thread-members/${ben.id}`)).status).toBe(204);
  expect(ben.screen()).toBe('#general\n  ↳ private thread: secret\n  │ archcheck:\n  │   for some');
});

test('the same nonce shows one message, for some minutes', async () => {
  const server = await start();
  const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
  const first = await post(server, body);
  expect(first.body).toMatchObject({ nonce: 'n1' });
  expect(idOf(await post(server, body))).toBe(idOf(first));
  expect(idOf(await post(server, { ...body, enforce_nonce: false }))).not.toBe(idOf(first));
  await server.clock.advance(6 * 60_000);
  const later = idOf(await post(server, body));
  expect(later).not.toBe(idOf(first));
  expect(server.channel('general').messages).toHaveLength(3);
});

test('pages of messages, newest first', async () => {
  const server = await start();
  const ids: string[] = [];
  for (const content of ['1', '2', '3', '4']) ids.push(idOf(await post(server, { content })));
  const list = async (query: string) =>
    objects((await callApi(server, 'GET', `${general(server)}/messages?${query}`)).body).map(({ content }) => content);
  expect(await list('limit=2')).toEqual(['4', '3']);
  expect(await list(`limit=2&before=${ids[2]}`)).toEqual(['2', '1']);
  expect(await list(`limit=2&after=${ids[0]}`)).toEqual(['3', '2']);
  expect((await callApi(server, 'GET', `${general(server)}/messages?limit=100`)).status).toBe(200);
  expect(problemsIn((await callApi(server, 'GET', `${general(server)}/messages?limit=101`)).body)).toEqual([
    'limit: NUMBER_TYPE_MAX',
  ]);
});

test('a message counts who reacted with what, and says who only where it is asked', async () => {
  const server = await start();
  const [ana, ben] = ['ana', 'ben'].map((user) => person(server, { user, channel: '#general' }));
  const said = ana?.says('the monolith?');
  ana?.reacts(/the monolith/, '👍');
  for (const each of [ben, ben]) each?.reacts(/the monolith/, '👍');
  const message = `${general(server)}/messages/${said?.id}`;
  expect(await callApi(server, 'GET', message)).toMatchObject({
    body: { reactions: [{ emoji: { id: null, name: '👍' }, count: 2 }] },
  });
  const reactions = `${message}/reactions/${encodeURIComponent('👍')}`;
  expect(await callApi(server, 'GET', reactions)).toMatchObject({ body: [{ id: ana?.id }, { id: ben?.id }] });
  expect(await callApi(server, 'GET', `${reactions}?limit=1`)).toMatchObject({ body: [{ id: ana?.id }] });
  expect(await callApi(server, 'GET', `${reactions}?after=${ana?.id}`)).toMatchObject({ body: [{ id: ben?.id }] });
  expect(await callApi(server, 'GET', `${reactions}?limit=101`)).toMatchObject(refused(50035, 400));
  server.permit('#general', [{ who: '@everyone', deny: ['ReadMessageHistory'] }]);
  expect(await callApi(server, 'GET', reactions)).toMatchObject(refused(50013, 403));
});

test('files come as a form, are shown, fetched, kept or dropped', async () => {
  const server = await start();
  const files = [{ name: 'adr.md', content: '# Record' }];
  const sent = await post(
    server,
    formOf({ content: 'a record', attachments: [{ id: 0, description: 'text' }] }, files),
  );
  const attachment = objects(at(sent.body, 'attachments'))[0] ?? {};
  expect(attachment).toMatchObject({ filename: 'adr.md', size: 8, description: 'text' });
  expect(await (await fetch(textOf(attachment['url']))).text()).toBe('# Record');
  const ana = person(server, { user: 'ana', channel: '#general' });
  expect(ana.screen()).toBe('#general\narchcheck:\n  a record\n  [file: adr.md]');
  const one = `${general(server)}/messages/${idOf(sent)}`;
  expect((await callApi(server, 'PATCH', one, { content: 'kept' })).body).toMatchObject({
    attachments: [{ filename: 'adr.md' }],
  });
  expect((await callApi(server, 'PATCH', one, { attachments: [] })).body).toMatchObject({ attachments: [] });
  const unknown = await post(server, formOf({ attachments: [{ id: 1 }] }, files));
  expect(problemsIn(unknown.body)).toEqual(['attachments.0: ATTACHMENT_NOT_FOUND']);
  const eleven = Array.from({ length: 11 }, (_, at) => ({ name: `${at}.txt`, content: 'c' }));
  expect(problemsIn((await post(server, formOf({}, eleven))).body)).toEqual(['attachments: BASE_TYPE_MAX_LENGTH']);
  const large = { name: 'a.bin', content: 'x'.repeat(10 * 1_024 * 1_024 + 1) };
  expect(await post(server, formOf({}, [large]))).toMatchObject(refused(40005, 413));
});

test('a message that becomes a layout gives up its content, and stays one', async () => {
  const server = await start();
  const one = `${general(server)}/messages/${idOf(await post(server))}`;
  const components = [{ type: 10, content: 'd' }];
  const flags = MessageFlags.IsComponentsV2;
  expect(problemsIn((await callApi(server, 'PATCH', one, { flags, components })).body)).toEqual([
    'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ]);
  expect((await callApi(server, 'PATCH', one, { flags, components, content: null })).status).toBe(200);
  expect((await callApi(server, 'PATCH', one, { components: [{ type: 10, content: 'e' }] })).body).toMatchObject({
    flags,
    components: [{ id: 1, content: 'e' }],
  });
  expect((await callApi(server, 'PATCH', one, { content: 'c' })).status).toBe(400);
});

test('who takes no direct messages gets none', async () => {
  const server = await start();
  const ana = person(server, { user: 'ana', channel: '@archcheck' });
  const { body } = await callApi(server, 'POST', '/users/@me/channels', { recipient_id: ana.id });
  const place = `/channels/${textOf(at(body, 'id'))}`;
  expect((await post(server, { content: 'hello' }, place)).status).toBe(200);
  expect(ana.screen()).toBe('@archcheck\narchcheck:\n  hello');
  ana.takesDirectMessages(false);
  expect(await post(server, { content: 'hello?' }, place)).toMatchObject(refused(50007, 403));
});

test('what was registered twice is the same command, and one that changed has another version', async () => {
  const server = await start();
  const path = `/applications/${server.app().id}/commands`;
  const put = async (description: string) =>
    objects((await callApi(server, 'PUT', path, [{ name: 'check', description }])).body)[0] ?? {};
  const first = await put('Check');
  expect(await put('Check')).toEqual(first);
  const changed = await put('Check it');
  expect(changed).toMatchObject({ id: first['id'], description: 'Check it' });
  expect(changed['version']).not.toBe(first['version']);
  expect((await callApi(server, 'POST', path, { name: 'ask', description: 'Ask' })).status).toBe(201);
  expect((await callApi(server, 'POST', path, { name: 'ask', description: 'Ask!' })).status).toBe(200);
  expect((await callApi(server, 'DELETE', `${path}/${textOf(first['id'])}`)).status).toBe(204);
  expect((await callApi(server, 'GET', path)).body).toMatchObject([{ name: 'ask', description: 'Ask!' }]);
  expect((await callApi(server, 'PATCH', `${path}/1`, {})).body).toMatchObject({ code: 10063 });
  expect((await callApi(server, 'GET', '/applications/1/commands')).body).toMatchObject({ code: 10002 });
});

test('the headers tell how much is left, and 429 when to come again', async () => {
  const server = await start();
  server.faults.limit('POST /channels/:channel/messages', 2, 5_000);
  const first = await post(server);
  expect([...['limit', 'remaining', 'reset-after'].map((name) => first.headers.get(`x-ratelimit-${name}`))]).toEqual([
    '2',
    '1',
    '5.000',
  ]);
  await post(server);
  const { status, body, headers } = await post(server);
  expect([status, body]).toEqual([429, { message: 'You are being rate limited.', retry_after: 5, global: false }]);
  expect([headers.get('retry-after'), headers.get('x-ratelimit-scope')]).toEqual(['5', 'user']);
  expect(headers.get('x-ratelimit-bucket')).toBe(first.headers.get('x-ratelimit-bucket'));
  // Another channel has a bucket of its own, and time heals.
  expect((await post(server, { content: 'c' }, `/channels/${server.channel('architecture').id}`)).status).toBe(200);
  await server.clock.advance(5_000);
  expect((await post(server)).status).toBe(200);
  server.faults.next('*', { kind: 'limited', retryAfterSeconds: 1, scope: 'global' });
  const global = await post(server);
  expect([global.headers.get('x-ratelimit-global'), global.headers.get('x-ratelimit-bucket')]).toEqual(['true', null]);
});

test('discord.js waits as the headers say, and repeats', async () => {
  const server = await start();
  const client = await startRawApp(server, () => undefined);
  cleanups.push(() => client.destroy());
  server.faults.next('POST /channels/:channel/messages', { kind: 'limited', retryAfterSeconds: 0.02 }, 2);
  const channel = await client.channels.fetch(server.channel('general').id);
  if (channel?.isSendable()) await channel.send('at last');
  expect(person(server, { user: 'ana', channel: '#general' }).screen()).toMatch(/at last/);
  expect(server.refusals().map(({ status }) => status)).toEqual([429, 429]);
});

test('calls that go wrong: before or after they took effect, with an error, later', async () => {
  const server = await start();
  const route = 'POST /channels/:channel/messages';
  server.faults.next(route, { kind: 'cut', when: 'before' });
  await expect(post(server, { content: 'lost' })).rejects.toThrow();
  server.faults.next(route, { kind: 'cut', when: 'after' });
  await expect(post(server, { content: 'kept' })).rejects.toThrow();
  server.faults.next(route, { kind: 'status', status: 503 });
  expect((await post(server)).status).toBe(503);
  server.faults.next(route, { kind: 'error', code: 50013 });
  expect(await post(server)).toMatchObject(refused(50013, 403));
  server.faults.next(route, { kind: 'delay', ms: 60_000 });
  const late = post(server, { content: 'late' });
  await person(server, { user: 'ana', channel: '#general' }).sees(/kept/);
  expect(server.channel('general').messages.map(({ content }) => content)).toEqual(['kept']);
  while (server.calls.length < 5) await new Promise((resolve) => setImmediate(resolve));
  await server.clock.advance(60_000);
  expect((await late).status).toBe(200);
});

test('a fault of a route that there is not is a mistake', async () => {
  const server = await start();
  expect(() => server.faults.next('POST /channel/:channel/messages', { kind: 'status', status: 500 })).toThrow(
    /there is no route/,
  );
});

test('who is pinged is noted, as allowed_mentions says', async () => {
  const server = await start();
  const ana = person(server, { user: 'ana', channel: '#general' });
  const role = [...server.guild().roles.values()].find(({ name }) => name === 'archcheck')?.id ?? '';
  const content = `@everyone <@${ana.id}> <@&${role}> \`@here\``;
  const { id } = ana.says('c');
  const pings = async (more: JsonObject) => {
    const before = server.effects().pings.length;
    const { body } = await post(server, { content, ...more });
    return { pings: server.effects().pings.slice(before), body };
  };
  expect((await pings({})).pings).toEqual([ana.id, `&${role}`, 'everyone']);
  expect((await pings({ allowed_mentions: { parse: [] } })).pings).toEqual([]);
  expect((await pings({ allowed_mentions: { parse: ['users'] } })).pings).toEqual([ana.id]);
  expect((await pings({ allowed_mentions: { users: [ana.id], roles: ['1'] } })).pings).toEqual([ana.id]);
  expect((await pings({ content: '\\`@here\\` ```@everyone```' })).pings).toEqual(['here']);
  const reply = { content: 'c', message_reference: { message_id: id } };
  expect((await pings(reply)).pings).toEqual([ana.id]);
  expect((await pings({ ...reply, allowed_mentions: { parse: [] } })).pings).toEqual([]);
  expect((await pings({ ...reply, allowed_mentions: { parse: [], replied_user: true } })).pings).toEqual([ana.id]);
  const shown = {
    content: undefined,
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: 10, content: `<@${ana.id}>` }],
  };
  expect((await pings(shown)).pings).toEqual([ana.id]);
  expect(server.effects().links).toEqual([]);
  await post(server, {
    content: 'see https://a.example/b, <https://c.example> and [d](https://e.example) but not `https://f.example`',
  });
  await post(server, {
    components: [{ type: 1, components: [{ type: 2, style: 5, label: 'Go', url: 'https://g.example' }] }],
  });
  expect(server.effects().links).toEqual([
    'https://a.example/b',
    'https://c.example',
    'https://e.example',
    'https://g.example',
  ]);
});

test('without the intent for content a bot reads what concerns it, and nothing else', async () => {
  const server = await start();
  const privileged = await start({ apps: [{ name: 'archcheck', privilegedIntents: ['MessageContent'] }] });
  for (const [each, reads] of [
    [server, ['', 'hello <@BOT>', '', 'a reply', 'mine']],
    [privileged, ['secret', 'hello <@BOT>', 'hello <@&ROLE>', 'a reply', 'mine']],
  ] as const) {
    const ana = person(each, { user: 'ana', channel: '#general' });
    ana.says('secret');
    ana.says('hello @archcheck');
    ana.mentionsRole('hello');
    await post(each, { content: 'mine' });
    ana.replies(/mine/, 'a reply');
    const { body } = await callApi(each, 'GET', `${general(each)}/messages`);
    const role = [...each.guild().roles.values()].find(({ name }) => name === 'archcheck')?.id ?? '';
    const contents = objects(body)
      .toReversed()
      .map(({ content }) =>
        textOf(content).replace(each.app().id, 'BOT').replace(`<@&${role}> hello`, 'hello <@&ROLE>'),
      );
    expect(contents.toSorted()).toEqual([...reads].toSorted());
  }
});
