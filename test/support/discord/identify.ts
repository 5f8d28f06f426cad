import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import { at, type JsonObject, textOf } from '../json.ts';
import { guildCreateJson } from './channel-json.ts';
import type { Discord } from './discord.ts';
import { shardOf } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { App, Guild } from './model.ts';
import { sees } from './permissions.ts';
import { userJson } from './user-json.ts';

/** Who connects, and for what. */
export interface Identity {
  readonly app: App;
  readonly intents: number;
  readonly shard: number;
  readonly shards: number;
}

/** Why a connection is closed. */
export interface Refusal {
  readonly code: GatewayCloseCodes;
  readonly reason: string;
}

const PRIVILEGED = GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;
const KNOWN = Object.values(GatewayIntentBits).reduce<number>(
  (sum, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
);

/** The app whose token this is. */
export function appWith({ apps }: Discord, data: unknown): App | null {
  const token = textOf(at(data, 'token')).replace(/^Bot /, '');
  return apps.find((app) => app.token === token) ?? null;
}

export function readIdentity(discord: Discord, data: unknown): Identity | Refusal {
  const app = appWith(discord, data);
  if (app === null) return { code: GatewayCloseCodes.AuthenticationFailed, reason: 'Authentication failed.' };
  const intents = at(data, 'intents');
  if (typeof intents !== 'number' || (intents & ~KNOWN) !== 0) {
    return { code: GatewayCloseCodes.InvalidIntents, reason: 'Invalid intent(s).' };
  }
  if ((intents & PRIVILEGED & ~app.privilegedIntents) !== 0) {
    return { code: GatewayCloseCodes.DisallowedIntents, reason: 'Disallowed intent(s).' };
  }
  const [shard, shards] = shardIn(at(data, 'shard'));
  if (shard >= shards) return { code: GatewayCloseCodes.InvalidShard, reason: 'Invalid shard.' };
  if (guildsOf(discord, app).length / shards > LIMITS.guildsPerShard) {
    return { code: GatewayCloseCodes.ShardingRequired, reason: 'Sharding required.' };
  }
  return { app, intents, shard, shards };
}

const guildsOf = ({ guilds }: Discord, app: App): Guild[] =>
  [...guilds.values()].filter((guild) => guild.members.has(app.id));

/** What an app is told first: that it is ready, then of every guild on its shard. */
export function greetings(
  discord: Discord,
  session: Identity & { readonly id: string },
): readonly { readonly name: string; readonly payload: JsonObject }[] {
  const { app, intents, shard, shards, id } = session;
  const own = guildsOf(discord, app).filter((guild) => shardOf(guild.id, shards) === shard);
  const ready = {
    v: 10,
    user: { ...userJson(app.bot), verified: true, mfa_enabled: false, email: null },
    guilds: own.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    resume_gateway_url: discord.origin.replace('http', 'ws'),
    shard: [shard, shards],
    application: { id: app.id, flags: 0 },
  };
  const told = (intents & GatewayIntentBits.Guilds) === 0 ? [] : own;
  return [
    { name: GatewayDispatchEvents.Ready, payload: ready },
    ...told.map((guild) => ({
      name: GatewayDispatchEvents.GuildCreate,
      payload: guildCreateJson(guild, app.id, (channel) => sees(channel, app.bot)),
    })),
  ];
}

function shardIn(value: unknown): readonly [shard: number, of: number] {
  if (!Array.isArray(value)) return [0, 1];
  const [shard, of] = value.map(Number);
  return [shard ?? 0, of ?? 1];
}
