import { once } from 'node:events';
import { type Clock, type FakeClock, fakeClock } from '../clock.ts';
import { dropWhile } from '../slack/forget.ts';
import { buildApps, buildGuilds, toOverwrites } from './build-guilds.ts';
import { channelById, type Discord } from './discord.ts';
import { type Effects, together } from './effects.ts';
import { tellChannel, tellGone, tellGuild, tellGuildGone, tellMessage } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { forget } from './forget.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { createHttpServer, type RestCall } from './http-server.ts';
import { createIds } from './ids.ts';
import { createInteractions } from './interactions.ts';
import type { App, Channel, Guild } from './model.ts';
import { routeNames } from './rest.ts';
import { type AppSpec, defaultApp, defaultGuild, type GuildSpec, type OverwriteSpec } from './specs.ts';

export interface DiscordOptions<Time extends Clock = FakeClock> extends GatewayOptions {
  readonly guilds?: readonly GuildSpec[];
  /** Each is in every guild. */
  readonly apps?: readonly AppSpec[];
  /** A clock that stands still, if left out. */
  readonly clock?: Time;
}

export interface DiscordServer<Time extends Clock = FakeClock> {
  /** For `rest: { api }` and `DISCORD_API_URL`; without a version and a slash at the end. */
  readonly apiUrl: string;
  readonly clock: Time;
  /** Everything inside, for `person` and for looking closer. */
  readonly discord: Discord;
  /** The connections of the apps: `drop`, `reconnect`, `invalidate`, `closeWith`. */
  readonly gateway: Gateway;
  readonly faults: Faults;
  /** Every call that came in. */
  readonly calls: readonly RestCall[];
  /** Those that were refused: what a bot that behaves leaves empty. */
  refusals(): readonly RestCall[];
  /** Interactions that were not answered in time; a test that ends well leaves none. */
  readonly problems: readonly string[];
  /** How an app gets in: its token and id; of the first app unless named. */
  app(name?: string): App;
  guild(name?: string): Guild;
  /** The channel or thread of this name, with or without `#`. */
  channel(name: string, guild?: string): Channel;
  /** Whom anything posted by apps so far has notified, and what it has linked. */
  effects(): Effects;
  /** Makes the token of an app worthless: 401, and 4004 at the gateway. */
  revoke(app?: string): void;
  /** Throws an app out of a guild, and tells it. */
  kick(guild?: string, app?: string): void;
  /** Brings it back. */
  invite(guild?: string, app?: string): void;
  /** Tells of a message again as changed, though nobody has edited it: so Discord does when it has looked at its links. */
  unfurl(messageId: string): void;
  deleteChannel(name: string, guild?: string): void;
  /** Says anew who may or may not what in a channel; everything else there is as for everybody. */
  permit(channel: string, overwrites: readonly OverwriteSpec[], guild?: string): void;
  /** Lets go of calls, effects and messages from before a time, in epoch milliseconds: for runs that last. */
  forget(before: number): void;
  /** Calls back after whatever a person could see. @returns stops that */
  onChange(look: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts a Discord on a free port of the loopback interface: a guild `acme` with ana (who owns it), ben and cleo, `#general` and
 * `#architecture`, and the app `archcheck` in it without any privileged intent, unless told otherwise. It speaks REST v10, the
 * gateway over a WebSocket, and interaction callbacks, and refuses what Discord refuses.
 *
 * @example
 * const server = await createDiscord({ guilds: [{ name: 'acme', channels: [{ name: 'general' }] }] });
 * await startTheBot({ token: server.app().token, apiUrl: server.apiUrl });       // discord.js: { rest: { api: server.apiUrl } }
 * await server.gateway.connected();
 * const ana = person(server, { user: 'ana', channel: '#general' });
 * ana.mentions('what is a monolith?');
 * expect(await ana.sees(/single unit/)).toMatchInlineSnapshot();
 * await ana.runs('/arch-check', { title: 'Shop' }).settled;                       // commands as they were registered
 * await server.clock.advance(3_000);                                              // deadlines, without waiting
 * server.gateway.drop();                                                          // the bot resumes
 * server.faults.next('POST /channels/:channel/messages', { kind: 'cut', when: 'after' });
 * expect(server.effects()).toEqual({ pings: [], links: [] });
 * expect(server.problems).toEqual([]);
 * await server.close();                                                           // after the bot has stopped
 */
export async function createDiscord(options?: DiscordOptions): Promise<DiscordServer>;
export async function createDiscord<Time extends Clock>(
  options: DiscordOptions<Time> & { readonly clock: Time },
): Promise<DiscordServer<Time>>;
export async function createDiscord(options: DiscordOptions<Clock> = {}): Promise<DiscordServer<Clock>> {
  const clock = options.clock ?? fakeClock();
  const ids = createIds(clock);
  const appSpecs = options.apps ?? [defaultApp];
  const apps = buildApps(appSpecs, ids);
  const guilds = buildGuilds(options.guilds ?? [defaultGuild], appSpecs, apps, ids);
  const calls: RestCall[] = [];
  const effects: Effects[] = [];
  const watchers = new Set<() => void>();

  const http = createHttpServer(() => discord, calls);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  const discord: Discord = {
    origin: `http://127.0.0.1:${address.port}`,
    clock,
    ids,
    apps,
    guilds: new Map(guilds.map((guild) => [guild.id, guild])),
    directs: new Map(),
    files: new Map(),
    faults: createFaults(clock, routeNames),
    gateway: createGateway(() => discord, options),
    interactions: createInteractions(),
    problems: [],
    noteEffects: (noted) => effects.push(noted),
    changed() {
      for (const watcher of [...watchers]) watcher();
    },
  };
  const app = (name?: string) =>
    existing(
      apps.find((each) => name === undefined || each.name === name),
      name,
    );
  const guild = (name?: string) =>
    existing(
      guilds.find((each) => name === undefined || each.name === name),
      name,
    );
  const channel = (name: string, place?: string) => {
    const wanted = name.replace(/^#/, '');
    const found = [...guild(place).channels.values()].find((each) => each.name === wanted);
    return existing(found ?? channelById(discord, name) ?? undefined, name);
  };

  return {
    apiUrl: `${discord.origin}/api`,
    clock,
    discord,
    gateway: discord.gateway,
    faults: discord.faults,
    calls,
    refusals: () => calls.filter(({ status }) => status !== null && status >= 400),
    problems: discord.problems,
    app,
    guild,
    channel,
    effects: () => together(effects),
    revoke(name) {
      app(name).token = 'revoked';
    },
    kick(place, name) {
      guild(place).members.delete(app(name).id);
      tellGuildGone(discord, guild(place), app(name));
    },
    invite(place, name) {
      const { bot } = app(name);
      const own = [...guild(place).roles.values()].filter(({ botId }) => botId === bot.id).map(({ id }) => id);
      guild(place).members.set(bot.id, { user: bot, roles: new Set(own) });
      tellGuild(discord, guild(place), app(name));
    },
    unfurl(messageId) {
      const all = [...discord.directs.values(), ...guilds.flatMap((each) => [...each.channels.values()])];
      const message = all.map(({ byId }) => byId.get(messageId)).find((each) => each !== undefined);
      tellMessage(discord, 'update', existing(message, messageId));
    },
    deleteChannel(name, place) {
      const gone = channel(name, place);
      tellGone(discord, gone);
      gone.guild?.channels.delete(gone.id);
      discord.changed();
    },
    permit(name, overwrites, place) {
      const changed = channel(name, place);
      changed.overwrites = toOverwrites(guild(place), overwrites);
      tellChannel(discord, 'CHANNEL_UPDATE', changed);
      discord.changed();
    },
    forget(before) {
      dropWhile(calls, ({ at }) => at < before);
      effects.splice(0);
      forget(discord, before);
    },
    onChange(look) {
      watchers.add(look);
      return () => watchers.delete(look);
    },
    async close() {
      await discord.gateway.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

function existing<Thing>(thing: Thing | undefined, name: string | undefined): Thing {
  if (thing === undefined) throw new Error(`there is no ${name ?? 'such thing'} in this Discord`);
  return thing;
}
