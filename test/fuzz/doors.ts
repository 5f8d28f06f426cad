import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { connect as connectDiscord } from '../../src/platforms/discord/connection.ts';
import { connect as connectSlack } from '../../src/platforms/slack/connection.ts';

const nothing = () => undefined;
const silent = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/** A way in over a socket, with so little on its other side that any frame at all can be sent. */
export interface Door {
  /** Sends a frame, and then one that can be read. Resolves when that was taken. */
  push(frame: string): Promise<void>;
  isConnected(): boolean;
}

/** A socket of Slack's. */
export async function slackSocket(): Promise<Door> {
  const { port, sockets } = await listen((at) => ({ ok: true, url: `ws://127.0.0.1:${at}/` }));
  sockets.on('connection', (each) => each.send('{"type":"hello"}'));
  const taken = markers();
  const connection = await connectSlack(
    { kind: 'socket', appToken: 'xapp-of-the-test', apiUrl: `http://127.0.0.1:${port}/` },
    async (body) => taken.look(body),
    silent,
    async () => undefined,
  );
  onTestFinished(() => connection.close());
  return {
    async push(frame) {
      const { mark, seen } = taken.next();
      for (const socket of sockets.clients) {
        socket.send(frame);
        socket.send(JSON.stringify({ envelope_id: mark, type: 'events_api', payload: { event: { type: 'x' }, mark } }));
      }
      await seen;
    },
    isConnected: connection.isConnected,
  };
}

/** Discord's gateway. */
export async function discordGateway(): Promise<Door> {
  const { port, sockets } = await listen(() => ({}));
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data));
      const ready = {
        v: 10,
        user: { id: '7' },
        guilds: [],
        session_id: 'a',
        resume_gateway_url: `ws://127.0.0.1:${port}`,
      };
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) socket.send(JSON.stringify({ op: 0, t: 'READY', s: 1, d: ready }));
    });
  });
  const taken = markers();
  const listeners = { message: taken.look, interaction: nothing, role: nothing, joins: nothing, leaves: nothing };
  const connection = await connectDiscord(
    {
      token: 'of-the-test',
      api: { call: async () => ({ url: `ws://127.0.0.1:${port}` }), close: async () => undefined },
      shards: { count: 1, own: null },
      messageContent: false,
      log: silent,
    },
    listeners,
  );
  onTestFinished(() => connection.close());
  return {
    async push(frame) {
      const { mark, seen } = taken.next();
      for (const socket of sockets.clients) {
        socket.send(frame);
        socket.send(JSON.stringify({ op: 0, t: 'MESSAGE_CREATE', s: 2, d: { mark } }));
      }
      await seen;
    },
    isConnected: connection.isConnected,
  };
}

async function listen(answer: (port: number) => object) {
  const http = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(port)));
  });
  const sockets = new WebSocketServer({ server: http });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    http.close();
  });
  return { port, sockets };
}

/** Tells when what carries a mark has come in. */
function markers() {
  let count = 0;
  let waiting = { mark: '', resolve: (): void => undefined };
  return {
    look(body: unknown): void {
      if (typeof body === 'object' && body !== null && 'mark' in body && body.mark === waiting.mark) waiting.resolve();
    },
    next() {
      count += 1;
      const { promise: seen, resolve } = Promise.withResolvers<void>();
      waiting = { mark: `the mark ${count}`, resolve };
      return { mark: waiting.mark, seen };
    },
  };
}
