import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { readMessage } from '../../../src/platforms/discord/read-deed.ts';
import { freshFolder } from '../../support/world.ts';
import { runArchcheck } from './archcheck.ts';

const bot = 7;
const question = 'what is a monolith?';

/** A server that speaks the protocol and says no more than it must: short ids, some of them numbers, and no optional field. */
async function sparseServer() {
  const calls: { readonly route: string; readonly body: string }[] = [];
  const waiting = new Set<() => void>();
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const route = `${request.method} ${request.url}`;
      calls.push({ route, body: Buffer.concat(chunks).toString() });
      const answer = answers(origin())[route];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { message: 'Not Found' }));
      for (const look of [...waiting]) look();
    });
  });
  const origin = () => {
    const address = http.address();
    return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };
  const gateway = new WebSocketServer({ server: http });
  const tell = (t: string, d: unknown, s: number) => {
    for (const socket of gateway.clients) socket.send(JSON.stringify({ op: 0, t, s, d }));
  };
  gateway.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data));
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) tell('READY', { v: 10, user: { id: bot }, guilds: [], session_id: 'a' }, 1);
      if (op === 6) tell('RESUMED', {}, 3);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    for (const socket of gateway.clients) socket.terminate();
    http.close();
  });
  return {
    origin,
    tell,
    gateway,
    calls,
    called: (route: string): Promise<string> =>
      new Promise((resolve) => {
        const look = () => {
          const call = calls.find((each) => each.route === route);
          if (call === undefined) return;
          waiting.delete(look);
          resolve(call.body);
        };
        waiting.add(look);
        look();
      }),
  };
}

const answers = (origin: string): Readonly<Record<string, unknown>> => ({
  'GET /api/v10/gateway/bot': { url: `ws://${origin}` },
  'GET /api/v10/channels/55': { id: 55, type: 0 },
  'POST /api/v10/channels/55/messages/1001/threads': { id: 1001 },
  'POST /api/v10/channels/1001/messages': { id: 1002 },
  'POST /api/v10/interactions/2001/abc/callback': {},
  'PATCH /api/v10/webhooks/7/abc/messages/@original': { id: 2002 },
});

test.each(['/api', '/api/', '/api/v10'])('it runs on a server that says only what it must, at %s', async (path) => {
  const server = await sparseServer();
  const data = freshFolder();
  const archcheck = await runArchcheck({ token: 't', apiUrl: `http://${server.origin()}${path}`, data, now: Date.now });
  onTestFinished(() => archcheck.stop());
  server.tell('SOMETHING_NEW', { of: 'another version' }, 2);
  const said = { id: 1001, channel_id: 55, guild_id: 9, author: { id: 5 }, content: `<@${bot}> ${question}` };
  server.tell('MESSAGE_CREATE', said, 2);
  expect(await server.called('POST /api/v10/channels/1001/messages')).toMatch(/A monolith is/);
  const common = { id: '2001', token: 'abc', type: 2, guild_id: '9', channel_id: '55', member: { user: { id: '5' } } };
  const command = { name: 'arch-ask', options: [{ name: 'question', value: question }] };
  server.tell('INTERACTION_CREATE', { ...common, data: command }, 3);
  expect(await server.called('PATCH /api/v10/webhooks/7/abc/messages/@original')).toMatch(/A monolith is/);
  await archcheck.idle();
  expect(archcheck.log()).not.toMatch(/"level":"(?:error|warn)"/);
});

test('without an address to go on at, it comes back to the first one', async () => {
  const server = await sparseServer();
  const apiUrl = `http://${server.origin()}/api`;
  const archcheck = await runArchcheck({ token: 't', apiUrl, data: freshFolder(), now: Date.now });
  onTestFinished(() => archcheck.stop());
  const back = once(server.gateway, 'connection');
  for (const socket of server.gateway.clients) socket.terminate();
  await back;
  await expect.poll(() => archcheck.log()).toMatch(/shard 0 goes on where it was/);
});

test('a sticker in reply to the bot is no message whose words were kept back', () => {
  const reply = { id: '1', channel_id: '2', guild_id: '3', author: { id: '5' }, type: 19, content: '' };
  const self = { user: '7', role: () => undefined };
  const pinged = { ...reply, mentions: [{ id: '7' }], referenced_message: { author: { id: '7' } } };
  expect(readMessage(pinged, self)).toMatchObject({ mentioned: true, unheard: false });
  expect(readMessage({ ...pinged, mentions: [] }, self)).toMatchObject({ mentioned: true, unheard: true });
});
