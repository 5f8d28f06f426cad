import { DiscordAPIError, HTTPError, RateLimitError, REST, RequestMethod } from '@discordjs/rest';
import type { Log } from '../../log.ts';
import { stillHeld } from '../holding.ts';
import { DiscordCallError, type DiscordCode } from './discord-error.ts';
import { createTransport } from './transport.ts';

/** Discord's REST API, with every wait and every repetition decided here. */
export interface DiscordApi {
  /**
   * Waits as Discord's headers tell. Repeats what could not be delivered: a message carries a nonce, so that it is shown once all the same.
   *
   * @returns what is answered; read it with a schema
   * @throws {DiscordCallError}
   */
  call(method: `${RequestMethod}`, path: `/${string}`, options?: CallOptions): Promise<unknown>;
  /** Lets go of the connections. */
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: object;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent along with the body, which names them as `attachment://…`. */
  readonly files?: readonly { readonly name: string; readonly content: Uint8Array }[];
  /** Milliseconds after which the answer would come too late. */
  readonly withinMs?: number;
}

export interface ApiParts {
  readonly token: string;
  /** Another address than Discord's own, with the protocol's version at its end or without. */
  readonly url: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long a call may take before it counts as lost; ten seconds if left out. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 10_000;
/** After the first, second, third attempt that came to nothing. */
const pausesMs = [250, 1_000, 4_000];
/** What is limited at that moment is kept. */
const sweepEveryMs = 60_000;
/** Longer than this nobody waits for an answer: it is left to the next attempt at the whole event. */
const maxRetryAfterMs = 60_000;

export function createApi({ token, url, log, wait, timeoutMs = defaultTimeoutMs }: ApiParts): DiscordApi {
  const { makeRequest, close } = createTransport(timeoutMs);
  const options = {
    makeRequest,
    ...(url === undefined ? {} : { api: url.replace(/\/+(?:v\d+\/*)?$/, '') }),
    timeout: timeoutMs,
    // The client would repeat at once, without a pause.
    retries: 0,
    // It keeps a line for each interaction and thread that ever was called, 700 bytes, and looks through them once an hour.
    handlerSweepInterval: sweepEveryMs,
    // Where Discord asks for patience it is given, a call of one channel behind the other; but not without an end.
    rejectOnRateLimit: ({ retryAfter, timeToReset }: { retryAfter: number; timeToReset: number }) =>
      Math.max(retryAfter, timeToReset) > maxRetryAfterMs,
  };
  const rest = new REST(options).setToken(token);
  // What belongs to an interaction does not count towards the 50 calls a second of the rest.
  const interactions = new REST({ ...options, globalRequestsPerSecond: Number.POSITIVE_INFINITY });

  /** What is being asked. Two hundred who press a button at once ask Discord once for each thing that it is to say of the place. */
  const asked = new Map<string, Promise<unknown>>();

  /** A token that has worked once is not given up because of one answer of 401: Discord gives some when it is ill. */
  let worked = false;

  return {
    close,
    call(method, path, options = {}) {
      if (method !== 'GET') return send(method, path, options);
      const question = `${path}?${new URLSearchParams(options.query)}`;
      const answer = asked.get(question) ?? send(method, path, options).finally(() => asked.delete(question));
      asked.set(question, answer);
      return answer;
    },
  };

  async function send(
    method: `${RequestMethod}`,
    path: `/${string}`,
    { body, query, files, withinMs }: CallOptions,
  ): Promise<unknown> {
    const ofInteraction = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    const client = ofInteraction ? interactions : rest;
    const until = withinMs === undefined ? undefined : AbortSignal.timeout(withinMs);
    for (let attempt = 0; ; attempt++) {
      if (method !== 'GET') await stillHeld();
      try {
        const answer = await client.request({
          method: methods[method],
          fullRoute: path,
          auth: !ofInteraction,
          ...(body === undefined ? {} : { body }),
          ...(files === undefined
            ? {}
            : { files: files.map(({ name, content }) => ({ name, data: Buffer.from(content) })) }),
          ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
          ...(until === undefined ? {} : { signal: until }),
        });
        worked ||= !ofInteraction;
        return answer;
      } catch (error) {
        const failure = failureOf(`${method} ${withoutTokens(path)}`, error);
        const pause = pausesMs[attempt];
        const refused = failure.code === 'signed_out' && worked;
        // The client has forgotten the token.
        if (refused) rest.setToken(token);
        if (!(failure.uncertain || refused) || pause === undefined || until?.aborted) throw failure;
        log.debug(`${failure.message}; it is tried again`);
        await wait(pause);
      }
    }
  }
}

const methods = {
  DELETE: RequestMethod.Delete,
  GET: RequestMethod.Get,
  PATCH: RequestMethod.Patch,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
} as const;

function failureOf(what: string, error: unknown): DiscordCallError {
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(Math.max(error.retryAfter, error.timeToReset) / 1_000);
    return new DiscordCallError(what, 'ratelimited', { detail: `for ${seconds} s` });
  }
  if (error instanceof DiscordAPIError) {
    // With a code of its own a 401 speaks of an interaction's token.
    const code: DiscordCode = Number(error.code) || (error.status === 401 ? 'signed_out' : error.status);
    return new DiscordCallError(what, code, { detail: error.message.replaceAll('\n', '; ') });
  }
  if (error instanceof HTTPError)
    return new DiscordCallError(what, 'unreachable', { uncertain: true, detail: `status ${error.status}` });
  const detail = error instanceof Error ? error.message : String(error);
  // Once Discord has answered 401 the client forgets the token, and says this of every further call.
  if (detail.startsWith('Expected token to be set')) return new DiscordCallError(what, 'signed_out');
  return new DiscordCallError(what, 'unreachable', { uncertain: true, detail });
}

/** A path that may be logged: whoever has an interaction's token can speak for the bot. */
function withoutTokens(path: string): string {
  return path.replace(/^\/(interactions|webhooks)\/\d+\/[^/?]+/, '/$1/…');
}
