import { channelJson } from '../channel-json.ts';
import { DiscordError } from '../discord-error.ts';
import { tellGone } from '../events.ts';
import { may, mustHave } from '../permissions.ts';
import { channelOf, guildOf, ok, type Routes, route } from './route.ts';
import { changeThread } from './threads.ts';

export const channels: Routes = {
  'GET /channels/:channel': route((call) => ok(channelJson(channelOf(call), call.app.id))),

  'PATCH /channels/:channel': route((call) => ok(channelJson(changeThread(call, channelOf(call)), call.app.id))),

  'DELETE /channels/:channel': route((call) => {
    const channel = channelOf(call);
    if (channel.guild === null) throw new DiscordError(50024);
    mustHave(channel, call.app.bot, channel.thread === null ? 'ManageChannels' : 'ManageThreads');
    const json = channelJson(channel, call.app.id);
    tellGone(call.discord, channel);
    channel.guild.channels.delete(channel.id);
    call.discord.changed();
    return ok(json);
  }),

  'GET /guilds/:guild/channels': route((call) => {
    const all = [...guildOf(call).channels.values()].filter((channel) => channel.thread === null);
    const seen = all.filter((channel) => may(channel, call.app.bot, 'ViewChannel'));
    return ok(seen.map((channel) => channelJson(channel, call.app.id)));
  }),
};
