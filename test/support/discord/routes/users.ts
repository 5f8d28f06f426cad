import { textOf } from '../../json.ts';
import { channelJson } from '../channel-json.ts';
import { bodyObject } from '../content.ts';
import { directChannel } from '../directs.ts';
import { userById } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { LIMITS } from '../limits.ts';
import { applicationJson, guildJson, userJson } from '../user-json.ts';
import { ok, openRoute, type Routes, route } from './route.ts';

export const users: Routes = {
  'GET /gateway': openRoute(({ discord }) => ok({ url: discord.origin.replace('http', 'ws') })),

  'GET /gateway/bot': route(({ discord }) =>
    ok({
      url: discord.origin.replace('http', 'ws'),
      shards: discord.gateway.recommended,
      session_start_limit: {
        total: LIMITS.identifiesPerDay,
        remaining: Math.max(0, LIMITS.identifiesPerDay - discord.gateway.counts.identified),
        reset_after: 86_400_000,
        // So many shards start at once; with 1 a library waits five seconds between two of them.
        max_concurrency: 16,
      },
    }),
  ),

  'GET /users/@me': route(({ app }) => ok({ ...userJson(app.bot), verified: true, mfa_enabled: false, email: null })),

  'GET /users/@me/guilds': route(({ discord, app }) =>
    ok([...discord.guilds.values()].filter((guild) => guild.members.has(app.id)).map(guildJson)),
  ),

  'GET /users/:user': route(({ discord, params }) => {
    const user = userById(discord, params['user'] ?? '');
    if (user === null) throw new DiscordError(10013);
    return ok(userJson(user));
  }),

  'POST /users/@me/channels': route(({ discord, app, body }) => {
    const user = userById(discord, textOf(bodyObject(body)['recipient_id']));
    if (user === null) throw new DiscordError(10013);
    if (user.app !== null) throw new DiscordError(50007);
    return ok(channelJson(directChannel(discord, app, user), app.id));
  }),

  'GET /oauth2/applications/@me': route(({ app }) => ok(applicationJson(app))),
  'GET /applications/@me': route(({ app }) => ok(applicationJson(app))),
};
