import { runDiscord } from '../../../src/platforms/discord/discord.ts';
import { registerCommands } from '../../../src/platforms/discord/examine.ts';
import { parseShards } from '../../../src/platforms/discord/shards.ts';
import type { Clock } from '../../support/clock.ts';
import type { DiscordServer } from '../../support/discord/server.ts';
import { freshFolder } from '../../support/world.ts';
import { assemble, type BotOptions, type PlacedBotOptions, type RunningBot } from '../assembly.ts';

export interface ArchcheckOptions extends BotOptions {
  readonly followUps?: boolean;
  /** As in `DISCORD_SHARDS`. */
  readonly shards?: string;
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
): Promise<RunningBot> {
  return runArchcheck({ ...wayTo(server), data, now, ...options });
}

/** Puts the bot together as `start` does. */
export async function runArchcheck({
  token,
  apiUrl,
  followUps = false,
  shards,
  timeoutMs,
  ...options
}: WayIn & ArchcheckOptions & PlacedBotOptions): Promise<RunningBot> {
  const { parts, running } = await assemble(options);
  const more = { token, apiUrl, followUps, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  return running(await runDiscord({ ...parts, ...more, shards: parseShards(shards) }));
}
