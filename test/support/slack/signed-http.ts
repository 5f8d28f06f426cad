import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { type JsonObject, parseJson } from '../json.ts';
import type { Envelope, Reply, Transport } from './delivery.ts';

export interface SignedHttpOptions {
  /** Where the app listens, for instance `http://127.0.0.1:3000/slack/events`. */
  readonly url: string;
  readonly signingSecret: string;
  /** Epoch milliseconds of the signature: the real time, because that is what Bolt compares it with. */
  readonly now: () => number;
}

/** As many as a busy sender keeps; what comes on top waits its turn. */
const connections = new Agent({ connections: 100 });

/** Posts everything to one address, signed. */
export function signedHttp(options: SignedHttpOptions): Transport {
  return {
    send(envelope, settle) {
      const [type, body] = encoded(envelope);
      post(options, type, body, retryHeaders(envelope)).then(settle, () =>
        settle({ ok: false, reason: 'connection_failed' }),
      );
    },
  };
}

/**
 * The handshake by which Slack takes over an address.
 *
 * @throws Error if the app does not give the challenge back
 */
export async function verifyUrl(options: SignedHttpOptions): Promise<void> {
  const challenge = 'a-challenge-of-the-test-server';
  const body = JSON.stringify({ type: 'url_verification', challenge, token: 'unused' });
  const response = await fetch(options.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature(options, body) },
    body,
  });
  const text = await response.text();
  if (!response.ok || !text.includes(challenge)) {
    throw new Error(
      `${options.url} did not answer the url_verification challenge: ${response.status} ${text.slice(0, 200)}`,
    );
  }
}

async function post(
  options: SignedHttpOptions,
  type: string,
  body: string,
  headers: Record<string, string>,
): Promise<Reply> {
  const response = await request(options.url, {
    method: 'POST',
    dispatcher: connections,
    headers: { 'content-type': type, 'user-agent': 'Slackbot 1.0', ...signature(options, body), ...headers },
    body,
  });
  const text = await response.body.text();
  if (response.statusCode < 200 || response.statusCode > 299)
    return { ok: false, reason: 'http_error', final: response.headers['x-slack-no-retry'] === '1' };
  return { ok: true, payload: parseJson(text) ?? text };
}

function signature(options: SignedHttpOptions, body: string): Record<string, string> {
  const timestamp = String(Math.floor(options.now() / 1_000));
  const hash = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}

function encoded({ kind, body }: Envelope): [type: string, body: string] {
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'events_api') return ['application/json', JSON.stringify(body)];
  if (kind === 'interactive') return [form, new URLSearchParams({ payload: JSON.stringify(body) }).toString()];
  return [form, new URLSearchParams(strings(body)).toString()];
}

function strings(body: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
}

function retryHeaders({ retryNum, retryReason }: Envelope): Record<string, string> {
  if (retryNum === 0) return {};
  const reason = retryReason === 'timeout' ? 'http_timeout' : retryReason;
  return { 'x-slack-retry-num': String(retryNum), 'x-slack-retry-reason': reason };
}
