import { DiscordError } from '../discord-error.ts';
import { tellGuildGone } from '../events.ts';
import { guildJson, memberJson, roleJson } from '../user-json.ts';
import { done, guildOf, ok, type Routes, route } from './route.ts';

export const guilds: Routes = {
  'GET /guilds/:guild': route((call) => ok(guildJson(guildOf(call)))),

  'GET /guilds/:guild/roles': route((call) => ok([...guildOf(call).roles.values()].map(roleJson))),

  'GET /guilds/:guild/members/:user': route((call) => {
    const member = guildOf(call).members.get(call.params['user'] ?? '');
    if (member === undefined) throw new DiscordError(10007);
    return ok(memberJson(member));
  }),

  'DELETE /users/@me/guilds/:guild': route((call) => {
    const guild = guildOf(call);
    tellGuildGone(call.discord, guild, call.app);
    guild.members.delete(call.app.id);
    call.discord.changed();
    return done;
  }),
};
