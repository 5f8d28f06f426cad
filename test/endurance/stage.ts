import { registerAll } from '../platforms/discord/archcheck.ts';
import { manifestApp } from '../platforms/slack/manifest-app.ts';
import { type Clock, realClock } from '../support/clock.ts';
import { createDiscord, type DiscordServer } from '../support/discord/server.ts';
import { defaultApp } from '../support/discord/specs.ts';
import { settingsOf } from '../support/openai/dictation.ts';
import { type OpenAiServer, startOpenAi } from '../support/openai/server.ts';
import { startServer } from '../support/postgres/database.ts';
import { type SlackServer, startSlack } from '../support/slack/server.ts';
import { startBalancer } from './balancer.ts';
import { discordGuild } from './discord-crowd.ts';
import { type Copy, createCopy } from './fleet.ts';
import { type LookingIn, lookIn } from './looking-in.ts';
import { slackWorkspace } from './slack-crowd.ts';
import { put } from './trouble.ts';

export interface StageOptions {
  readonly copies: number;
  /** How Slack reaches them. */
  readonly slack: 'http' | 'socket';
  /** Whether they have a model to ask. */
  readonly model: boolean;
  /** How long every call to a platform takes. */
  readonly latencyMs: number;
}

/** Copies of the bot as an operator runs them, against a Slack, a Discord, a model and a PostgreSQL of our own. */
export interface Stage {
  readonly copies: readonly Copy[];
  readonly slack: SlackServer<Clock>;
  readonly discord: DiscordServer<Clock>;
  readonly model: OpenAiServer;
  readonly postgres: Awaited<ReturnType<typeof startServer>>;
  readonly within: LookingIn;
  close(): Promise<void>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  const open = async <Thing>(opening: Promise<Thing>, closer: (thing: Thing) => Promise<unknown>): Promise<Thing> => {
    const thing = await opening;
    closers.push(() => closer(thing));
    return thing;
  };
  try {
    const postgres = await open(startServer(), (server) => server.drop());
    const within = lookIn(postgres.url);
    closers.push(() => within.close());
    const slack = await open(
      startSlack({ apps: [manifestApp(true)], workspaces: [slackWorkspace], clock: realClock }),
      (server) => server.close(),
    );
    const discord = await open(
      createDiscord({ apps: [defaultApp], guilds: [discordGuild], clock: realClock }),
      (server) => server.close(),
    );
    slack.slack.faults.slow(options.latencyMs);
    discord.faults.slow(options.latencyMs);
    const model = await open(startOpenAi(), (server) => server.stop());
    put(model, 'honest');
    await registerAll({ token: discord.app().token, apiUrl: discord.apiUrl });
    const parts = { slack, discord, model, postgres, within };
    const copies = await Promise.all(
      Array.from({ length: options.copies }, () => createCopy(settingsFor(options, parts))),
    );
    closers.push(() => Promise.all(copies.map((copy) => copy.stop())));
    await Promise.all(copies.map((copy) => copy.start()));
    if (options.slack === 'socket') await slack.sockets().connected(copies.length);
    else {
      const balancer = await open(startBalancer(copies.map(({ port }) => port)), (each) => each.close());
      await slack.sendTo(balancer.url);
    }
    await discord.gateway.connected(copies.length);
    return { ...parts, copies, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function settingsFor(
  options: StageOptions,
  { slack, discord, model, postgres }: Pick<Stage, 'slack' | 'discord' | 'model' | 'postgres'>,
): Readonly<Record<string, string>> {
  const { botToken, app } = slack.installation();
  return {
    DATABASE_URL: postgres.url,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(options.slack === 'http' ? { SLACK_SIGNING_SECRET: app.signingSecret } : { SLACK_APP_TOKEN: app.appToken }),
    DISCORD_TOKEN: discord.app().token,
    DISCORD_API_URL: discord.apiUrl,
    ...(options.model ? settingsOf(model) : {}),
    OPENAI_TIMEOUT_MS: '3000',
    OPENAI_DAILY_TOKENS: '1000000000',
  };
}
