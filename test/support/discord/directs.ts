import { addChannel } from './build-guilds.ts';
import type { Discord } from './discord.ts';
import type { App, Channel, User } from './model.ts';

/** The direct conversation of a person and a bot; made where there is none yet. */
export function directChannel({ directs, ids }: Discord, app: App, user: User): Channel {
  const found = [...directs.values()].find(
    ({ recipients }) => recipients.includes(user) && recipients.includes(app.bot),
  );
  if (found !== undefined) return found;
  const channel = addChannel({ id: ids.next(), kind: 'direct', name: '', guild: null, recipients: [user, app.bot] });
  directs.set(channel.id, channel);
  return channel;
}
