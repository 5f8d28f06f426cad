import type { Incoming, Reply } from '../../core/bot-events.ts';
import { incoming, type SlackContext } from './context.ts';
import { whoIs } from './people.ts';
import type { Listener } from './whisper.ts';

interface User {
  readonly workspace: string;
  readonly person: string;
}

/** `/arch-settings`, or a button of what it showed. */
export async function runSettings(
  slack: SlackContext,
  user: User,
  listener: Listener,
  event: Incoming['event'],
): Promise<void> {
  for (const reply of await settings(slack, user, listener.channel, event))
    await slack.poster.toPerson(listener, reply);
}

/** What holds in the whole workspace, for the App Home. */
export function settingsOfAll(slack: SlackContext, user: User): Promise<readonly Reply[]> {
  return settings(slack, user, '', { kind: 'command', name: 'arch-settings', words: 'everywhere' });
}

/** @param channel empty in the App Home */
export async function settings(
  slack: SlackContext,
  user: User,
  channel: string,
  event: Incoming['event'],
): Promise<readonly Reply[]> {
  const { steward } = await whoIs(slack, user.person);
  const privacy = /^D|^$/.test(channel) ? 'direct' : 'members';
  const place = { channel, thread: null };
  return slack.bot.handle({ ...incoming(user, place, event), steward, privacy, hearsAll: slack.followUps });
}
