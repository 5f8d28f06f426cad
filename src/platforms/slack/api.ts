import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { SlackCallError } from './slack-error.ts';

/** Slack's Web API, with every wait and every repetition decided here. */
export interface SlackApi {
  /**
   * Waits as told where Slack says `Retry-After`. Repeats what could not be delivered, unless repeating it might show something twice.
   *
   * @returns what is answered; read it with a schema
   * @throws {SlackCallError}
   */
  call(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Posts to a response URL. @throws {SlackCallError} `expired_url` where it has been used up or is too old */
  respond(url: string, message: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface ApiParts {
  readonly token: string;
  /** Another address than Slack's own. */
  readonly url: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

const timeoutMs = 10_000;
/** After the first, second, third attempt that came to nothing. */
const pausesMs = [250, 1_000, 4_000];
const maxLimited = 5;
/** Longer than this nobody waits for an answer: it is left to the next attempt at the whole event. */
const maxRetryAfterSeconds = 60;

/** Calls that show something anew each time they take effect. */
const showing: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.postEphemeral', 'views.open', 'views.push']);
/** Slack's own words for a failure on its side. */
const troubled: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

const refusedSchema = z.looseObject({
  error: z.string(),
  needed: z.string().optional(),
  response_metadata: z.looseObject({ messages: z.array(z.string()).optional() }).optional(),
});

export function createApi({ token, url, log, wait }: ApiParts): SlackApi {
  const client = new webApi.WebClient(token, {
    ...(url === undefined ? {} : { slackApiUrl: url }),
    // The client would try for half an hour, wait without an end, and hold back all calls for one busy channel.
    retryConfig: { retries: 0 },
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    logger: quiet,
  });

  return {
    async call(method, args) {
      let limited = 0;
      for (let attempt = 0; ; ) {
        try {
          return await client.apiCall(method, { ...args });
        } catch (error) {
          if (error instanceof webApi.WebAPIRateLimitedError) {
            limited += 1;
            if (limited > maxLimited || error.retryAfter > maxRetryAfterSeconds)
              throw new SlackCallError(method, 'ratelimited', { detail: `Retry-After ${error.retryAfter} s` });
            log.info(`${method}: Slack asks for ${error.retryAfter} s of patience`);
            await wait(error.retryAfter * 1_000);
            continue;
          }
          const failure = failureOf(method, error);
          const pause = pausesMs[attempt];
          if (!failure.uncertain || showing.has(method) || pause === undefined) throw failure;
          attempt += 1;
          await wait(pause);
        }
      }
    },
    async respond(address, message) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((error: unknown) => {
        throw new SlackCallError('response_url', 'unreachable', { uncertain: true, detail: String(error) });
      });
      const body = await response.text();
      if (response.ok) return;
      const code =
        response.status === 404 || body.includes('expired_url') || body.includes('used_url')
          ? 'expired_url'
          : body.slice(0, 200);
      throw new SlackCallError('response_url', code);
    },
  };
}

function failureOf(method: string, error: unknown): SlackCallError {
  if (error instanceof webApi.WebAPIPlatformError) {
    const refused = refusedSchema.safeParse(error.data);
    const code = refused.data?.error ?? 'unknown_error';
    const detail = refused.data?.needed ?? refused.data?.response_metadata?.messages?.join('; ') ?? '';
    return new SlackCallError(method, code, { uncertain: troubled.has(code), detail });
  }
  return new SlackCallError(method, 'unreachable', {
    uncertain: true,
    detail: error instanceof Error ? error.message : String(error),
  });
}

/** The library's own log would repeat, less clearly, what is logged here. */
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => undefined,
};
