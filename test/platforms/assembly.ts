import { createApp } from '../../src/app.ts';
import type { Bot } from '../../src/core/bot-events.ts';
import { lazily } from '../../src/core/lazily.ts';
import type { Store } from '../../src/core/ports.ts';
import { createLog } from '../../src/log.ts';
import { createAlarm } from '../../src/platforms/alarm.ts';
import { createInbox } from '../../src/platforms/inbox.ts';
import { createDrawing } from '../../src/platforms/pictures.ts';
import { builtIn } from '../support/built-in.ts';
import { createWorld } from '../support/world.ts';
import { nextId } from './next-id.ts';

/** A bot that runs, on whatever platform. */
export interface RunningBot {
  /** What an operator has read so far. */
  log(): string;
  /** How long it wanted to wait for the platform, in milliseconds; it did not. */
  readonly waits: readonly number[];
  readonly store: Store;
  readonly bot: Bot;
  /** Does what has fallen due. */
  ring(): Promise<void>;
  /** Takes up what was left over. */
  takeUp(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface BotOptions {
  /** The folder of the store; one of its own if left out. */
  readonly data?: string;
  /** The time as the store sees it, in epoch milliseconds. */
  readonly now?: () => number;
  /** Settings, for example of a model. */
  readonly env?: Readonly<Record<string, string>>;
  /** What waiting for the platform does beside being noted. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How long a call of the platform may take before it counts as lost. */
  readonly timeoutMs?: number;
  /** What stands before the store. */
  readonly keptIn?: (store: Store) => Store;
  /** What stands before the bot. */
  readonly askedBy?: (bot: Bot) => Bot;
}

export type PlacedBotOptions = BotOptions & Required<Pick<BotOptions, 'data' | 'now'>>;

/** Puts the bot together as `start` does, up to its platform. */
export async function assemble({
  data,
  now,
  env = {},
  wait = async () => undefined,
  keptIn = (store) => store,
  askedBy = (bot) => bot,
}: PlacedBotOptions) {
  const world = { ...createWorld({ cwd: data, env }), now, id: () => nextId(data) };
  const app = createApp(world, { data, builtIn });
  const log = createLog('info', world.stderr);
  const store = keptIn(await app.store());
  const bot = askedBy(await app.bot(store));
  const inbox = createInbox({ events: store.events, log, now });
  const alarm = createAlarm({ jobs: store.jobs, inbox, log, now });
  const draw = createDrawing({ checks: store.checks, rules: app.check, log });
  const waits: number[] = [];
  return {
    parts: {
      ...{ bot, store, inbox, alarm, draw, log },
      wait: (ms: number) => {
        waits.push(ms);
        return wait(ms);
      },
    },
    /** Takes up what an earlier process left, once the platform can be reached. */
    async running(platform: { stop(): Promise<void> }): Promise<RunningBot> {
      await inbox.start();
      return {
        ...{ waits, store, bot },
        log: () => world.errors(),
        ring: () => alarm.look(),
        async takeUp() {
          await inbox.stop();
          await inbox.start();
        },
        idle: () => inbox.idle(),
        stop: lazily(async () => {
          await platform.stop();
          await inbox.stop();
          await app.close();
        }),
      };
    },
  };
}
