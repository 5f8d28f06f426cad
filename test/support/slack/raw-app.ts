import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { at, isObject, type JsonObject, parseJson, textOf } from '../json.ts';
import { callApi } from './api.ts';
import { readBody } from './request-body.ts';
import type { SlackServer } from './server.ts';

/** What came over a socket and was not a greeting. */
export interface ReceivedEnvelope {
  readonly type: string;
  readonly payload: JsonObject;
  readonly retryAttempt: unknown;
  readonly retryReason: unknown;
  ack(payload?: unknown): void;
}

/** One Socket Mode connection without any library; acknowledges nothing by itself. */
export async function rawSocket(server: SlackServer, receive: (envelope: ReceivedEnvelope) => void) {
  const opened = await callApi(server, 'apps.connections.open', {}, server.installation().app.appToken);
  const socket = new WebSocket(textOf(opened['url']));
  const goodbyes: string[] = [];
  const greeted = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const message = parseJson(String(data));
      const type = textOf(at(message, 'type'));
      if (type === 'hello') return resolve();
      if (type === 'disconnect') return void goodbyes.push(textOf(at(message, 'reason')));
      const payload = at(message, 'payload');
      receive({
        type,
        payload: isObject(payload) ? payload : {},
        retryAttempt: at(message, 'retry_attempt'),
        retryReason: at(message, 'retry_reason'),
        ack: (answer) => socket.send(JSON.stringify({ envelope_id: at(message, 'envelope_id'), payload: answer })),
      });
    });
  });
  await greeted;
  return { socket, goodbyes, close: () => socket.close() };
}

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An address for signed HTTP that answers each request with the next of the given status codes, and 200 after those. */
export async function rawEndpoint(server: SlackServer, statuses: number[] = []) {
  const received: ReceivedRequest[] = [];
  const http = createServer(async (request, response) => {
    const body = (await readBody(request)).toString();
    const challenge = at(parseJson(body), 'challenge');
    if (typeof challenge === 'string') return void response.end(challenge);
    received.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await server.sendTo(`http://127.0.0.1:${address.port}/`);
  return {
    received,
    close: async () => {
      http.closeAllConnections();
      http.close();
    },
  };
}
