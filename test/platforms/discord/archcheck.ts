import { createApp } from '../../../src/app.ts';
import type { Bot } from '../../../src/core/bot-events.ts';
import type { Store } from '../../../src/core/ports.ts';
import { createLog } from '../../../src/log.ts';
import { createAlarm } from '../../../src/platforms/alarm.ts';
import { runDiscord } from '../../../src/platforms/discord/discord.ts';
import { registerCommands } from '../../../src/platforms/discord/examine.ts';
import { parseShards } from '../../../src/platforms/discord/shards.ts';
import { createInbox } from '../../../src/platforms/inbox.ts';
import { createDrawing } from '../../../src/platforms/pictures.ts';
import type { DiscordServer } from '../../support/discord/server.ts';
import type { Clock } from '../../support/slack/clock.ts';
import { createWorld, freshFolder } from '../../support/world.ts';
import { nextId } from '../next-id.ts';

export interface RunningArchcheck {
  /** What an operator has read so far. */
  log(): string;
  /** How long it wanted to wait for Discord, in milliseconds; it did not. */
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
  readonly followUps?: boolean;
  /** As in `DISCORD_SHARDS`. */
  readonly shards?: string;
  /** How long a call may take before it counts as lost. */
  readonly timeoutMs?: number;
  /** Settings, for example of a model. */
  readonly env?: Readonly<Record<string, string>>;
  /** Waits for Discord; left out, it never does. */
  readonly wait?: (ms: number) => Promise<void>;
  /** What stands before the store. */
  readonly keptIn?: (store: Store) => Store;
  /** What stands before the bot. */
  readonly askedBy?: (bot: Bot) => Bot;
}

/** How the bot gets into a Discord, as plain JSON. */
export interface WayIn {
  readonly token: string;
  readonly apiUrl: string;
}

export function wayTo<Time extends Clock>(server: DiscordServer<Time>): WayIn {
  return { token: server.app().token, apiUrl: server.apiUrl };
}

/** Registers the commands, as an operator does once. */
export async function registerAll({ token, apiUrl }: WayIn): Promise<void> {
  await registerCommands({ token, apiUrl, application: undefined, messageContent: false }, null);
}

/** The whole bot against a Discord of our own. Resolves when it can be reached. */
export async function startArchcheck<Time extends Clock>(
  server: DiscordServer<Time>,
  { data = freshFolder(), now = () => server.clock.now(), ...options }: ArchcheckOptions = {},
): Promise<RunningArchcheck> {
  return runArchcheck({ ...wayTo(server), data, now, ...options });
}

/** Puts the bot together as `start` does. */
export async function runArchcheck({
  token,
  apiUrl,
  data,
  now,
  followUps = false,
  shards,
  timeoutMs,
  env = {},
  wait: waiting = async () => undefined,
  keptIn = (store) => store,
  askedBy = (bot) => bot,
}: WayIn & ArchcheckOptions & { readonly data: string; readonly now: () => number }): Promise<RunningArchcheck> {
  const world = { ...createWorld({ cwd: data, env }), now, id: () => nextId(data) };
  const app = createApp(world, { data });
  const log = createLog('info', world.stderr);
  const store = keptIn(await app.store());
  const bot = askedBy(await app.bot(store));
  const inbox = createInbox({ events: store.events, log, now });
  const waits: number[] = [];
  const wait = (ms: number) => {
    waits.push(ms);
    return waiting(ms);
  };
  const alarm = createAlarm({ jobs: store.jobs, inbox, log, now });
  const parts = {
    bot,
    store,
    inbox,
    alarm,
    draw: createDrawing({ checks: store.checks, rules: app.check, log }),
    token,
    apiUrl,
    followUps,
    log,
    wait,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const discord = await runDiscord({ ...parts, shards: parseShards(shards) });
  await inbox.start();
  return {
    log: () => world.errors(),
    waits,
    store,
    bot,
    ring: () => alarm.look(),
    idle: () => inbox.idle(),
    async stop() {
      await discord.stop();
      await inbox.stop();
      await app.close();
    },
  };
}
