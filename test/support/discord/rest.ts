import type { UploadedFile } from './content.ts';
import type { Discord } from './discord.ts';
import { DiscordError } from './discord-error.ts';
import type { App } from './model.ts';
import { applications } from './routes/applications.ts';
import { callbacks } from './routes/callbacks.ts';
import { channels } from './routes/channels.ts';
import { guilds } from './routes/guilds.ts';
import { messages } from './routes/messages.ts';
import type { Handler, Result, Routes } from './routes/route.ts';
import { threads } from './routes/threads.ts';
import { users } from './routes/users.ts';

/** What a route was called with. */
export interface Request {
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface Found {
  /** `POST /channels/:channel/messages`. */
  readonly name: string;
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
  /** What separates rate limits: the channel, the guild, or the application with its token. */
  readonly major: string;
}

const routes: Routes = {
  ...applications,
  ...callbacks,
  ...channels,
  ...guilds,
  ...messages,
  ...threads,
  ...users,
};

const patterns = Object.entries(routes).map(([name, handler]) => {
  const [method = '', path = ''] = name.split(' ');
  return { name, handler, method, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) };
});

export const routeNames: readonly string[] = Object.keys(routes);

export function findRoute(method: string, path: string): Found | null {
  for (const { name, handler, method: own, pattern } of patterns) {
    const groups = own === method ? pattern.exec(path)?.groups : undefined;
    if (own !== method || !pattern.test(path)) continue;
    const params = Object.fromEntries(
      Object.entries(groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    const major = [params['channel'], params['guild'], params['app'], params['token']].filter(Boolean).join(' ');
    return { name, handler, params, major };
  }
  return null;
}

export function runRoute(discord: Discord, { handler, params }: Found, request: Request): Result {
  const call = { discord, params, query: request.query, body: request.body, files: request.files };
  if (handler.isOpen) return handler.run(call);
  return handler.run({ ...call, app: authorised(discord, request.authorization) });
}

function authorised({ apps }: Discord, authorization: string): App {
  const app = apps.find(({ token }) => authorization === `Bot ${token}`);
  if (app === undefined) throw new DiscordError(0);
  return app;
}
