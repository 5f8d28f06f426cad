import type { UploadedFile } from '../content.ts';
import { channelById, type Discord } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import type { App, Channel, Guild, Message } from '../model.ts';
import { sees } from '../permissions.ts';

export interface OpenCall {
  readonly discord: Discord;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface Call extends OpenCall {
  /** Whose token it is. */
  readonly app: App;
}

export interface Result {
  readonly status: number;
  readonly body?: unknown;
}

/** What answers a route; an open one has its token in the path. */
export type Handler =
  | { readonly isOpen: false; readonly run: (call: Call) => Result }
  | { readonly isOpen: true; readonly run: (call: OpenCall) => Result };

export type Routes = Readonly<Record<string, Handler>>;

export const route = (run: (call: Call) => Result): Handler => ({ isOpen: false, run });
export const openRoute = (run: (call: OpenCall) => Result): Handler => ({ isOpen: true, run });
export const ok = (body: unknown): Result => ({ status: 200, body });
export const done: Result = { status: 204 };

/** @throws DiscordError 10003, or 50001 for one that the app does not see: in a guild that it has left, too */
export function channelOf({ discord, app, params }: Call, name = 'channel'): Channel {
  const channel = channelById(discord, params[name] ?? '');
  if (channel === null) throw new DiscordError(10003);
  if (!sees(channel, app.bot)) throw new DiscordError(50001);
  return channel;
}

/** @throws DiscordError 10004 */
export function guildOf({ discord, app, params }: Call): Guild {
  const guild = discord.guilds.get(params['guild'] ?? '');
  if (guild === undefined || !guild.members.has(app.id)) throw new DiscordError(10004);
  return guild;
}

/** @throws DiscordError 10008 */
export function messageIn(channel: Channel, id: string): Message {
  const message = channel.byId.get(id);
  if (message === undefined || message.deleted || message.visibleTo !== null) throw new DiscordError(10008);
  return message;
}
