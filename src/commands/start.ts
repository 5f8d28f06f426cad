import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { greetingCard } from '../core/greeting-card.ts';
import { createLog } from '../log.ts';
import { chat } from '../platforms/terminal/chat.ts';
import type { World } from '../world.ts';
import { demonstrate } from './demonstrate.ts';

/**
 * Runs every platform whose tokens are set, until somebody asks the process to end; with none set, the terminal chat. With nothing to
 * read that one shows a conversation instead, and says what to do next.
 */
export async function start(world: World, app: App): Promise<number> {
  try {
    if (app.config.DISCORD_TOKEN !== undefined)
      world.stderr.write('DISCORD_TOKEN is set, but this version does not run on Discord yet.\n');
    if (app.config.DATABASE_URL !== undefined)
      world.stderr.write('DATABASE_URL is set, but this version keeps everything in the embedded store.\n');
    if (app.config.SLACK_BOT_TOKEN !== undefined) {
      await runPlatforms(world, app, app.config.SLACK_BOT_TOKEN);
      return 0;
    }
    const bot = await app.bot();
    const count = await chat(world, bot, { greeting: [greetingCard] });
    if (count === 0 && world.stdin.isTTY !== true) await demonstrate(world, app);
    return 0;
  } finally {
    await app.close();
  }
}

/** Resolves once it was asked to end and all that was acknowledged is done. */
async function runPlatforms(world: World, app: App, botToken: string): Promise<void> {
  const { LOG_LEVEL, SLACK_API_URL } = app.config;
  const log = createLog(LOG_LEVEL, world.stderr);
  const way = wayOf(app);
  const stopped = new Promise<void>((resolve) => world.onStop(resolve));
  const [{ createInbox }, { runSlack }, bot, store] = await Promise.all([
    import('../platforms/inbox.ts'),
    import('../platforms/slack/slack.ts'),
    app.bot(),
    app.store(),
  ]);
  const inbox = createInbox({ events: store.events, log, now: world.now });
  const slack = await runSlack({ bot, store, inbox, botToken, way, apiUrl: SLACK_API_URL, log, wait });
  try {
    await inbox.start();
    const how = slack.url === null ? 'Socket Mode' : `signed requests at ${slack.url}`;
    world.stdout.write(`archcheck runs on Slack (${how}). Ctrl-C ends it.\n`);
    await stopped;
    log.info('finishing what is under way');
  } finally {
    await slack.stop();
    await inbox.stop();
  }
}

function wayOf({ config }: App) {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl, PORT: port } = config;
  if (signingSecret !== undefined) return { kind: 'http', signingSecret, port } as const;
  if (appToken !== undefined) return { kind: 'socket', appToken, apiUrl } as const;
  throw new UserError(
    'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is. Set one of them.',
  );
}
