import { createApp } from '../../../src/app.ts';
import { type BotParts, createBot } from '../../../src/core/bot.ts';
import type { Bot } from '../../../src/core/bot-events.ts';
import type { Store } from '../../../src/core/ports.ts';
import { createLog } from '../../../src/log.ts';
import { createAlarm } from '../../../src/platforms/alarm.ts';
import { createInbox } from '../../../src/platforms/inbox.ts';
import { createDrawing } from '../../../src/platforms/pictures.ts';
import type { Access } from '../../../src/platforms/slack/access.ts';
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
  /** Where people install it; null where it has one workspace. */
  readonly installUrl: string | null;
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
  /** What waiting for Slack does beside being noted. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How long Slack may take to answer a call. */
  readonly timeoutMs?: number;
  /** How long something that Slack waits three seconds for may take before it is told to wait; long if left out: machines are slow at times. */
  readonly acknowledgeMs?: number;
  /** Settings, for example of a model. */
  readonly env?: Readonly<Record<string, string>>;
  /** What stands before the bot, to change what it says. */
  readonly around?: (bot: Bot) => Bot;
  /** With whose tokens it speaks, if not its first workspace's. */
  readonly access?: Access;
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

/** What is read of documents and rules: a third of a second, and the same for every start in a file of tests. */
const minds = createMinds();

function createMinds() {
  const read = new Map<string, Promise<Omit<BotParts, 'store' | 'clock' | 'newId'>>>();
  const mind = async (env: Readonly<Record<string, string>>) => {
    const app = createApp(createWorld({ cwd: freshFolder(), env }), {});
    const [answerer, { engine }, situations] = await Promise.all([app.answerer(), app.check(), app.situations()]);
    return { answerer, engine, situations, threads: app.threads };
  };
  return (knowledge = '') => {
    const known = read.get(knowledge) ?? mind(knowledge === '' ? {} : { ARCHCHECK_KNOWLEDGE: knowledge });
    read.set(knowledge, known);
    return known;
  };
}

/** Puts the bot together as `start` does. */
export async function runArchcheck({
  botToken,
  access = { kind: 'one', botToken },
  way,
  apiUrl,
  data,
  now,
  knowledge,
  wait = async () => undefined,
  timeoutMs,
  acknowledgeMs = 60_000,
  env = {},
  around = (bot) => bot,
  keptIn = (store) => store,
}: WayIn & ArchcheckOptions & Required<Pick<ArchcheckOptions, 'data' | 'now'>>): Promise<RunningArchcheck> {
  const world = { ...createWorld({ cwd: data, env }), now, id: () => nextId(data) };
  const app = createApp(world, { data });
  const log = createLog('info', world.stderr);
  const store = keptIn(await app.store());
  const model = (await app.modelParts(store)) ?? undefined;
  const bot = around(createBot({ ...(await minds(knowledge)), model, store, clock: now, newId: world.id }));
  const inbox = createInbox({ events: store.events, log, now });
  const waits: number[] = [];
  const noted = async (ms: number) => {
    waits.push(ms);
    await wait(ms);
  };
  const alarm = createAlarm({ jobs: store.jobs, inbox, log, now });
  const draw = createDrawing({ checks: store.checks, rules: app.check, log });
  const parts = { bot, store, inbox, alarm, draw, access, way, apiUrl, log };
  const slack = await runSlack({ ...parts, wait: noted, timeoutMs, acknowledgeMs });
  await inbox.start();
  return {
    url: slack.url,
    installUrl: slack.installUrl,
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
