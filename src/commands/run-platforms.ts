import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.ts';
import { type Config, secretsOf } from '../config.ts';
import { reportLine } from '../core/model/report.ts';
import { createLog, type Log } from '../log.ts';
import { dropLeftovers } from '../operations/leftovers.ts';
import { measuredStore } from '../operations/measured-store.ts';
import { createMetrics } from '../operations/metrics.ts';
import { createReadiness } from '../operations/readiness.ts';
import { createRetention, type KeepDays } from '../operations/retention.ts';
import { startOperations } from '../operations/server.ts';
import { createStoreTrouble } from '../operations/store-trouble.ts';
import { createAlarm } from '../platforms/alarm.ts';
import type { DiscordParts } from '../platforms/discord/discord.ts';
import { createInbox } from '../platforms/inbox.ts';
import { createPacedBot } from '../platforms/paced-bot.ts';
import { createDrawing } from '../platforms/pictures.ts';
import type { SlackParts } from '../platforms/slack/slack.ts';
import type { World } from '../world.ts';
import { accessOf, wayOf } from './slack-settings.ts';

/**
 * Resolves once it was asked to end, and all that was acknowledged is done or its time is over.
 *
 * @param finishMs what is not done by then is left in the store, for the next start or another copy; below Kubernetes' half a minute
 */
export async function runPlatforms(world: World, app: App, finishMs = 25_000): Promise<void> {
  const { config } = app;
  const log = createLog(config.LOG_LEVEL, world.stderr, secretsOf(config));
  world.onFault((error) => {
    log.error(`ends because of a fault that nobody caught: ${faultOf(error)}. What was acknowledged is in the store`);
    world.exit(1);
  });
  const readiness = createReadiness();
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) =>
    world.onStop(() => {
      readiness.stopping();
      stop.abort();
      resolve();
    }),
  );
  const starts = [await slackOf(app), discordOf(app)].filter((start) => start !== null);
  const metrics = createMetrics();
  app.measureWith(metrics);
  const operations = await operationsOf(app, { metrics, readiness }, log);
  try {
    const kept = await app.store();
    const trouble = createStoreTrouble(kept, world.now);
    const store = measuredStore(kept, metrics, trouble.failed);
    readiness.watch('store', trouble.now);
    const inbox = createInbox({ events: store.events, log, now: world.now, measures: metrics });
    const bot = createPacedBot({
      bot: await app.bot(store, (report) => log.info(reportLine(report))),
      limits: {
        person: config.ARCHCHECK_PERSON_PER_MINUTE,
        channel: config.ARCHCHECK_CHANNEL_PER_MINUTE,
        workspace: config.ARCHCHECK_WORKSPACE_PER_MINUTE,
      },
      clock: world.now,
      measures: metrics,
      // Nobody is kept waiting for the sake of a limit while the process ends.
      wait: (ms) => wait(ms, undefined, { signal: stop.signal }).catch(() => undefined),
    });
    const alarm = createAlarm({ jobs: store.jobs, inbox, log, now: world.now });
    const draw = createDrawing({ checks: store.checks, rules: app.check, log });
    const retention = createRetention({ store, keepDays: keepDaysOf(config), now: world.now, log });
    const running: Running[] = [];
    try {
      for (const start of starts) {
        const platform = await start({ bot, store, inbox, alarm, draw, log, wait });
        running.push(platform);
        readiness.watch(platform.name, () => (platform.isConnected() ? null : 'not connected'));
      }
      readiness.started();
      retention.start();
      await dropLeftovers().catch((error: unknown) => log.debug(`memory is not given back: ${String(error)}`));
      // What an earlier process left over may take long; whoever wants the end does not wait for it.
      const begun = Promise.all([inbox.start(), alarm.start()]).then(() => {
        world.stdout.write(`archcheck runs on ${running.map(({ how }) => how).join(' and ')}. Ctrl-C ends it.\n`);
      });
      await Promise.race([begun, stopped]);
      await stopped;
      log.info('finishing what is under way');
    } finally {
      readiness.stopping();
      inbox.leave();
      if (
        !(await within(
          finishMs,
          alarm
            .stop()
            .then(() => Promise.all(running.map((platform) => platform.stop())))
            .then(() => Promise.all([inbox.stop(), retention.stop()])),
        ))
      ) {
        log.warn('not all was finished in time; what is left is in the store, for the next start or another copy');
        world.exit(0);
      }
    }
  } finally {
    await operations?.close();
  }
}

function keepDaysOf(config: Config): KeepDays {
  return {
    answers: config.ARCHCHECK_KEEP_ANSWERS_DAYS,
    drafts: config.ARCHCHECK_KEEP_DRAFTS_DAYS,
    events: config.ARCHCHECK_KEEP_EVENTS_DAYS,
    departed: config.ARCHCHECK_KEEP_DEPARTED_DAYS,
  };
}

/** A platform that runs. */
interface Running {
  readonly name: string;
  /** How it is reached, in words. */
  readonly how: string;
  isConnected(): boolean;
  stop(): Promise<void>;
}

type PlatformParts = Pick<SlackParts & DiscordParts, 'bot' | 'store' | 'inbox' | 'alarm' | 'draw' | 'log' | 'wait'>;

/** @returns null where it is not set up */
async function slackOf({ config }: App): Promise<((parts: PlatformParts) => Promise<Running>) | null> {
  const access = await accessOf(config);
  if (access === null) return null;
  const way = wayOf(config);
  return async (parts) => {
    const { runSlack } = await import('../platforms/slack/slack.ts');
    const slack = await runSlack({ ...parts, access, way, apiUrl: config.SLACK_API_URL });
    const how = slack.url === null ? 'Socket Mode' : `signed requests at ${slack.url}`;
    const door = slack.installUrl === null ? '' : `, installed at ${slack.installUrl}`;
    return { ...slack, name: 'slack', how: `Slack (${how}${door})` };
  };
}

/** @returns null where its token is not set */
function discordOf({ config }: App): ((parts: PlatformParts) => Promise<Running>) | null {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_MESSAGE_CONTENT: followUps } = config;
  if (token === undefined) return null;
  return async (parts) => {
    const [{ runDiscord }, { parseShards }] = await Promise.all([
      import('../platforms/discord/discord.ts'),
      import('../platforms/discord/shards.ts'),
    ]);
    const shards = parseShards(config.DISCORD_SHARDS);
    const discord = await runDiscord({ ...parts, token, apiUrl, shards, followUps });
    return { ...discord, name: 'discord', how: `Discord (@${discord.name})` };
  };
}

type OperationsParts = Pick<Parameters<typeof startOperations>[0], 'metrics' | 'readiness'>;

async function operationsOf({ config }: App, parts: OperationsParts, log: Log) {
  const { ARCHCHECK_OPERATIONS_PORT: port, ARCHCHECK_OPERATIONS_HOST: host } = config;
  if (port === undefined) return null;
  const server = await startOperations({ ...parts, port, host });
  log.info(`health and figures at ${server.url}`);
  return server;
}

/** @returns false where the time was over first */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  try {
    return await Promise.race([work.then(() => true), wait(ms, false, { signal: late.signal }).catch(() => false)]);
  } finally {
    late.abort();
  }
}

/** What failed and where, without the folders of this machine. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).replace(/(?:file:\/\/)?\/[^\s()]*\//g, '').replace(/\s+/g, ' ');
}
