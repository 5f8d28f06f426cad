import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Call, parseCall, strictnessProblem } from './call.ts';
import { type Ending, wireOf } from './wire.ts';

/** What the model does with one request. */
export type Play =
  | {
      readonly kind: 'write';
      /** The pieces in order; a promise holds the rest back until it is kept. */
      readonly pieces: Iterable<string | Promise<unknown>>;
      readonly end?: Ending;
    }
  /** Takes the request and says nothing, not even a header. */
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any bytes, in no form of the protocol, or loosely in one. */
  | {
      readonly kind: 'raw';
      readonly contentType: string;
      readonly body: Iterable<string>;
      /** The connection stays open behind it. */
      readonly staysOpen?: boolean;
    }
  /** Closes the connection instead of answering. */
  | { readonly kind: 'drop' };

export interface OpenAiOptions {
  readonly key?: string;
  readonly model?: string;
  /** `chat-json`: chat completions without schemas; `chat-plain`: without a form of the reply. */
  readonly knows?: readonly ('responses' | 'chat' | 'chat-json' | 'chat-plain')[];
}

/** An OpenAI-compatible server with a model of the test's own. */
export interface OpenAiServer {
  readonly url: string;
  /** The well-formed requests so far. */
  readonly calls: readonly Call[];
  /** Everything that came in, as method and path. */
  readonly hits: readonly string[];
  /** From now on the model does this. */
  play(how: (call: Call, attempt: number) => Play): void;
  /** Lets go of the calls so far: for runs that last. */
  forget(): void;
  stop(): Promise<void>;
}

export const testKey = 'sk-test-0123456789';
export const testModel = 'test-model';
/** What every reply says that it has cost. */
const testUsage = { input: 1_500, output: 120 };

export async function startOpenAi(options: OpenAiOptions = {}): Promise<OpenAiServer> {
  const { key = testKey, model = testModel, knows = ['responses', 'chat'] } = options;
  const calls: Call[] = [];
  const hits: string[] = [];
  let how: (call: Call, attempt: number) => Play = () => ({ kind: 'status', status: 503 });

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    hits.push(`${request.method} ${request.url}`);
    const body = await bodyOf(request);
    const api = apiOf(request.url);
    if (request.method !== 'POST' || api === null) return fail(response, 404, 'Unknown request URL');
    if (request.headers.authorization !== `Bearer ${key}`)
      return fail(response, 401, 'Incorrect API key provided', { code: 'invalid_api_key' });
    const isKnown = api === 'responses' ? knows.includes('responses') : knows.some((each) => each.startsWith('chat'));
    if (!isKnown) return fail(response, 404, 'Unknown request URL');
    let call: Call;
    try {
      call = parseCall(api, JSON.parse(body));
    } catch (error) {
      return fail(response, 400, `Malformed request: ${error}`);
    }
    const problem = strictnessProblem(call.schema);
    if (problem) return fail(response, 400, `Invalid schema: ${problem}`);
    if (api === 'chat' && call.schema !== null && !knows.includes('chat'))
      return fail(response, 400, "'response_format.type' must be 'json_object' or 'text'");
    if (api === 'chat' && call.isFormTold && knows.every((each) => each === 'chat-plain'))
      return fail(response, 400, 'Unsupported parameter');
    if (call.schema === null && !/json/i.test(call.instructions))
      return fail(response, 400, "'messages' must contain the word 'json'");
    if (call.model !== model)
      return fail(response, 404, `The model '${call.model}' does not exist`, { code: 'model_not_found' });
    calls.push(call);
    return perform(call, how(call, calls.length), response);
  }

  return {
    url: `http://127.0.0.1:${portOf(server.address())}/v1`,
    calls,
    hits,
    play(script) {
      how = script;
    },
    forget() {
      calls.splice(0);
      hits.splice(0);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function perform(call: Call, play: Play, response: ServerResponse): Promise<void> {
  if (play.kind === 'hang') return;
  if (play.kind === 'drop') {
    response.destroy();
    return;
  }
  if (play.kind === 'status') return fail(response, play.status, 'It is not to be.', play);
  if (play.kind === 'raw') {
    response.writeHead(200, { 'content-type': play.contentType });
    for (const piece of play.body) {
      if (response.destroyed) return;
      await sent(response, piece);
    }
    if (!play.staysOpen) response.end();
    return;
  }
  const wire = wireOf(call);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(wire.begin());
  for (const piece of play.pieces) {
    if (response.destroyed) return;
    if (typeof piece === 'string') await sent(response, wire.piece(piece));
    else await piece;
  }
  const { end = 'done' } = play;
  if (end === 'cut') response.destroy();
  else response.end(wire.end(end, testUsage));
}

/** Resolves once it is on its way, or the other side is gone. */
function sent(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    response.write(text, () => resolve());
  });
}

function fail(
  response: ServerResponse,
  status: number,
  message: string,
  { code, headers = {} }: { code?: string; headers?: Readonly<Record<string, string>> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: code ?? null } }));
}

function apiOf(url: string | undefined): Call['api'] | null {
  if (url === '/v1/responses') return 'responses';
  return url === '/v1/chat/completions' ? 'chat' : null;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = [];
  request.setEncoding('utf8');
  for await (const chunk of request) chunks.push(String(chunk));
  return chunks.join('');
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return address.port;
}
