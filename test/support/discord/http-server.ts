import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Discord } from './discord.ts';
import { DiscordError } from './discord-error.ts';
import type { Bucket, Fault } from './faults.ts';
import { readRequest } from './request-body.ts';
import { findRoute, runRoute } from './rest.ts';
import type { Result } from './routes/route.ts';

/** A call as it came in, with what was answered; null while it is under way or where the connection was cut. */
export interface RestCall {
  /** `POST /channels/:channel/messages`. */
  readonly route: string;
  /** As it was called, without the base: `/channels/123/messages`. */
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
  status: number | null;
  result: unknown;
}

interface Answer extends Result {
  readonly headers: Readonly<Record<string, string>>;
}

/** The HTTP side: `/api/v10/…`, `/attachments/…`, and the upgrade to a WebSocket. */
export function createHttpServer(discord: () => Discord, calls: RestCall[]): Server {
  const server = createServer((request, response) => {
    handle(discord(), calls, request, response).catch((error: unknown) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      discord().problems.push(`the test server failed: ${what}`);
      send(response, { status: 500, body: { message: '500: Internal Server Error', code: 0 }, headers: {} });
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    discord().gateway.upgrade(request, socket, head);
  });
  return server;
}

async function handle(
  discord: Discord,
  calls: RestCall[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '', discord.origin);
  const attachment = /^\/attachments\/(\d+)\//.exec(url.pathname)?.[1];
  if (attachment !== undefined) return sendFile(discord, attachment, response);
  const path = /^\/api(?:\/v10)?(\/.*)$/.exec(url.pathname)?.[1];
  const read = await readRequest(request);
  const found = path === undefined ? null : findRoute(request.method ?? '', path);
  if (path === undefined || found === null) {
    calls.push({
      route: `${request.method} ${url.pathname}`,
      path: url.pathname,
      body: read.body,
      at: discord.clock.now(),
      status: 404,
      result: null,
    });
    return send(response, { status: 404, body: { message: '404: Not Found', code: 0 }, headers: {} });
  }
  const call: RestCall = {
    route: found.name,
    path,
    body: read.body,
    at: discord.clock.now(),
    status: null,
    result: null,
  };
  calls.push(call);
  const bucket = discord.faults.count(found.name, found.major);
  const run = (): Answer => {
    if (bucket.isOver) return limited(discord, bucket, (bucket.resetAt - discord.clock.now()) / 1_000, 'user');
    const more = { query: url.searchParams, authorization: request.headers.authorization ?? '', ...read };
    return { ...guarded(() => runRoute(discord, found, more)), headers: bucketHeaders(discord, bucket) };
  };
  await discord.faults.slowness();
  const answer = await underFault(discord, discord.faults.take(found.name), bucket, run);
  if (answer === null) {
    response.destroy();
    return;
  }
  call.status = answer.status;
  call.result = answer.body;
  send(response, answer);
}

function guarded(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    return { status: error.status, body: error.body };
  }
}

/** Null where the connection is to be cut. */
async function underFault(
  discord: Discord,
  fault: Fault | null,
  bucket: Bucket,
  run: () => Answer,
): Promise<Answer | null> {
  switch (fault?.kind) {
    case undefined:
      return run();
    case 'error': {
      const { code, status, message } = fault;
      const more = { ...(status === undefined ? {} : { status }), ...(message === undefined ? {} : { message }) };
      const error = new DiscordError(code, more);
      return { status: error.status, body: error.body, headers: bucketHeaders(discord, bucket) };
    }
    case 'status':
      return { status: fault.status, body: { message: `${fault.status}: Error`, code: 0 }, headers: {} };
    case 'limited':
      return limited(discord, bucket, fault.retryAfterSeconds, fault.scope ?? 'user');
    case 'delay':
      await new Promise<void>((resolve) => discord.clock.after(fault.ms, resolve));
      return run();
    case 'hold':
      await fault.until;
      return run();
    case 'cut': {
      if (fault.when === 'after') run();
      const { afterMs } = fault;
      if (afterMs !== undefined) await new Promise<void>((resolve) => discord.clock.after(afterMs, resolve));
      return null;
    }
  }
}

function bucketHeaders(discord: Discord, { id, limit, remaining, resetAt }: Bucket): Record<string, string> {
  return {
    'x-ratelimit-bucket': id,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': (resetAt / 1_000).toFixed(3),
    'x-ratelimit-reset-after': (Math.max(0, resetAt - discord.clock.now()) / 1_000).toFixed(3),
  };
}

function limited(discord: Discord, bucket: Bucket, seconds: number, scope: 'user' | 'global' | 'shared'): Answer {
  const isGlobal = scope === 'global';
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    headers: {
      // A global limit has no bucket.
      ...(isGlobal
        ? { 'x-ratelimit-global': 'true' }
        : {
            ...bucketHeaders(discord, bucket),
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset-after': String(seconds),
          }),
      'x-ratelimit-scope': scope,
      'retry-after': String(seconds),
    },
  };
}

function sendFile(discord: Discord, id: string, response: ServerResponse): void {
  const file = discord.files.get(id);
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': file.contentType }).end(file.content);
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
