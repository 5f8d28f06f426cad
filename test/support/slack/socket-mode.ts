import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { at, parseJson } from '../json.ts';
import type { Envelope, Reply, Transport } from './delivery.ts';
import type { Ids } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { App } from './model.ts';

interface Waiting {
  readonly socket: WebSocket;
  readonly settle: (reply: Reply) => void;
}

/** The WebSocket connections of one app: each envelope goes to one of them, in turn. */
export interface Sockets extends Transport {
  /** The path and query of a new address, usable once. */
  openAddress(): string;
  /** Whether this address is one of ours that nobody has used. */
  accepts(address: string): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  count(): number;
  /** Resolves as soon as so many sockets are connected. */
  connected(count?: number): Promise<void>;
  /** Asks every socket to go and come again, as Slack does every few hours. */
  refresh(): void;
  /** Breaks every connection without a word; what was not acknowledged on it is tried again. */
  drop(): void;
  /** Takes leave of every socket; one that does not answer is cut off. */
  close(): Promise<void>;
}

export function createSockets(app: App, ids: Ids): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  const watchers = new Set<() => void>();
  let turn = 0;

  const accept = (socket: WebSocket) => {
    if (sockets.length >= LIMITS.socketsPerApp) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: {} }));
      return socket.close();
    }
    sockets.push(socket);
    socket.on('message', (data) => acknowledge(String(data)));
    socket.on('close', () => forget(socket));
    socket.on('error', () => socket.terminate());
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info: { host: 'loopback', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: app.id },
      }),
    );
    for (const watcher of [...watchers]) watcher();
  };
  const acknowledge = (source: string) => {
    const message = parseJson(source);
    const id = at(message, 'envelope_id');
    if (typeof id !== 'string') return;
    waiting.get(id)?.settle({ ok: true, payload: at(message, 'payload') });
    waiting.delete(id);
  };
  const forget = (socket: WebSocket) => {
    const index = sockets.indexOf(socket);
    if (index >= 0) sockets.splice(index, 1);
    for (const [id, each] of [...waiting]) {
      if (each.socket !== socket) continue;
      waiting.delete(id);
      each.settle({ ok: false, reason: 'connection_failed' });
    }
  };

  return {
    openAddress() {
      const ticket = `${app.id}-${ids.number()}`;
      tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${app.id}`;
    },
    accepts(address) {
      const ticket = new URL(address, 'http://loopback').searchParams.get('ticket');
      return ticket !== null && tickets.delete(ticket);
    },
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, accept);
    },
    send(envelope, settle) {
      turn += 1;
      const open = sockets.filter((each) => each.readyState === each.OPEN);
      const socket = open[turn % Math.max(1, open.length)];
      if (socket === undefined) return settle({ ok: false, reason: 'no_connection' });
      const id = `envelope-${ids.number()}`;
      waiting.set(id, { socket, settle });
      socket.send(JSON.stringify(wrapped(id, envelope)));
    },
    count: () => sockets.length,
    connected(count = 1) {
      return new Promise((resolve) => {
        const look = () => {
          if (sockets.length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
    },
    refresh() {
      for (const socket of sockets) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'loopback' } }),
        );
      }
    },
    drop() {
      for (const socket of [...sockets]) socket.terminate();
    },
    async close() {
      await Promise.all([...sockets].map(takeLeave));
      server.close();
    },
  };
}

function takeLeave(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => socket.terminate(), 500);
    socket.on('close', () => {
      clearTimeout(cutOff);
      resolve();
    });
    socket.close(1001);
  });
}

function wrapped(id: string, { kind, body, retryNum, retryReason }: Envelope) {
  const envelope = { envelope_id: id, type: kind, payload: body };
  return kind === 'events_api'
    ? { ...envelope, accepts_response_payload: false, retry_attempt: retryNum, retry_reason: retryReason }
    : { ...envelope, accepts_response_payload: true };
}
