import { z } from 'zod';
import type { Log } from '../../log.ts';
import { stillHeld } from '../holding.ts';
import { type Identity, identitySchema } from './identity.ts';
import { createLines } from './lines.ts';
import { SlackCallError } from './slack-error.ts';
import { createTransport, type Transport } from './transport.ts';

/** Whether to wait where Slack asks for it; `none`: that is an error, for whoever has something else to say meanwhile. */
export type Patience = 'some' | 'none';

/** Slack's Web API, with every wait and every repetition decided here. */
export interface SlackApi {
  /**
   * Waits as told where Slack says `Retry-After`, but for a stream, whose words can come later. Repeats what could not be delivered, unless
   * repeating it might show something twice.
   *
   * @returns what is answered; read it with a schema
   * @throws {SlackCallError}
   */
  call(method: string, args: Readonly<Record<string, unknown>>, patience?: Patience): Promise<unknown>;
  /** Whose token it is, and what it may. @throws {SlackCallError} */
  identify(): Promise<Identity>;
  /** Posts to a response URL. @throws {SlackCallError} `expired_url` where it has been used up or is too old */
  respond(url: string, message: Readonly<Record<string, unknown>>): Promise<void>;
  /** Puts a file where Slack told to. @throws {SlackCallError} */
  upload(url: string, content: Uint8Array): Promise<void>;
  /** Lets go of the connections; nothing may be called afterwards. */
  close(): Promise<void>;
}

export interface ApiParts {
  readonly token: string;
  /** Another address than Slack's own. */
  readonly url: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long Slack may take to answer; 10,000 if left out. */
  readonly timeoutMs?: number | undefined;
  /** Connections that are shared, and let go of by whoever made them; its own if left out. */
  readonly transport?: Transport;
}

const slackUrl = 'https://slack.com/api/';
/** After the first, second, third attempt that came to nothing. */
const pausesMs = [250, 1_000, 4_000];
const maxLimited = 5;
/** Longer than this nobody waits for an answer: it is left to the next attempt at the whole event. */
const maxRetryAfterSeconds = 60;

/** Calls that show something anew each time they take effect. */
const showing: ReadonlySet<string> = new Set([
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.startStream',
  'chat.appendStream',
  'views.open',
  'views.push',
  'response_url',
]);
/** Calls that are left out rather than waited for: the end of the stream shows the same. */
const spared: ReadonlySet<string> = new Set(['chat.startStream', 'chat.appendStream']);
/** Methods that read, and the one that announces a file: Slack takes their arguments from a form and ignores JSON. */
const reading = /^(?:conversations|users)\.|^(?:chat\.getPermalink|files\.getUploadURLExternal)$/;
/** Slack's own words for a failure on its side. */
const troubled: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

const answerSchema = z.looseObject({ ok: z.boolean() });
const refusedSchema = z.looseObject({
  error: z.string(),
  needed: z.string().optional(),
  response_metadata: z.looseObject({ messages: z.array(z.string()).optional() }).optional(),
});

const json = 'application/json; charset=utf-8';
const form = 'application/x-www-form-urlencoded';

export function createApi({ token, url = slackUrl, log, wait, timeoutMs, transport: shared }: ApiParts): SlackApi {
  const transport = shared ?? createTransport(timeoutMs);
  const lines = createLines();
  const address = url.endsWith('/') ? url : `${url}/`;
  const authorization = `Bearer ${token}`;

  /** @throws {SlackCallError} for anything but an answer that can be read */
  async function post(
    method: string,
    to: string,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
  ) {
    const answer = await transport.post(to, headers, body).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      throw new SlackCallError(method, 'unreachable', { uncertain: true, detail });
    });
    if (answer.status !== 429) return answer;
    const asked = Number(answer.header('retry-after') ?? 1);
    const retryAfterSeconds = Number.isFinite(asked) && asked > 0 ? asked : 1;
    throw new SlackCallError(method, 'ratelimited', {
      retryAfterSeconds,
      detail: `Retry-After ${retryAfterSeconds} s`,
    });
  }

  async function exchange(method: string, args: Readonly<Record<string, unknown>>) {
    if (!reading.test(method)) await stillHeld();
    const answer = await (reading.test(method)
      ? post(method, `${address}${method}`, { authorization, 'content-type': form }, formOf(args))
      : post(method, `${address}${method}`, { authorization, 'content-type': json }, JSON.stringify(args)));
    const body = answer.status === 200 ? parsed(answer.body) : null;
    if (body === null)
      throw new SlackCallError(method, 'unreachable', { uncertain: true, detail: `HTTP ${answer.status}` });
    if (!body.ok) throw refusal(method, body);
    return { answer, body };
  }

  /** Where Slack limits a method in a channel, all who call it there form a line, or most would come again too early each time. */
  async function repeated<Result>(
    method: string,
    place: string,
    attempt: () => Promise<Result>,
    patience: Patience = 'some',
  ): Promise<Result> {
    if (patience === 'none' || spared.has(method)) return patiently(method, attempt, 0);
    const key = `${method} ${place}`;
    if (lines.isWaiting(key)) return lines.join(key, () => patiently(method, attempt));
    try {
      return await patiently(method, attempt, 0);
    } catch (error) {
      const pauseSeconds = error instanceof SlackCallError ? error.retryAfterSeconds : null;
      if (pauseSeconds === null || pauseSeconds > maxRetryAfterSeconds) throw error;
      const isFirst = !lines.isWaiting(key);
      return lines.join(key, async () => {
        if (isFirst) await pause(method, pauseSeconds);
        return patiently(method, attempt);
      });
    }
  }

  function pause(method: string, seconds: number): Promise<void> {
    log.info(`${method}: Slack asks for ${seconds} s of patience`);
    return wait(seconds * 1_000);
  }

  /** @param mostLimited how often it waits as long as Slack asks for, before that is thrown */
  async function patiently<Result>(
    method: string,
    attempt: () => Promise<Result>,
    mostLimited = maxLimited,
  ): Promise<Result> {
    let limited = 0;
    for (let failed = 0; ; ) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof SlackCallError)) throw error;
        if (error.retryAfterSeconds !== null) {
          limited += 1;
          if (limited > mostLimited || error.retryAfterSeconds > maxRetryAfterSeconds) throw error;
          await pause(method, error.retryAfterSeconds);
          continue;
        }
        const pauseMs = pausesMs[failed];
        if (!error.uncertain || showing.has(method) || pauseMs === undefined) throw error;
        failed += 1;
        await wait(pauseMs);
      }
    }
  }

  return {
    call: async (method, args, patience) =>
      (await repeated(method, String(args['channel'] ?? ''), () => exchange(method, args), patience)).body,
    async identify() {
      const { answer, body } = await repeated('auth.test', '', () => exchange('auth.test', {}));
      const scopes = answer
        .header('x-oauth-scopes')
        ?.split(',')
        .map((scope) => scope.trim());
      return { ...identitySchema.parse(body), scopes: new Set(scopes) };
    },
    respond: (to, message) =>
      repeated('response_url', to, async () => {
        await stillHeld();
        const { status, body } = await post('response_url', to, { 'content-type': json }, JSON.stringify(message));
        if (status === 200) return;
        if (status === 404 || body.includes('expired_url') || body.includes('used_url'))
          throw new SlackCallError('response_url', 'expired_url');
        throw new SlackCallError('response_url', body.slice(0, 200), { uncertain: status >= 500 });
      }),
    upload: (to, content) =>
      repeated('upload', to, async () => {
        const { status } = await post('upload', to, { 'content-type': 'application/octet-stream' }, content);
        if (status !== 200)
          throw new SlackCallError('upload', 'unreachable', { uncertain: true, detail: `HTTP ${status}` });
      }),
    close: async () => {
      if (shared === undefined) await transport.close();
    },
  };
}

function parsed(body: string): z.output<typeof answerSchema> | null {
  try {
    return answerSchema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

function formOf(args: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return new URLSearchParams(fields).toString();
}

function refusal(method: string, body: unknown): SlackCallError {
  const refused = refusedSchema.safeParse(body);
  const code = refused.data?.error ?? 'unknown_error';
  const detail = refused.data?.needed ?? refused.data?.response_metadata?.messages?.join('; ') ?? '';
  return new SlackCallError(method, code, { uncertain: troubled.has(code), detail });
}
