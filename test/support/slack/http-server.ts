import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { JsonObject } from '../json.ts';
import { textOf } from '../json.ts';
import type { Fault } from './faults.ts';
import { argumentsOf, readBody, uploadedFile } from './request-body.ts';
import { respond } from './respond.ts';
import type { Slack } from './slack.ts';
import { SlackError } from './slack-error.ts';
import { callMethod, tokenOf } from './web-api.ts';

/** A call as it came in, with what was answered; null while it is under way or where the connection was cut. */
export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  readonly at: number;
  result: JsonObject | null;
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** The HTTP side: `/api/<method>`, `/response/<id>`, `/upload/<id>`, and the upgrade to a WebSocket. */
export function createHttpServer(slack: () => Slack, calls: ApiCall[]): Server {
  const server = createServer((request, response) => {
    handle(slack(), calls, request, response).catch((error: unknown) => {
      slack().problems.push(
        `the test server failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      send(response, { status: 500, body: { ok: false, error: 'internal_error' }, headers: {} });
    });
  });
  // Longer than any client keeps a connection, or a call now and then meets one that is being closed.
  server.keepAliveTimeout = 60_000;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = request.url ?? '';
    const app = slack().apps.find((each) => address.endsWith(`app_id=${each.id}`));
    if (app !== undefined && slack().sockets(app).accepts(address)) slack().sockets(app).upgrade(request, socket, head);
    else socket.destroy();
  });
  return server;
}

async function handle(
  slack: Slack,
  calls: ApiCall[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, area = '', ...rest] = new URL(request.url ?? '', slack.origin).pathname.split('/');
  const name = rest.join('/');
  const body = await readBody(request);
  if (area === 'upload') {
    const file = slack.files.get(name);
    if (file !== null) file.content = await uploadedFile(request.headers['content-type'] ?? '', body);
    response.writeHead(file === null ? 404 : 200).end('OK');
    return;
  }
  if (area !== 'api' && area !== 'response') {
    response.writeHead(404).end();
    return;
  }
  const method = area === 'response' ? 'response_url' : name;
  const args = argumentsOf(method, request.headers['content-type'] ?? '', body.toString());
  const call: ApiCall = { method, args, at: slack.clock.now(), result: null };
  calls.push(call);
  const run = () =>
    area === 'response'
      ? viaResponseUrl(slack, name, args)
      : viaApi(slack, name, tokenOf(request.headers.authorization, args), args);
  await slack.faults.slowness();
  const answer = await underFault(slack, slack.faults.take(method, textOf(args['channel'])), run);
  if (answer === null) {
    response.destroy();
    return;
  }
  call.result = answer.body;
  send(response, answer);
}

/** Null where the connection is to be cut. */
async function underFault(slack: Slack, fault: Fault | null, run: () => Answer): Promise<Answer | null> {
  switch (fault?.kind) {
    case undefined:
      return run();
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error, ...fault.extra }, headers: {} };
    case 'status': {
      const headers: Record<string, string> =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      const error = fault.status === 429 ? 'ratelimited' : 'service_unavailable';
      return { status: fault.status, body: { ok: false, error }, headers };
    }
    case 'delay':
      await new Promise<void>((resolve) => slack.clock.after(fault.ms, resolve));
      return run();
    case 'hold':
      await fault.until;
      return run();
    case 'cut': {
      if (fault.when === 'after') run();
      const { afterMs } = fault;
      if (afterMs !== undefined) await new Promise<void>((resolve) => slack.clock.after(afterMs, resolve));
      return null;
    }
  }
}

function viaApi(slack: Slack, name: string, token: string, args: JsonObject): Answer {
  return { status: 200, ...callMethod(slack, name, token, args) };
}

function viaResponseUrl(slack: Slack, id: string, args: JsonObject): Answer {
  try {
    respond(slack, slack.responseUrls.use(id), args);
    return { status: 200, body: { ok: true }, headers: {} };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const status = error.code === 'expired_url' || error.code === 'used_url' ? 404 : 400;
    return { status, body: { ok: false, error: error.code, ...error.extra }, headers: {} };
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}
