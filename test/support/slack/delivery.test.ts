import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, isObject, type JsonObject, parseJson, textOf } from '../json.ts';
import { callApi } from './api.ts';
import { person } from './person.ts';
import { type ReceivedEnvelope, rawEndpoint, rawSocket } from './raw-app.ts';
import { type SlackServer, startSlack } from './server.ts';

let server: SlackServer;
const cleanups: (() => unknown)[] = [];
beforeEach(async () => {
  server = await startSlack();
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await server.close();
});

const MINUTE = 60_000;
const only = (...events: string[]) => {
  const subscribed = server.installation().app.events;
  subscribed.clear();
  for (const event of events) subscribed.add(event);
};
const socket = async (receive: (envelope: ReceivedEnvelope) => void = () => undefined) => {
  const opened = await rawSocket(server, receive);
  cleanups.push(() => opened.close());
  return opened;
};
/** A socket that keeps what it gets, and hands out each next one as it comes. */
const collecting = async (acknowledge: boolean) => {
  const received: ReceivedEnvelope[] = [];
  const waiting: (() => void)[] = [];
  const opened = await socket((envelope) => {
    received.push(envelope);
    if (acknowledge) envelope.ack();
    for (const resolve of waiting.splice(0)) resolve();
  });
  const until = async (count: number) => {
    while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { ...opened, received, until };
};
const endpoint = async (statuses: number[] = []) => {
  const opened = await rawEndpoint(server, statuses);
  cleanups.push(opened.close);
  return opened;
};
const ana = () => person(server, { user: 'ana', channel: '#general' });

describe('events', () => {
  test('come again now, after one and after five minutes, as the same event', async () => {
    only('app_mention');
    const { received, until } = await collecting(false);
    const said = ana().mentions('hello');
    await until(1);
    await server.clock.advance(3_000);
    await until(2);
    await server.clock.advance(3_000 + MINUTE);
    await until(3);
    await server.clock.advance(3_000 + 5 * MINUTE);
    await until(4);
    await server.clock.advance(60 * MINUTE);
    expect(await said.acknowledged).toEqual([{ ok: false, reason: 'timeout' }]);
    expect(received.map((each) => [each.retryAttempt, each.retryReason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(received.map((each) => each.payload['event_id'])).size).toBe(1);
    const [start = 0, ...later] = said.deliveries.flatMap((delivery) => delivery.attempts.map((attempt) => attempt.at));
    expect(later.map((time) => time - start)).toEqual([3_000, 6_000 + MINUTE, 9_000 + 6 * MINUTE]);
  });

  test('are not acknowledged by an answer that comes late', async () => {
    only('app_mention');
    const { received, until } = await collecting(false);
    const said = ana().mentions('hello');
    await until(1);
    await server.clock.advance(3_000);
    await until(2);
    received[0]?.ack();
    received[1]?.ack();
    await said.acknowledged;
    expect(said.deliveries[0]?.attempts.map((attempt) => attempt.reply?.ok)).toEqual([false, true]);
  });

  test('over HTTP are signed, and say in their headers that they are retries', async () => {
    only('app_mention');
    const { received } = await endpoint([500, 404]);
    const said = ana().mentions('hello');
    while (received.length < 2) await new Promise((resolve) => setImmediate(resolve));
    while (said.deliveries[0]?.attempts[1]?.reply == null) await new Promise((resolve) => setImmediate(resolve));
    await server.clock.advance(MINUTE);
    expect(await said.acknowledged).toMatchObject([{ ok: true }]);
    expect(received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    for (const { headers, body } of received) {
      const base = `v0:${textOf(headers['x-slack-request-timestamp'])}:${body}`;
      const hash = createHmac('sha256', server.installation().app.signingSecret).update(base).digest('hex');
      expect(headers['x-slack-signature']).toBe(`v0=${hash}`);
    }
  });

  test('can be sent once more with the same id, although they were acknowledged', async () => {
    only('app_mention');
    const { received } = await collecting(true);
    const said = ana().mentions('hello');
    await said.acknowledged;
    await said.deliveries[0]?.again();
    expect(received.map((each) => each.payload['event_id'])).toEqual([
      received[0]?.payload['event_id'],
      received[0]?.payload['event_id'],
    ]);
  });

  test('are those that the app subscribed to and has the scopes for, in channels where it is', async () => {
    const types = (deed: { deliveries: readonly { body: JsonObject }[] }) =>
      deed.deliveries.map(({ body }) => at(body, 'event', 'type'));
    expect(types(ana().mentions('a'))).toEqual(['app_mention', 'message']);
    expect(types(ana().says('a'))).toEqual(['message']);
    server.installation().app.scopes.delete('channels:history');
    expect(types(ana().mentions('a'))).toEqual(['app_mention']);
    only('message.im');
    expect(types(ana().mentions('a'))).toEqual([]);
    expect(types(person(server, { user: 'ana', channel: '@archcheck' }).mentions('a'))).toEqual(['message']);
    only('app_mention');
    ana().removes('archcheck');
    expect(types(ana().mentions('a'))).toEqual([]);
    expect(types(person(server, { user: 'ana', channel: '#architecture' }).mentions('a'))).toEqual(['app_mention']);
  });

  test('tell the bot of its own messages, of edits and deletions, and of the Messages tab', async () => {
    const { received, until } = await collecting(true);
    const channel = [...server.installation().workspace.channels.keys()][0];
    const { botId } = server.installation();
    await callApi(server, 'chat.postMessage', { channel, text: 'mine' });
    await until(1);
    expect(received[0]?.payload).toMatchObject({
      event: { type: 'message', text: 'mine', bot_id: botId, channel_type: 'channel' },
    });
    const someone = ana();
    const { ts } = someone.says('first');
    someone.edits(ts, 'second');
    someone.deletes(ts);
    someone.opensHome('messages');
    await until(5);
    expect(received.slice(2).map((each) => each.payload['event'])).toMatchObject([
      { subtype: 'message_changed', message: { text: 'second', ts }, previous_message: { text: 'first' } },
      { subtype: 'message_deleted', deleted_ts: ts },
      { type: 'app_home_opened', tab: 'messages', user: someone.id },
    ]);
  });

  test('say when the app was removed, and then nothing more', async () => {
    const { received, until } = await collecting(true);
    server.revoke(server.installation());
    await until(2);
    expect(ana().mentions('a').deliveries).toEqual([]);
    expect(received.map((each) => at(each.payload, 'event', 'type'))).toEqual(['tokens_revoked', 'app_uninstalled']);
  });
});

describe('sockets', () => {
  test('share the envelopes: each goes to one of them', async () => {
    only('app_mention');
    const [first, second] = [await collecting(true), await collecting(true)];
    const said = Array.from({ length: 10 }, () => ana().mentions('hello'));
    await Promise.all(said.map((each) => each.acknowledged));
    expect([first.received.length, second.received.length]).toEqual([5, 5]);
  });

  test('that break hand what was not acknowledged to another one', async () => {
    only('app_mention');
    const first = await collecting(false);
    ana().mentions('hello');
    await first.until(1);
    const second = await collecting(true);
    first.close();
    await second.until(1);
    expect(second.received[0]).toMatchObject({
      retryAttempt: 1,
      payload: { event_id: first.received[0]?.payload['event_id'] },
    });
  });

  test('are at most ten, are asked to refresh, and open each address once', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => collecting(true)));
    expect(server.sockets().count()).toBe(10);
    const { appToken } = server.installation().app;
    const url = textOf((await callApi(server, 'apps.connections.open', {}, appToken))['url']);
    const eleventh = new WebSocket(url);
    const said = await new Promise((resolve) =>
      eleventh.addEventListener('message', ({ data }) => resolve(parseJson(String(data)))),
    );
    expect(said).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    const again = new WebSocket(url);
    await new Promise((resolve) => again.addEventListener('error', resolve));
    server.sockets().refresh();
    while (opened.some((each) => each.goodbyes.length === 0)) await new Promise((resolve) => setImmediate(resolve));
    expect(opened[0]?.goodbyes).toEqual(['refresh_requested']);
  });
});

describe('commands and clicks', () => {
  test('that are not acknowledged within three seconds show an error, and do not come again', async () => {
    const { received, until } = await collecting(false);
    const someone = ana();
    someone.runs('/arch-check');
    await until(1);
    await server.clock.advance(2_999);
    expect(someone.screen()).toBe('#general');
    await server.clock.advance(1);
    expect(await someone.sees(/failed/)).toMatch(
      /Slackbot \(only visible to you\): \/arch-check failed with the error "operation_timeout"/,
    );
    await server.clock.advance(60 * MINUTE);
    expect(received).toHaveLength(1);
  });

  test('fail where nobody listens, and unknown ones are not sent', async () => {
    const someone = ana();
    someone.runs('/arch-check');
    await someone.sees(/failed with the error "dispatch_failed"/);
    expect(someone.runs('/nothing').deliveries).toEqual([]);
    expect(someone.screen()).toMatch(/\/nothing is not a valid command/);
  });

  test('are answered in the acknowledgement, unless Slack would refuse that message', async () => {
    const answers: unknown[] = [{ text: 'fine' }, { blocks: [{ type: 'nonsense' }] }];
    await socket((envelope) => envelope.ack(answers.shift()));
    const someone = ana();
    someone.runs('/arch-check');
    await someone.sees(/archcheck \(only visible to you\):\n {2}fine/);
    someone.runs('/arch-check');
    await someone.sees(/invalid_command_response/);
    expect(server.problems).toHaveLength(1);
  });

  test('carry an address for answers that works five times, for half an hour', async () => {
    const { received, until } = await collecting(true);
    const someone = ana();
    const use = async (body: JsonObject = { text: 'again' }) => {
      const url = textOf(received.at(-1)?.payload['response_url']);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      return [response.status, isObject(answer) ? answer['error'] : null];
    };
    someone.runs('/arch-check');
    await until(1);
    expect(await use({ blocks: [{ type: 'nonsense' }] })).toEqual([400, 'invalid_blocks']);
    for (let count = 2; count <= 5; count += 1) expect(await use()).toEqual([200, undefined]);
    expect(await use()).toEqual([404, 'used_url']);
    someone.runs('/arch-check');
    await until(2);
    await server.clock.advance(30 * MINUTE);
    expect(await use()).toEqual([200, undefined]);
    await server.clock.advance(1);
    expect(await use()).toEqual([404, 'expired_url']);
  });
});
