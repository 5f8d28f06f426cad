import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { at, isObject, type JsonObject, parseJson, textOf } from '../json.ts';
import type { Discord } from './discord.ts';
import { appWith, greetings, type Identity, type Refusal, readIdentity } from './identify.ts';
import { shardOf } from './ids.ts';
import { LIMITS, TIMES } from './limits.ts';
import type { App } from './model.ts';
import { answered, takeLeave } from './web-socket.ts';

/** What an app has identified itself for. It outlives its connection: what happens meanwhile is sent when it resumes. */
export interface Session extends Identity {
  readonly id: string;
  /** Those that can still be sent again: all, unless some were forgotten. */
  readonly events: JsonObject[];
  /** The number of the last one. */
  sequence: number;
  connection: Connection | null;
  lostAt: number;
}

export interface Connection {
  readonly socket: WebSocket;
  session: Session | null;
  sentAt: number[];
}

/** An event, and which sessions get it. */
export interface Told {
  /** Null for what happens outside of guilds. */
  readonly guildId: string | null;
  /** It goes to those who asked for one of these; 0 for all. */
  readonly intents: number;
  readonly payload: (session: Session) => JsonObject;
}

export interface GatewayOptions {
  /** How often an app should send a heartbeat; in real time, as it is the app that counts it. */
  readonly heartbeatMs?: number;
  /** How many shards the gateway recommends; 1 if left out. */
  readonly shards?: number;
}

export type Gateway = ReturnType<typeof createGateway>;

/** The WebSocket side: sessions and what is sent to them. */
export function createGateway(discord: () => Discord, { heartbeatMs = TIMES.heartbeat, shards = 1 }: GatewayOptions) {
  const server = new WebSocketServer({ noServer: true });
  const connections = new Set<Connection>();
  const sessions = new Map<string, Session>();
  const watchers = new Set<() => void>();
  const counts = { identified: 0, resumed: 0, heartbeats: 0 };
  const told: Readonly<typeof counts> = counts;
  let acknowledges = true;
  let refuses = false;

  const send = ({ socket }: Connection, op: GatewayOpcodes, d: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ op, d, s: null, t: null }));
  };
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const dispatch = (session: Session, name: string, payload: JsonObject) => {
    session.sequence += 1;
    const event = { op: GatewayOpcodes.Dispatch, t: name, s: session.sequence, d: payload };
    session.events.push(event);
    const socket = session.connection?.socket;
    if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(event));
  };
  const lose = (connection: Connection, code: number) => {
    connections.delete(connection);
    const { session } = connection;
    connection.session = null;
    if (session?.connection !== connection) return changed();
    session.connection = null;
    session.lostAt = discord().clock.now();
    // An app that says good-bye in the ordinary way does not come back to its session.
    if (code === 1000 || code === 1001) sessions.delete(session.id);
    changed();
  };

  const identify = (connection: Connection, data: unknown) => {
    const close = (refusal: Refusal) => connection.socket.close(refusal.code, refusal.reason);
    if (connection.session !== null)
      return close({ code: GatewayCloseCodes.AlreadyAuthenticated, reason: 'Already authenticated.' });
    const identity = readIdentity(discord(), data);
    if ('code' in identity) return close(identity);
    const id = Buffer.from(discord().ids.next()).toString('hex').padStart(32, '0');
    const session: Session = { id, ...identity, events: [], sequence: 0, connection, lostAt: 0 };
    sessions.set(id, session);
    connection.session = session;
    counts.identified += 1;
    for (const { name, payload } of greetings(discord(), session)) dispatch(session, name, payload);
    changed();
  };

  const resume = (connection: Connection, data: unknown) => {
    const session = sessions.get(textOf(at(data, 'session_id')));
    const app = appWith(discord(), data);
    if (app === null) return connection.socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    const seq = at(data, 'seq');
    const isGone =
      session !== undefined && session.connection === null && discord().clock.now() - session.lostAt > TIMES.resume;
    if (session === undefined || session.app !== app || isGone) {
      if (session !== undefined) sessions.delete(session.id);
      return send(connection, GatewayOpcodes.InvalidSession, false);
    }
    const missed = session.sequence - Number(seq);
    if (typeof seq !== 'number' || missed < 0 || missed > session.events.length) {
      return connection.socket.close(GatewayCloseCodes.InvalidSeq, 'Invalid seq.');
    }
    session.connection?.socket.close(GatewayCloseCodes.UnknownError);
    session.connection = connection;
    connection.session = session;
    counts.resumed += 1;
    for (const event of session.events.slice(session.events.length - missed))
      connection.socket.send(JSON.stringify(event));
    dispatch(session, GatewayDispatchEvents.Resumed, {});
    changed();
  };

  const receive = (connection: Connection, source: string) => {
    const now = Date.now();
    connection.sentAt = [...connection.sentAt.filter((each) => each > now - 60_000), now];
    if (connection.sentAt.length > LIMITS.sendsPerMinute) {
      return connection.socket.close(GatewayCloseCodes.RateLimited, 'You are being rate limited.');
    }
    const message = parseJson(source);
    if (!isObject(message))
      return connection.socket.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
    const { op, d } = message;
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        counts.heartbeats += 1;
        if (acknowledges) send(connection, GatewayOpcodes.HeartbeatAck, null);
        return changed();
      case GatewayOpcodes.Identify:
        return identify(connection, d);
      case GatewayOpcodes.Resume:
        return resume(connection, d);
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
      case GatewayOpcodes.RequestGuildMembers:
        if (connection.session !== null) return;
        return connection.socket.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
      default:
        return connection.socket.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
    }
  };

  const open = () => [...connections].filter(({ session }) => session !== null);
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });

  return {
    /** For `GET /gateway/bot`. */
    recommended: shards,
    counts: told,
    sessions: (app: App): readonly Session[] => [...sessions.values()].filter((session) => session.app === app),
    /** Sends to every session of an app that has the guild on its shard. */
    dispatch(app: App, name: string, { guildId, intents, payload }: Told): void {
      for (const session of sessions.values()) {
        const shard = guildId === null ? 0 : shardOf(guildId, session.shards);
        if (session.app !== app || session.shard !== shard) continue;
        if (intents !== 0 && (session.intents & intents) === 0) continue;
        dispatch(session, name, payload(session));
      }
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      if (refuses) return void socket.destroy();
      server.handleUpgrade(request, socket, head, (accepted) => {
        const connection: Connection = { socket: accepted, session: null, sentAt: [] };
        connections.add(connection);
        accepted.on('message', (data) => receive(connection, String(data)));
        accepted.on('close', (code) => lose(connection, code));
        accepted.on('error', () => accepted.terminate());
        send(connection, GatewayOpcodes.Hello, { heartbeat_interval: heartbeatMs });
      });
    },
    /** Lets go of what every session has long had, and of those that cannot be resumed any more. */
    forget(): void {
      for (const session of sessions.values()) {
        session.events.splice(0, session.events.length - LIMITS.resumedEvents);
        const isLost = session.connection === null && discord().clock.now() - session.lostAt > TIMES.resume;
        if (isLost) sessions.delete(session.id);
      }
    },
    /** How many connections have a session. */
    count: (): number => open().length,
    /** Resolves as soon as so many sessions are connected. */
    connected: (count = 1): Promise<void> => until(() => open().length >= count),
    /** Resolves as soon as nothing is connected. */
    disconnected: (): Promise<void> => until(() => open().length === 0),
    /** Resolves as soon as so many sessions have been resumed, ever. */
    resumed: (count = 1): Promise<void> => until(() => counts.resumed >= count),
    identified: (count = 1): Promise<void> => until(() => counts.identified >= count),
    /** Breaks every connection without a word; what happens until it is resumed is sent then. */
    drop(): void {
      for (const { socket } of [...connections]) socket.terminate();
    },
    /** Asks every app to come again (opcode 7), as Discord does now and then. */
    reconnect(): void {
      for (const connection of open()) send(connection, GatewayOpcodes.Reconnect, null);
    },
    /** Ends every session (opcode 9); what was not sent is lost. */
    invalidate(): void {
      for (const connection of open()) {
        if (connection.session !== null) sessions.delete(connection.session.id);
        connection.session = null;
        send(connection, GatewayOpcodes.InvalidSession, false);
      }
    },
    /** Closes every connection with a code, such as 4009 (session timed out). */
    closeWith(code: GatewayCloseCodes): void {
      for (const { socket, session } of open()) {
        if (code === GatewayCloseCodes.SessionTimedOut && session !== null) sessions.delete(session.id);
        socket.close(code);
      }
    },
    /** Asks for a heartbeat now (opcode 1). */
    askHeartbeat(): void {
      for (const connection of open()) send(connection, GatewayOpcodes.Heartbeat, null);
    },
    /** Resolves when every connected app has all that was sent to it so far. */
    async taken(): Promise<void> {
      await Promise.all([...connections].map(({ socket }) => answered(socket)));
    },
    /** Stops to acknowledge heartbeats, or begins again: without it an app takes its connection for dead. */
    acknowledgeHeartbeats(does: boolean): void {
      acknowledges = does;
    },
    /** Takes no connection, or takes them again. */
    refuseConnections(does: boolean): void {
      refuses = does;
    },
    async close(): Promise<void> {
      await Promise.all([...connections].map(({ socket }) => takeLeave(socket)));
      server.close();
    },
  };
}
