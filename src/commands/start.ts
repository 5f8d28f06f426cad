import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { greetingCard } from '../core/greeting-card.ts';
import { createLog } from '../log.ts';
import type { SlackParts } from '../platforms/slack/slack.ts';
import { chat } from '../platforms/terminal/chat.ts';
import type { World } from '../world.ts';
import { demonstrate } from './demonstrate.ts';

/**
 * Runs every platform whose tokens are set, until somebody asks the process to end; with none set, the terminal chat. With nothing to
 * read that one shows a conversation instead, and says what to do next.
 */
export async function start(world: World, app: App): Promise<number> {
  try {
    if (app.config.DATABASE_URL !== undefined)
      world.stderr.write('DATABASE_URL is set, but this version keeps everything in the embedded store.\n');
    const { SLACK_BOT_TOKEN, DISCORD_TOKEN } = app.config;
    if (SLACK_BOT_TOKEN !== undefined || DISCORD_TOKEN !== undefined) {
      await runPlatforms(world, app);
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

/** A platform that runs: how it is reached, in words, and the way to end it. */
interface Running {
  readonly how: string;
  stop(): Promise<void>;
}

type Parts = Readonly<Pick<SlackParts, 'bot' | 'store' | 'inbox' | 'log' | 'wait'>>;

/** Resolves once it was asked to end and all that was acknowledged is done. */
async function runPlatforms(world: World, app: App): Promise<void> {
  const log = createLog(app.config.LOG_LEVEL, world.stderr);
  const starts = [slackOf(app), discordOf(app)].filter((start) => start !== null);
  const stopped = new Promise<void>((resolve) => world.onStop(resolve));
  const [{ createInbox }, bot, store] = await Promise.all([import('../platforms/inbox.ts'), app.bot(), app.store()]);
  const inbox = createInbox({ events: store.events, log, now: world.now });
  const running: Running[] = [];
  try {
    for (const start of starts) running.push(await start({ bot, store, inbox, log, wait }));
    await inbox.start();
    world.stdout.write(`archcheck runs on ${running.map(({ how }) => how).join(' and ')}. Ctrl-C ends it.\n`);
    await stopped;
    log.info('finishing what is under way');
  } finally {
    await Promise.all(running.map((each) => each.stop()));
    await inbox.stop();
  }
}

/** @returns null where its token is not set */
function slackOf(app: App): ((parts: Parts) => Promise<Running>) | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = app.config;
  if (botToken === undefined) return null;
  const way = wayOf(app);
  return async (parts) => {
    const { runSlack } = await import('../platforms/slack/slack.ts');
    const slack = await runSlack({ ...parts, botToken, way, apiUrl });
    const how = slack.url === null ? 'Socket Mode' : `signed requests at ${slack.url}`;
    return { how: `Slack (${how})`, stop: slack.stop };
  };
}

/** @returns null where its token is not set */
function discordOf({ config }: App): ((parts: Parts) => Promise<Running>) | null {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_MESSAGE_CONTENT: followUps } = config;
  if (token === undefined) return null;
  return async (parts) => {
    const [{ runDiscord }, { parseShards }] = await Promise.all([
      import('../platforms/discord/discord.ts'),
      import('../platforms/discord/shards.ts'),
    ]);
    const shards = parseShards(config.DISCORD_SHARDS);
    const discord = await runDiscord({ ...parts, token, apiUrl, shards, followUps });
    return { how: `Discord (@${discord.name})`, stop: discord.stop };
  };
}

function wayOf({ config }: App) {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl, PORT: port } = config;
  if (signingSecret !== undefined) return { kind: 'http', signingSecret, port } as const;
  if (appToken !== undefined) return { kind: 'socket', appToken, apiUrl } as const;
  throw new UserError(
    'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is. Set one of them.',
  );
}
