import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, type JsonObject, objects, textOf } from '../json.ts';
import { callApi } from './api.ts';
import { person } from './person.ts';
import { type SlackServer, startSlack } from './server.ts';
import { everyBotScope } from './specs.ts';

let server: SlackServer;
const spec = { name: 'archcheck', scopes: everyBotScope };
beforeEach(async () => {
  server = await startSlack({
    workspaces: [
      {
        name: 'acme',
        people: ['ana', 'ben'],
        channels: [
          { name: 'general' },
          { name: 'elsewhere', members: ['ana'] },
          { name: 'secret', private: true, members: ['ana'] },
          { name: 'old', archived: true },
        ],
      },
    ],
    apps: [spec],
  });
});
afterEach(() => server.close());

const call = (method: string, args: JsonObject = {}, token?: string) => callApi(server, method, args, token);
const idOf = (name: string) =>
  [...server.installation().workspace.channels.values()].find((each) => each.name === name)?.id ?? '';
const userOf = (name: string) =>
  [...server.installation().workspace.users.values()].find((each) => each.name === name)?.id ?? '';
const say = async (args: JsonObject = {}) =>
  textOf((await call('chat.postMessage', { channel: idOf('general'), text: 'hello', ...args }))['ts']);
const plain = (text: string) => ({ type: 'plain_text', text });
const modal = (change: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Check'),
  blocks: [],
  ...change,
});

describe('a token', () => {
  test('is needed, known, of the right kind and not revoked', async () => {
    const { app } = server.installation();
    expect(await call('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await call('auth.test', {}, app.appToken)).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await call('apps.connections.open')).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await call('auth.test')).toMatchObject({ ok: true, team: 'acme', user: 'archcheck' });
    const response = await fetch(`${server.apiUrl}auth.test`, { method: 'POST' });
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
    server.revoke(server.installation());
    expect(await call('auth.test')).toEqual({ ok: false, error: 'token_revoked' });
  });

  test.each([
    ['chat.postMessage', 'chat:write'],
    ['conversations.replies', 'channels:history'],
    ['conversations.info', 'channels:read'],
    ['conversations.open', 'im:write'],
    ['users.info', 'users:read'],
    ['reactions.add', 'reactions:write'],
    ['files.getUploadURLExternal', 'files:write'],
    ['assistant.threads.setSuggestedPrompts', 'assistant:write'],
  ])('for %s needs %s', async (method, scope) => {
    const { app } = server.installation();
    app.scopes.delete(scope);
    expect(await call(method, { channel: idOf('general') })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: scope,
      provided: [...app.scopes].join(','),
    });
  });

  test('shows its scopes in a header, and an unknown method is named', async () => {
    const { botToken } = server.installation();
    const response = await fetch(`${server.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
    });
    expect(response.headers.get('x-oauth-scopes')).toBe(everyBotScope.join(','));
    expect(await call('chat.postNonsense')).toMatchObject({ error: 'unknown_method' });
  });
});

test.each(['conversations.info', 'conversations.members', 'conversations.replies', 'users.info'])(
  '%s, which only reads, sees no arguments in JSON',
  async (method) => {
    const { botToken, botUser } = server.installation();
    const response = await fetch(`${server.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${botToken}` },
      body: JSON.stringify({ channel: idOf('general'), ts: '1.0', user: botUser }),
    });
    expect(await response.json()).toMatchObject({ ok: false, error: 'invalid_arguments' });
  },
);

describe('a channel', () => {
  test.each([
    ['elsewhere', 'not_in_channel'],
    ['secret', 'channel_not_found'],
    ['old', 'is_archived'],
    ['nowhere', 'invalid_arguments'],
  ])('%s refuses a message with %s', async (name, error) => {
    expect(await call('chat.postMessage', { channel: idOf(name), text: 'a' })).toMatchObject({ ok: false, error });
  });

  test('that is public takes messages from outside with chat:write.public, and no history', async () => {
    server.installation().app.scopes.add('chat:write.public');
    expect(await call('chat.postMessage', { channel: idOf('elsewhere'), text: 'a' })).toMatchObject({ ok: true });
    expect(await call('conversations.history', { channel: idOf('elsewhere') })).toMatchObject({
      error: 'not_in_channel',
    });
  });

  test('is found by a user’s id as the direct conversation', async () => {
    const opened = await call('conversations.open', { users: userOf('ana') });
    const posted = await call('chat.postMessage', { channel: userOf('ana'), text: 'psst' });
    expect(posted['channel']).toBe(at(opened, 'channel', 'id'));
    expect(person(server, { user: 'ana', channel: '@archcheck' }).screen()).toMatch(/psst/);
  });

  test('lists only what the bot may know of, page by page', async () => {
    const names = async (cursor?: string): Promise<string[]> => {
      const page = await call('conversations.list', { types: 'public_channel,private_channel', limit: 2, cursor });
      const next = textOf(at(page, 'response_metadata', 'next_cursor'));
      return [
        ...objects(page['channels']).map((each) => textOf(each['name'])),
        ...(next === '' ? [] : await names(next)),
      ];
    };
    expect(await names()).toEqual(['general', 'elsewhere', 'old']);
  });
});

describe('a message', () => {
  test('is changed and deleted only by its author', async () => {
    const ana = person(server, { user: 'ana', channel: '#general' });
    const { ts } = ana.says('mine');
    const channel = idOf('general');
    expect(await call('chat.update', { channel, ts, text: 'b' })).toMatchObject({ error: 'cant_update_message' });
    expect(await call('chat.delete', { channel, ts })).toMatchObject({ error: 'cant_delete_message' });
    expect(await call('chat.update', { channel, ts: '1.000000', text: 'b' })).toMatchObject({
      error: 'message_not_found',
    });
    const own = await say();
    expect(await call('chat.update', { channel, ts: own, text: 'better' })).toMatchObject({ ok: true, text: 'better' });
    expect(await call('chat.delete', { channel, ts: own })).toMatchObject({ ok: true });
    expect(ana.screen()).toBe('#general\nana: mine');
  });

  test('is answered only in a thread that there is', async () => {
    const parent = await say();
    const reply = await say({ thread_ts: parent });
    const channel = idOf('general');
    expect(await call('chat.postMessage', { channel, text: 'a', thread_ts: '1.000000' })).toMatchObject({
      error: 'thread_not_found',
    });
    expect(await call('chat.postMessage', { channel, text: 'a', thread_ts: reply })).toMatchObject({
      error: 'cannot_reply_to_message',
    });
    const { messages } = await call('conversations.replies', { channel, ts: parent });
    expect(objects(messages).map((each) => each['ts'])).toEqual([parent, reply]);
  });

  test('keeps its metadata, for those who ask for it', async () => {
    const metadata = { event_type: 'answered', event_payload: { question: 'q1' } };
    const ts = await say({ metadata });
    const first = async (more: JsonObject) =>
      objects((await call('conversations.replies', { channel: idOf('general'), ts, ...more }))['messages'])[0];
    expect(await first({ include_all_metadata: true })).toMatchObject({ metadata });
    expect(await first({})).not.toHaveProperty('metadata');
  });

  test('for one person is seen by that person, is in no history, and needs them in the channel', async () => {
    const channel = idOf('general');
    await call('chat.postEphemeral', { channel, user: userOf('ana'), text: 'only you' });
    expect(person(server, { user: 'ana', channel: '#general' }).screen()).toMatch(/only visible to you/);
    expect(person(server, { user: 'ben', channel: '#general' }).screen()).toBe('#general');
    expect(await call('conversations.history', { channel })).toMatchObject({ messages: [] });
    person(server, { user: 'ana', channel: '#general' }).removes('ben');
    expect(await call('chat.postEphemeral', { channel, user: userOf('ben'), text: 'a' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('has an address, and takes a reaction once', async () => {
    const ts = await say();
    const place = { channel: idOf('general'), timestamp: ts, name: 'thumbsup' };
    expect(await call('chat.getPermalink', { channel: place.channel, message_ts: ts })).toMatchObject({
      permalink: `https://acme.slack.com/archives/${place.channel}/p${ts.replace('.', '')}`,
    });
    expect(await call('reactions.add', place)).toMatchObject({ ok: true });
    expect(await call('reactions.add', place)).toMatchObject({ error: 'already_reacted' });
    expect(await call('reactions.remove', place)).toMatchObject({ ok: true });
    expect(await call('reactions.remove', place)).toMatchObject({ error: 'no_reaction' });
  });
});

describe('a trigger', () => {
  const trigger = (inModal = false) => server.slack.triggers.issue(server.installation(), userOf('ana'), inModal);

  test('opens one view within three seconds', async () => {
    const trigger_id = trigger();
    await server.clock.advance(3_000);
    expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = trigger();
    await server.clock.advance(3_001);
    expect(await call('views.open', { trigger_id: late, view: modal() })).toMatchObject({
      error: 'expired_trigger_id',
    });
    expect(await call('views.open', { trigger_id: 'made up', view: modal() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  test('is not used up by a view that is refused', async () => {
    const trigger_id = trigger();
    expect(await call('views.open', { trigger_id, view: modal({ title: plain('x'.repeat(25)) }) })).toMatchObject({
      ok: false,
    });
    expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
  });

  test('pushes from within a modal, to a height of three', async () => {
    expect(await call('views.push', { trigger_id: trigger(), view: modal() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
    await call('views.open', { trigger_id: trigger(), view: modal() });
    expect(await call('views.push', { trigger_id: trigger(true), view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.push', { trigger_id: trigger(true), view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.push', { trigger_id: trigger(true), view: modal() })).toMatchObject({
      error: 'push_limit_reached',
    });
  });
});

describe('a view', () => {
  const field = (initial: string, block: string): JsonObject => ({
    type: 'input',
    block_id: block,
    label: plain('Name'),
    element: { type: 'plain_text_input', action_id: 'name', initial_value: initial },
  });

  test('is updated with its newest hash only, and not after it was closed', async () => {
    const opened = await call('views.open', {
      trigger_id: server.slack.triggers.issue(server.installation(), userOf('ana')),
      view: modal(),
    });
    const view_id = at(opened, 'view', 'id');
    const hash = at(opened, 'view', 'hash');
    expect(await call('views.update', { view_id, hash, view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.update', { view_id, hash, view: modal() })).toMatchObject({ error: 'hash_conflict' });
    expect(await call('views.update', { view_id, view: modal() })).toMatchObject({ ok: true });
    person(server, { user: 'ana', channel: '#general' }).closes();
    expect(await call('views.update', { view_id, view: modal() })).toMatchObject({ error: 'not_found' });
  });

  test('keeps what was filled in where block and action stay, whatever the new initial value', async () => {
    const ana = person(server, { user: 'ana', channel: '#general' });
    const form = (initial: string, block: string) => modal({ submit: plain('Send'), blocks: [field(initial, block)] });
    const trigger_id = server.slack.triggers.issue(server.installation(), ana.id);
    const view_id = at(await call('views.open', { trigger_id, view: form('first', 'a') }), 'view', 'id');
    ana.fills('Name', 'typed');
    await call('views.update', { view_id, view: form('second', 'a') });
    expect(ana.screen()).toMatch(/\[typed ✎\]/);
    await call('views.update', { view_id, view: form('third', 'b') });
    expect(ana.screen()).toMatch(/\[third ✎\]/);
  });

  test('is published to one person’s App Home', async () => {
    const view = { type: 'home', blocks: [{ type: 'header', text: plain('Your checks') }] };
    const published = await call('views.publish', { user_id: userOf('ana'), view });
    expect(await call('views.publish', { user_id: userOf('ana'), view, hash: 'stale' })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await call('views.update', { view_id: at(published, 'view', 'id'), view })).toMatchObject({ ok: true });
    const ana = person(server, { user: 'ana', channel: '#general' });
    ana.opensHome();
    expect(ana.screen()).toBe('@archcheck › Home\n# Your checks');
  });
});

describe('a stream', () => {
  const start = async () => {
    const thread_ts = await say();
    const to = { recipient_user_id: userOf('ana'), recipient_team_id: server.installation().workspace.id };
    const place = { channel: idOf('general'), thread_ts };
    return { place, to, started: await call('chat.startStream', { ...place, ...to }) };
  };

  test('needs a thread, and in channels a recipient', async () => {
    const { place, to } = await start();
    expect(await call('chat.startStream', { channel: place.channel, ...to })).toMatchObject({
      errors: ['missing required field: thread_ts'],
    });
    expect(await call('chat.startStream', { ...place })).toMatchObject({ error: 'missing_recipient_user_id' });
    expect(await call('chat.startStream', { ...place, recipient_user_id: 'U1' })).toMatchObject({
      error: 'missing_recipient_team_id',
    });
  });

  test('grows, is not updated meanwhile, and is over when it is stopped', async () => {
    const { place, started } = await start();
    const stream = { channel: place.channel, ts: started['ts'] };
    await call('chat.appendStream', { ...stream, markdown_text: 'one ' });
    await call('chat.appendStream', { ...stream, chunks: [{ type: 'markdown_text', text: 'two' }] });
    expect(await call('chat.update', { ...stream, text: 'b' })).toMatchObject({ error: 'streaming_state_conflict' });
    const ana = person(server, { user: 'ana', channel: '#general' });
    expect(ana.screen()).toMatch(/archcheck \(writing\):\n {2}│ {3}one two/);
    expect(
      await call('chat.stopStream', { ...stream, metadata: { event_type: 'e', event_payload: {} } }),
    ).toMatchObject({ ok: true });
    expect(await call('chat.appendStream', { ...stream, markdown_text: 'late' })).toMatchObject({
      error: 'message_not_in_streaming_state',
    });
    expect(await call('chat.stopStream', stream)).toMatchObject({ error: 'message_not_in_streaming_state' });
  });

  test('dies after five minutes, and holds 12,000 characters', async () => {
    const { place, started } = await start();
    const stream = { channel: place.channel, ts: started['ts'] };
    expect(await call('chat.appendStream', { ...stream, markdown_text: 'x'.repeat(12_000) })).toMatchObject({
      ok: true,
    });
    expect(await call('chat.appendStream', { ...stream, markdown_text: 'x' })).toMatchObject({ error: 'msg_too_long' });
    await server.clock.advance(5 * 60_000);
    expect(await call('chat.stopStream', stream)).toMatchObject({ error: 'message_not_in_streaming_state' });
  });
});

describe('an agent', () => {
  const prompts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ title: `Prompt ${index}`, message: `say ${index}` }));

  test('suggests at most four prompts, which say their words when picked', async () => {
    const ana = person(server, { user: 'ana', channel: '@archcheck' });
    const [channel_id] = [...server.installation().workspace.channels.values()]
      .filter((each) => each.kind === 'im')
      .map((each) => each.id);
    expect(await call('assistant.threads.setSuggestedPrompts', { channel_id, prompts: prompts(5) })).toMatchObject({
      errors: ['no more than 4 items allowed [json-pointer:/prompts]'],
    });
    await call('assistant.threads.setSuggestedPrompts', { channel_id, prompts: prompts(4), title: 'Try one' });
    expect(ana.screen()).toBe('@archcheck\nTry one\n[Prompt 0] [Prompt 1] [Prompt 2] [Prompt 3]');
    ana.picksPrompt('Prompt 2');
    expect(ana.screen()).toMatch(/ana: say 2/);
  });

  test('shows a status until it answers, for two minutes at most, with at most ten loading messages', async () => {
    const ana = person(server, { user: 'ana', channel: '#general' });
    const { ts } = ana.says('a question');
    const place = { channel_id: idOf('general'), thread_ts: ts };
    const loading = (count: number) => ({
      ...place,
      status: 'thinking',
      loading_messages: Array.from({ length: count }, () => 'hm'),
    });
    expect(await call('assistant.threads.setStatus', loading(11))).toMatchObject({ error: 'invalid_arguments' });
    await call('assistant.threads.setStatus', loading(10));
    expect(ana.screen()).toMatch(/│ … thinking/);
    await server.clock.advance(2 * 60_000);
    expect(ana.screen()).not.toMatch(/thinking/);
    await call('assistant.threads.setStatus', loading(1));
    await say({ thread_ts: ts });
    expect(ana.screen()).not.toMatch(/thinking/);
  });
});

describe('a file', () => {
  test('is announced, uploaded whole, and then shared', async () => {
    const announced = await call('files.getUploadURLExternal', { filename: 'adr.md', length: 5 });
    const complete = () =>
      call('files.completeUploadExternal', {
        files: [{ id: announced['file_id'], title: 'The record' }],
        channel_id: idOf('general'),
      });
    const upload = (body: string) => fetch(textOf(announced['upload_url']), { method: 'POST', body });
    expect(await complete()).toMatchObject({ error: 'file_not_found' });
    await upload('four');
    expect(await complete()).toMatchObject({ error: 'file_upload_size_mismatch' });
    await upload('fives');
    expect(await complete()).toMatchObject({ ok: true });
    expect(person(server, { user: 'ana', channel: '#general' }).screen()).toMatch(/\[file: The record\]/);
  });
});

describe('a fault', () => {
  test('is an error, a status with Retry-After, a delay, or a cut connection', async () => {
    const { faults } = server.slack;
    faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    expect(await call('chat.postMessage', { channel: idOf('general'), text: 'a' })).toEqual({
      ok: false,
      error: 'fatal_error',
    });
    faults.next('*', { kind: 'status', status: 429, retryAfterSeconds: 30 });
    const limited = await fetch(`${server.apiUrl}auth.test`, { method: 'POST' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    faults.next('chat.postMessage', { kind: 'cut', when: 'before' });
    await expect(say({ text: 'never' })).rejects.toThrow();
    faults.next('chat.postMessage', { kind: 'cut', when: 'after' });
    await expect(say({ text: 'unknowingly' })).rejects.toThrow();
    expect(person(server, { user: 'ana', channel: '#general' }).screen()).toBe('#general\narchcheck:\n  unknowingly');
  });

  test('can hold a call until the test lets go', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.slack.faults.next('chat.postMessage', { kind: 'hold', until: promise });
    const ana = person(server, { user: 'ana', channel: '#general' });
    const held = say({ text: 'held' });
    await call('auth.test');
    expect(ana.screen()).toBe('#general');
    resolve();
    await held;
    expect(ana.screen()).toMatch(/held/);
  });

  test('can be a limit of one message a second for each channel, after a burst', async () => {
    server.slack.faults.limit('chat.postMessage', 2);
    const post = async () =>
      (await call('chat.postMessage', { channel: idOf('general'), text: 'a' }))['error'] ?? 'sent';
    expect([await post(), await post(), await post()]).toEqual(['sent', 'sent', 'ratelimited']);
    await server.clock.advance(1_000);
    expect([await post(), await post()]).toEqual(['sent', 'ratelimited']);
  });
});
