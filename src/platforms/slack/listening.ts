import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { UserError } from '../../core/errors.ts';
import type { Door } from './install.ts';

/** Listens for people who install the bot, and for nothing else. @throws {UserError} where the port is taken */
export async function openDoor(door: Door, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (!door(request, response)) response.writeHead(404, { connection: 'close' }).end();
  });
  endSlowRequests(server);
  server.listen(port);
  await once(server, 'listening').catch((error: unknown) => {
    throw portTaken(port, error);
  });
  return server;
}

/** Slack and browsers take less than a second. */
const headersMs = 10_000;
const requestMs = 20_000;

/** Ends requests that come in drop by drop, which would hold a connection for minutes. */
export function endSlowRequests(server: Server): void {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
}

/** Where a server listens, from this machine. */
export function originOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** How long an answer may take to go out when all work is done. */
const graceMs = 250;

/** Resolves when what is under way is answered. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // What was taken is done by now; a request that never ends would hold up the end for minutes.
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cutOff);
}

export function portTaken(port: number, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`Port ${port} cannot be listened on (${reason}). Choose another one with PORT.`);
}
