import type { Access } from '../../../src/platforms/slack/access.ts';
import type { Way } from '../../../src/platforms/slack/connection.ts';
import { runSlack } from '../../../src/platforms/slack/slack.ts';
import type { Clock } from '../../support/clock.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import { freshFolder } from '../../support/world.ts';
import { assemble, type BotOptions, type PlacedBotOptions, type RunningBot } from '../assembly.ts';

export type Mode = 'Socket Mode' | 'signed HTTP';

export interface RunningArchcheck extends RunningBot {
  /** Where it takes signed requests; null over a socket. */
  readonly url: string | null;
  /** Where people install it; null where it has one workspace. */
  readonly installUrl: string | null;
}

export interface ArchcheckOptions extends BotOptions {
  /** With whose tokens it speaks, if not its first workspace's. */
  readonly access?: Access;
  /** How long something that Slack waits three seconds for may take before it is told to wait; long if left out: machines are slow at times. */
  readonly acknowledgeMs?: number;
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
  access = { kind: 'one', botToken },
  way,
  apiUrl,
  timeoutMs,
  acknowledgeMs = 60_000,
  ...options
}: WayIn & ArchcheckOptions & PlacedBotOptions): Promise<RunningArchcheck> {
  const { parts, running } = await assemble(options);
  const slack = await runSlack({ ...parts, access, way, apiUrl, timeoutMs, acknowledgeMs });
  return { ...(await running(slack)), url: slack.url, installUrl: slack.installUrl };
}
