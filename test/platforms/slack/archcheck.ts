import { createApp } from '../../../src/app.ts';
import type { Bot } from '../../../src/core/bot-events.ts';
import type { Store } from '../../../src/core/ports.ts';
import { createLog } from '../../../src/log.ts';
import { createAlarm } from '../../../src/platforms/alarm.ts';
import { createInbox } from '../../../src/platforms/inbox.ts';
import { createDrawing } from '../../../src/platforms/pictures.ts';
import type { Way } from '../../../src/platforms/slack/connection.ts';
import { runSlack } from '../../../src/platforms/slack/slack.ts';
import type { Clock } from '../../support/slack/clock.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import { createWorld, freshFolder } from '../../support/world.ts';
import { nextId } from '../next-id.ts';

export type Mode = 'Socket Mode' | 'signed HTTP';

export interface RunningArchcheck {
  /** Where it takes signed requests; null over a socket. */
  readonly url: string | null;
  /** What an operator has read so far. */
  log(): string;
  /** How long it wanted to wait for Slack, in milliseconds; it did not. */
  readonly waits: readonly number[];
  readonly store: Store;
  readonly bot: Bot;
  /** Does what has fallen due. */
  ring(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface ArchcheckOptions {
  /** The folder of the store; one of its own if left out. */
  readonly data?: string;
  /** The time as the store sees it, in epoch milliseconds. */
  readonly now?: () => number;
  /** A folder of documents and rules; the built-in one if left out. */
  readonly knowledge?: string;
  /** How long Slack may take to answer a call. */
  readonly timeoutMs?: number;
  /** Lets time pass while the bot waits. */
  readonly passing?: (ms: number) => Promise<void>;
  /** What stands before the bot, to change what it says. */
  readonly around?: (bot: Bot) => Bot;
  /** What stands before the store. */
  readonly keptIn?: (store: Store) => Store;
}

/** The whole bot against a Slack of our own. Resolves when it can be reached. */
export async function startArchcheck<Time extends Clock>(
  server: SlackServer<Time>,
  mode: Mode,
  options: ArchcheckOptions = {},
): Promise<RunningArchcheck> {
  const { data = freshFolder(), now = () => server.clock.now() } = options;
  const archcheck = await runArchcheck({ ...wayTo(server, mode), ...options, data, now });
  await reached(server, archcheck.url);
  return archcheck;
}

/** How the bot gets into a Slack, as plain JSON. */
export interface WayIn {
  readonly botToken: string;
  readonly way: Way;
  readonly apiUrl: string;
}

export function wayTo<Time extends Clock>(server: SlackServer<Time>, mode: Mode): WayIn {
  const { botToken, app } = server.installation();
  const { apiUrl } = server;
  const way: Way =
    mode === 'Socket Mode'
      ? { kind: 'socket', appToken: app.appToken, apiUrl }
      : { kind: 'http', signingSecret: app.signingSecret, port: 0 };
  return { botToken, way, apiUrl };
}

/** Resolves when the server reaches a bot that has started. */
export async function reached<Time extends Clock>(server: SlackServer<Time>, url: string | null): Promise<void> {
  if (url === null) await server.sockets().connected();
  else await server.sendTo(url);
}

/** Puts the bot together as `start` does. */
export async function runArchcheck({
  botToken,
  way,
  apiUrl,
  data,
  now,
  knowledge,
  timeoutMs,
  passing = async () => undefined,
  around = (bot) => bot,
  keptIn = (store) => store,
}: WayIn & ArchcheckOptions & Required<Pick<ArchcheckOptions, 'data' | 'now'>>): Promise<RunningArchcheck> {
  const env = knowledge === undefined ? {} : { ARCHCHECK_KNOWLEDGE: knowledge };
  const world = { ...createWorld({ cwd: data, env }), now, id: () => nextId(data) };
  const app = createApp(world, { data });
  const log = createLog('info', world.stderr);
  const store = keptIn(await app.store());
  const bot = around(await app.bot(store));
  const inbox = createInbox({ events: store.events, log, now });
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    await passing(ms);
  };
  const alarm = createAlarm({ jobs: store.jobs, inbox, log });
  const draw = createDrawing({ checks: store.checks, rules: app.check, log });
  const slack = await runSlack({ bot, store, inbox, alarm, draw, botToken, way, apiUrl, log, wait, timeoutMs });
  await inbox.start();
  return {
    url: slack.url,
    log: () => world.errors(),
    waits,
    ring: () => alarm.look(),
    idle: () => inbox.idle(),
    store,
    bot,
    async stop() {
      await slack.stop();
      await inbox.stop();
      await app.close();
    },
  };
}
