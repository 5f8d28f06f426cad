import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { credentialsOf, registerCommands } from '../platforms/discord/examine.ts';
import { invitation } from '../platforms/discord/permissions.ts';
import type { World } from '../world.ts';

/** @property guild for one server alone, where new commands are there at once; for all if left out */
export interface RegisterCommandOptions {
  readonly guild?: string;
}

/** Registers the commands with Discord, and prints what changed. */
export async function discordRegister(
  world: World,
  { config }: App,
  { guild }: RegisterCommandOptions,
): Promise<number> {
  const { DISCORD_TOKEN: token } = config;
  if (token === undefined)
    throw new UserError(
      'DISCORD_TOKEN is not set. Make an application at discord.com/developers/applications, and put the token that its Bot page shows into .env.',
    );
  const { application, changes } = await registerCommands(credentialsOf(token, config), guild ?? null);
  for (const { name, change } of changes) world.stdout.write(`${change.padEnd(9)}  ${name}\n`);
  world.stdout.write(`\nTo add the bot to a server:\n${invitation(application)}\n`);
  return 0;
}
