import { createApp } from '../../../src/app.ts';
import { createLog } from '../../../src/log.ts';
import { createInbox } from '../../../src/platforms/inbox.ts';
import { runSlack } from '../../../src/platforms/slack/slack.ts';
import type { Clock } from '../../support/slack/clock.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import { createWorld, freshFolder } from '../../support/world.ts';

export type Mode = 'Socket Mode' | 'signed HTTP';

export interface RunningArchcheck {
  /** What an operator has read so far. */
  log(): string;
  /** How long it wanted to wait for Slack, in milliseconds; it did not. */
  readonly waits: readonly number[];
  readonly store: Awaited<ReturnType<ReturnType<typeof createApp>['store']>>;
  readonly bot: Awaited<ReturnType<ReturnType<typeof createApp>['bot']>>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface ArchcheckOptions {
  /** The folder of the store; one of its own if left out. */
  readonly data?: string;
  /** The time as the store sees it, in epoch milliseconds. */
  readonly now?: () => number;
}

/** The whole bot against a Slack of our own, put together as `start` does. Resolves when it can be reached. */
export async function startArchcheck<Time extends Clock>(
  server: SlackServer<Time>,
  mode: Mode,
  { data = freshFolder(), now = () => server.clock.now() }: ArchcheckOptions = {},
): Promise<RunningArchcheck> {
  const world = { ...createWorld({ cwd: data }), now };
  const app = createApp(world, { data });
  const log = createLog('info', world.stderr);
  const [bot, store] = await Promise.all([app.bot(), app.store()]);
  const inbox = createInbox({ events: store.events, log, now });
  const waits: number[] = [];
  const { botToken, app: registered } = server.installation();
  const slack = await runSlack({
    bot,
    store,
    inbox,
    botToken,
    way:
      mode === 'Socket Mode'
        ? { kind: 'socket', appToken: registered.appToken, apiUrl: server.apiUrl }
        : { kind: 'http', signingSecret: registered.signingSecret, port: 0 },
    apiUrl: server.apiUrl,
    log,
    wait: async (ms) => void waits.push(ms),
  });
  if (slack.url === null) await server.sockets().connected();
  else await server.sendTo(slack.url);
  await inbox.start();
  return {
    log: () => world.errors(),
    waits,
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
