import { REST } from '@discordjs/rest';
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../log.ts';
import type { DiscordApi } from './api.ts';
import { DiscordCallError, forOperator } from './discord-error.ts';
import type { Shards } from './shards.ts';
import { snowflake } from './snowflake.ts';

export interface Identity {
  readonly user: string;
  /** The bot's name, as one writes it behind an @. */
  readonly name: string;
  readonly application: string;
}

export interface ConnectionParts {
  readonly token: string;
  readonly api: DiscordApi;
  readonly shards: Shards;
  /** Asks for the words of all messages, not only of those that name the bot. */
  readonly messageContent: boolean;
  readonly log: Log;
}

/** What the gateway tells of. */
export interface Listeners {
  message(data: unknown): void;
  interaction(data: unknown): void;
  /** The role that Discord made for the bot in a server: people name it, believing that they name the bot. */
  role(guild: string, role: string): void;
  /** The bot is in a server, newly or still. */
  joins(guild: string): void;
  /** Somebody took the bot out of a server. */
  leaves(guild: string): void;
}

export interface Connection {
  readonly identity: Identity;
  /** Whether Discord can reach the bot now, on every shard. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Other servers than Discord leave out what a bot can do without. */
const readySchema = z.object({
  user: z.object({ id: snowflake, username: z.string().nullish() }),
  application: z.object({ id: snowflake }).nullish(),
});
const addressSchema = z.looseObject({
  url: z.string(),
  shards: z.int().min(1).default(1),
  session_start_limit: z
    .looseObject({ remaining: z.int(), reset_after: z.number(), max_concurrency: z.int().min(1) })
    .default({ remaining: 1_000, reset_after: 0, max_concurrency: 1 }),
});
const roleSchema = z.object({ id: snowflake, tags: z.object({ bot_id: snowflake.nullish() }).nullish() });
const guildSchema = z.object({
  id: snowflake,
  roles: z.array(roleSchema).nullish(),
  unavailable: z.boolean().nullish(),
});
const changedRoleSchema = z.object({ guild_id: snowflake, role: roleSchema });

/** The gateway package asks for nothing but the gateway's address, gives up at the first trouble, and takes every field for granted. */
class AddressBook extends REST {
  readonly #api: DiscordApi;

  constructor(api: DiscordApi) {
    super();
    this.#api = api;
  }

  override async get(): Promise<unknown> {
    return addressSchema.parse(await this.#api.call('GET', '/gateway/bot'));
  }
}

/** None of these is privileged. */
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;
const byCode: ReadonlyMap<number, string> = new Map([
  [
    GatewayCloseCodes.AuthenticationFailed,
    "Discord does not take the bot's token. Reset it under Bot at discord.com/developers/applications, put it into DISCORD_TOKEN and start again.",
  ],
  [
    GatewayCloseCodes.DisallowedIntents,
    'DISCORD_MESSAGE_CONTENT is set, but Discord does not grant the Message Content intent. Switch it on under Bot at discord.com/developers/applications (from 100 servers on Discord must approve it), or take the setting out: everything else works without it.',
  ],
  [
    GatewayCloseCodes.ShardingRequired,
    'The bot is in so many servers that Discord wants more shards. Take DISCORD_SHARDS out, or set it higher.',
  ],
  [
    GatewayCloseCodes.InvalidShard,
    'Discord does not take DISCORD_SHARDS. The shards of a process must be below the number of all, for example 0-1/4.',
  ],
]);

/**
 * Opens the gateway, with discord.js's own gateway package. Its `Client` on top would keep every server's channels and roles in memory,
 * which cannot be turned off; here what somebody may do is asked for at the moment when it matters, and nothing is kept.
 *
 * @throws {UserError} where Discord does not let the bot in; it says whose move it is
 */
export async function connect(parts: ConnectionParts, listeners: Listeners): Promise<Connection> {
  const { token, api, shards, messageContent, log } = parts;
  const sessions = new Map<number, SessionInfo>();
  const manager = new WebSocketManager({
    token,
    rest: new AddressBook(api),
    // The package would keep them for the whole process, and one connection take over another one's.
    retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
    updateSessionInfo(shard, session) {
      if (session === null) sessions.delete(shard);
      else sessions.set(shard, session);
    },
    intents: intents | (messageContent ? GatewayIntentBits.MessageContent : 0),
    shardCount: shards.count,
    shardIds: shards.own,
  });
  const seen: { identity?: Identity } = {};
  const down = new Set<number>();
  let closedWith = 0;
  manager.on(WebSocketShardEvents.Ready, ({ data, shardId }) => {
    down.delete(shardId);
    const { data: ready } = readySchema.safeParse(data);
    if (ready === undefined) return;
    const { user, application } = ready;
    seen.identity = { user: user.id, name: user.username ?? 'archcheck', application: application?.id ?? user.id };
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => dispatch(data, seen.identity?.user, listeners));
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    closedWith = code;
    down.add(shardId);
    log.info(`Discord: shard ${shardId} was closed (${code})`);
  });
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => {
    down.delete(shardId);
    log.info(`Discord: shard ${shardId} goes on where it was`);
  });
  // A shard that may not come back says so here; all other losses are mended without a word.
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
    log.error(`Discord: shard ${shardId}: ${byCode.get(closedWith) ?? error.message}`),
  );
  try {
    await manager.connect();
  } catch (error) {
    await manager.destroy();
    throw new UserError(explain(error, closedWith));
  }
  const { identity } = seen;
  if (identity === undefined) {
    await manager.destroy();
    throw new UserError(
      'The gateway said that the bot is ready, but not which user it is: READY must carry user.id. Check DISCORD_API_URL; it is the move of whoever runs that server.',
    );
  }
  return { identity, isConnected: () => down.size === 0, close: async () => void (await manager.destroy()) };
}

function dispatch(
  { t: name, d: data }: { readonly t: string; readonly d: unknown },
  self: string | undefined,
  listeners: Listeners,
): void {
  const noteRole = (guild: string, { id, tags }: z.output<typeof roleSchema>) => {
    if (self !== undefined && tags?.bot_id === self) listeners.role(guild, id);
  };
  switch (name) {
    case GatewayDispatchEvents.MessageCreate:
      listeners.message(data);
      return;
    case GatewayDispatchEvents.InteractionCreate:
      listeners.interaction(data);
      return;
    case GatewayDispatchEvents.GuildCreate: {
      const { data: guild } = guildSchema.safeParse(data);
      if (guild === undefined) return;
      for (const role of guild.roles ?? []) noteRole(guild.id, role);
      listeners.joins(guild.id);
      return;
    }
    case GatewayDispatchEvents.GuildRoleCreate:
    case GatewayDispatchEvents.GuildRoleUpdate: {
      const { data: changed } = changedRoleSchema.safeParse(data);
      if (changed) noteRole(changed.guild_id, changed.role);
      return;
    }
    case GatewayDispatchEvents.GuildDelete: {
      const { data: guild } = guildSchema.safeParse(data);
      // One that Discord cannot reach at the moment is still the bot's.
      if (guild && guild.unavailable !== true) listeners.leaves(guild.id);
    }
  }
}

function explain(error: unknown, closedWith: number): string {
  const known = byCode.get(closedWith);
  if (known !== undefined) return known;
  if (error instanceof DiscordCallError) return forOperator(error);
  return `Discord does not open a connection (${error instanceof Error ? error.message : String(error)}). Check DISCORD_TOKEN and the network.`;
}
