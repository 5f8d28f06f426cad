import { Server } from 'node:http';
import {
  App,
  HTTPReceiver,
  HTTPModuleFunctions as http,
  LogLevel,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../log.ts';
import { BusyError } from '../inbox.ts';
import type { Door } from './install.ts';
import { closeServer, endSlowRequests, originOf, portTaken } from './listening.ts';
import { keepOpen } from './reopen.ts';

/** How Slack reaches the bot: over a socket that the bot opens, or over signed HTTP requests. */
export type Way =
  | { readonly kind: 'socket'; readonly appToken: string; readonly apiUrl: string | undefined }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

/** Takes one thing that Slack sent. Whatever is not acknowledged, Slack sends again. */
export type Take = (body: unknown, acknowledge: (payload?: object) => Promise<void>) => Promise<void>;

export interface Connection {
  /** Where signed requests are taken; null over a socket. */
  readonly url: string | null;
  /** Over HTTP always true: whether Slack finds the way cannot be seen from here. */
  isConnected(): boolean;
  close(): Promise<void>;
}

const path = '/slack/events';
/** A modal of 250 kB, written as a form, takes up to three times that. */
const longestBodyBytes = 1_000_000;
/** How long Slack may take to say where a socket is opened. */
const openTimeoutMs = 10_000;
/** Slack's own figure; Bolt looks at the past side only. */
const mostSecondsAhead = 300;

/** Bolt acknowledges before its listeners run; here nothing is acknowledged before it is written down. */
class Intake extends App {
  readonly #take: Take;

  constructor(receiver: HTTPReceiver | SocketModeReceiver, take: Take, log: Log) {
    super({ receiver, authorize: async () => ({}), convoStore: false, ignoreSelf: false, logger: boltLog(log) });
    this.#take = take;
  }

  override async processEvent({ body, ack }: ReceiverEvent): Promise<void> {
    await this.#take(body, async (payload) => void (await ack(payload)));
  }
}

/**
 * @param door answers people who install the bot, where it listens anyway: over HTTP
 * @throws {UserError} where Slack does not let the bot in, or the port is taken
 */
export async function connect(
  way: Way,
  take: Take,
  log: Log,
  wait: (ms: number) => Promise<void>,
  door: Door = () => false,
): Promise<Connection> {
  const logger = boltLog(log);
  if (way.kind === 'socket') {
    const { appToken, apiUrl } = way;
    const clientOptions = {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      timeout: openTimeoutMs,
      retryConfig: { retries: 3, minTimeout: 250 },
    };
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      installerOptions: { clientOptions },
      autoReconnectEnabled: false,
      processEventErrorHandler: async ({ error }) => {
        notTaken(error, log);
        return false;
      },
    });
    readCarefully(receiver.client, log);
    const intake = new Intake(receiver, take, log);
    await intake.start().catch((error: unknown) => {
      throw new UserError(
        `Slack does not open a socket (${messageOf(error)}). Check SLACK_APP_TOKEN: an app-level token with connections:write, of an app with Socket Mode switched on.`,
      );
    });
    return {
      url: null,
      isConnected: () => receiver.client.websocket?.isActive() === true,
      close: keepOpen(receiver.client, log, wait),
    };
  }
  const receiver = new HTTPReceiver({
    signingSecret: way.signingSecret,
    port: way.port,
    endpoints: path,
    logger,
    bodyLimit: longestBodyBytes,
    processEventErrorHandler: async ({ error, response }) => {
      notTaken(error, log);
      if (!response.headersSent) response.writeHead(error instanceof BusyError ? 503 : 500).end();
      return true;
    },
  });
  refuseEarly(receiver, way.signingSecret);
  const listen = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    if (!door(request, response)) listen(request, response);
  };
  const intake = new Intake(receiver, take, log);
  const server: unknown = await intake.start(way.port).catch((error: unknown) => {
    throw portTaken(way.port, error);
  });
  if (!(server instanceof Server)) throw new TypeError('Bolt listens with something else than an HTTP server');
  endSlowRequests(server);
  return { isConnected: () => true, url: `${originOf(server)}${path}`, close: () => closeServer(server) };
}

/**
 * Refuses what Bolt would not: what is signed for a time to come, since whoever has it could send it again for as long; and a body that is
 * no object, which Bolt reads in a promise that nobody awaits, so that it would end the process.
 */
function refuseEarly(receiver: HTTPReceiver, signingSecret: string): void {
  const listen = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const refuse = (status: number) => void response.writeHead(status, { connection: 'close' }).end();
    if (request.method !== 'POST' || request.url?.split('?', 1)[0] !== path) return listen(request, response);
    const sentSeconds = Number(request.headers['x-slack-request-timestamp']);
    if (sentSeconds - Date.now() / 1_000 > mostSecondsAhead) return refuse(401);
    return void http
      .parseAndVerifyHTTPRequest({ signingSecret, bodyLimit: longestBodyBytes }, request)
      .then((verified) => {
        const body: unknown = http.parseHTTPRequestBody(verified);
        if (typeof body === 'object' && body !== null) return listen(request, response);
        return refuse(400);
      })
      .catch((error: unknown) => {
        if (http.isRawBodyError(error)) return refuse(error.statusCode === 413 ? 413 : 400);
        // What is wrong with the rest Bolt finds, too, and says.
        return listen(request, response);
      });
  };
}

/** What Slack is left to send again is nobody's fault. */
function notTaken(error: unknown, log: Log): void {
  if (error instanceof BusyError) log.info(`not taken: ${error.message}`);
  else log.error(`not taken, so Slack may send it again: ${String(error)}`);
}

/** The client reads each frame in a promise that nobody awaits: one of another form would end the process. */
function readCarefully(client: SocketModeReceiver['client'], log: Log): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (...frame) => {
    Promise.all(readers.map((read) => read(...frame))).catch((error: unknown) => {
      log.warn(`Slack sent a frame that cannot be read (${messageOf(error)}); it is left out`);
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Bolt's words, in our log; its debugging would show what people wrote, and so would a body that is not JSON. */
function boltLog(log: Log) {
  const line = (texts: readonly unknown[]) =>
    `Bolt: ${texts
      .map(messageOf)
      .join(' ')
      .replace(/(Malformed request body:|not valid JSON).*/s, '$1 …')}`;
  return {
    debug: () => undefined,
    info: (...texts: unknown[]) => log.debug(line(texts)),
    warn: (...texts: unknown[]) => log.warn(line(texts)),
    error: (...texts: unknown[]) => log.error(line(texts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
