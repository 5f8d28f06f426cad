import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { UserError } from '../../core/errors.ts';
import { createApi, type DiscordApi } from './api.ts';
import { DiscordCallError, forOperator } from './discord-error.ts';
import { permissions } from './permissions.ts';
import { type Change, compareCommands, type Registry, register } from './register.ts';
import { holderOf, looking, memberOf, permissionsIn } from './sight.ts';
import { snowflake } from './snowflake.ts';

export interface Credentials {
  readonly token: string;
  /** As it is set; the token's own if left out. */
  readonly application: string | undefined;
  readonly apiUrl: string | undefined;
  readonly messageContent: boolean;
}

/** What the settings say. */
export function credentialsOf(token: string, config: Config): Credentials {
  return {
    token,
    application: config.DISCORD_APPLICATION_ID,
    apiUrl: config.DISCORD_API_URL,
    messageContent: config.DISCORD_MESSAGE_CONTENT,
  };
}

const applicationSchema = z.looseObject({ id: snowflake, name: z.string(), flags: z.int().nullish() });
const userSchema = z.looseObject({ id: snowflake, username: z.string() });
const guildsSchema = z.array(z.looseObject({ id: snowflake }));
/** Servers that are looked into for commands of their own. */
const maxGuilds = 20;
/** GatewayMessageContent, and the same for bots in few servers. */
const messageContentFlags = (1 << 18) | (1 << 19);

/**
 * Tries the token, the application, the intent, the commands and, if one is named, a channel.
 *
 * @returns what was found, in a line
 * @throws {UserError} what is wrong and whose move it is
 */
export async function examine(credentials: Credentials, channel: string | null): Promise<string> {
  return withApi(credentials, async (api) => {
    const application = await applicationOf(api, credentials);
    const bot = userSchema.parse(await api.call('GET', '/users/@me'));
    if (credentials.messageContent && ((application.flags ?? 0) & messageContentFlags) === 0)
      throw new UserError(
        'DISCORD_MESSAGE_CONTENT is set, but the application has not the Message Content intent. Switch it on under Bot at discord.com/developers/applications, or take the setting out: everything else works without it.',
      );
    const where = await examineCommands(api, application.id);
    const heard = credentials.messageContent ? 'replies in its threads are heard' : 'replies in threads need a mention';
    const allowed = channel === null ? '' : `; ${await examineChannel(api, bot.id, channel)}`;
    return `@${bot.username}: the token holds, the commands are up to date${where}, ${heard}${allowed}`;
  });
}

/** Registers the commands. @param guild for one server alone; null for all. @throws {UserError} as {@link examine} */
export async function registerCommands(
  credentials: Credentials,
  guild: string | null,
): Promise<{ readonly application: string; readonly changes: readonly Change[] }> {
  return withApi(credentials, async (api) => {
    const { id: application } = await applicationOf(api, credentials);
    const registry: Registry = { application, guild };
    return { application, changes: await register(api, registry) };
  });
}

async function withApi<Result>(
  { token, apiUrl }: Credentials,
  use: (api: DiscordApi) => Promise<Result>,
): Promise<Result> {
  const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
  const api = createApi({ token, url: apiUrl, log: silent, wait });
  try {
    return await use(api);
  } catch (error) {
    throw error instanceof DiscordCallError ? new UserError(forOperator(error)) : error;
  } finally {
    await api.close();
  }
}

async function applicationOf(api: DiscordApi, { application }: Credentials) {
  const own = applicationSchema.parse(await api.call('GET', '/applications/@me'));
  if (application !== undefined && application !== own.id)
    throw new UserError(
      `DISCORD_APPLICATION_ID is ${application}, but the token belongs to the application ${own.id} (${own.name}). Set that id, or take the setting out.`,
    );
  return own;
}

/** @returns where they are up to date, if that is not everywhere @throws {UserError} where they are not */
async function examineCommands(api: DiscordApi, application: string): Promise<string> {
  const staleIn = async (guild: string | null) =>
    (await compareCommands(api, { application, guild })).filter(({ change }) => change !== 'unchanged');
  const stale = await staleIn(null);
  if (stale.length === 0) return '';
  // Registered for one server alone, as one does to try it, they are nowhere else.
  if (stale.every(({ change }) => change === 'added')) {
    const guilds = guildsSchema.parse(await api.call('GET', '/users/@me/guilds', { query: { limit: `${maxGuilds}` } }));
    for (const { id } of guilds) if ((await staleIn(id)).length === 0) return ` in the server ${id} alone`;
  }
  throw new UserError(
    `The registered commands are not those of this version (${stale.map(({ name }) => name).join(', ')}). Run "archcheck discord register".`,
  );
}

async function examineChannel(api: DiscordApi, bot: string, id: string): Promise<string> {
  const look = looking(api);
  const channel = await look(id);
  if (channel === null)
    throw new UserError(
      `The bot cannot see the channel ${id}. Invite it to the server, and give its role “View Channel” there: the move of whoever manages the server. The id is what "Copy Channel ID" gives.`,
    );
  const member = channel.guild_id == null ? null : await memberOf({ api }, channel.guild_id, bot);
  if (member === null) throw new UserError(`The channel ${id} is in no server that the bot is in.`);
  const allowed = permissionsIn(member, (await holderOf(look, channel))?.permission_overwrites ?? []);
  const missing = permissions.filter(({ flag }) => (allowed & flag) === 0n);
  if (missing.length > 0) {
    const reasons = missing.map(({ name, why }) => `“${name}” (so that ${why})`).join(', ');
    throw new UserError(
      `In the channel ${id} the bot lacks ${reasons}. Whoever manages the server gives them to its role, in the channel's settings under Permissions.`,
    );
  }
  return `it may do everything that it needs in the channel ${id}`;
}
