import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { TIMES } from './limits.ts';
import type { App } from './model.ts';

export type EnvelopeKind = 'events_api' | 'slash_commands' | 'interactive';

export interface Envelope {
  readonly kind: EnvelopeKind;
  readonly body: JsonObject;
  /** 0 for the first attempt. */
  readonly retryNum: number;
  readonly retryReason: string;
}

/** How the app answered. `final`: it asked for no further attempt. */
export type Reply =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly reason: string; readonly final?: boolean };

/** A way to an app: Socket Mode or signed HTTP. */
export interface Transport {
  /** Calls `settle` when the app has answered, or when it is clear that it cannot. */
  send(envelope: Envelope, settle: (reply: Reply) => void): void;
}

export interface Attempt {
  /** Epoch milliseconds on the server's clock. */
  readonly at: number;
  readonly retryNum: number;
  reply: Reply | null;
}

/** Something that was sent to an app, with all its attempts. */
export interface Delivery {
  readonly app: App;
  readonly kind: EnvelopeKind;
  readonly body: JsonObject;
  readonly attempts: readonly Attempt[];
  /** Resolves when the app has acknowledged it, or when there will be no further attempt. */
  readonly settled: Promise<Reply>;
  /** Sends the same thing once more, as Slack does when an acknowledgement got lost. */
  again(): Promise<Reply>;
}

/** Sends it, holds the app to its three seconds, and tries again as Slack does with events. */
export function deliver(
  clock: Clock,
  transport: () => Transport,
  app: App,
  kind: EnvelopeKind,
  body: JsonObject,
): Delivery {
  const attempts: Attempt[] = [];
  const attempt = (retryNum: number, retryReason: string, done: (reply: Reply) => void) => {
    const entry: Attempt = { at: clock.now(), retryNum, reply: null };
    attempts.push(entry);
    const settle = (reply: Reply) => {
      if (entry.reply !== null) return;
      entry.reply = reply;
      cancel();
      done(reply);
    };
    const cancel = clock.after(TIMES.acknowledge, () => settle({ ok: false, reason: 'timeout' }));
    transport().send({ kind, body, retryNum, retryReason }, settle);
  };
  const settled = new Promise<Reply>((resolve) => {
    const next = (retryNum: number, reason: string) =>
      attempt(retryNum, reason, (reply) => {
        const delay = TIMES.retries[retryNum];
        if (reply.ok || reply.final === true || kind !== 'events_api' || delay === undefined) return resolve(reply);
        if (delay === 0) next(retryNum + 1, reply.reason);
        else clock.after(delay, () => next(retryNum + 1, reply.reason));
      });
    next(0, '');
  });
  return {
    app,
    kind,
    body,
    attempts,
    settled,
    again: () => new Promise((resolve) => attempt(attempts.length, 'timeout', resolve)),
  };
}
