import { z } from 'zod';
import type { Incoming, Privacy } from '../../core/bot-events.ts';
import type { Person } from '../../core/form.ts';
import { incoming, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { belonging, flag, isOf, isPublic } from './sight.ts';
import { SlackCallError } from './slack-error.ts';

const userSchema = z.looseObject({
  user: z.looseObject({
    ...belonging,
    name: z.string().optional(),
    real_name: z.string().optional(),
    profile: z.looseObject({ display_name: z.string().optional() }).optional(),
    is_admin: flag,
    is_owner: flag,
  }),
});

interface Known extends Person {
  /** An admin or owner of this workspace: another company's may be in a channel that is shared with it. */
  readonly steward: boolean;
}

/** What people call somebody; their id where Slack does not say. */
export async function whoIs({ api, self }: SlackContext, id: string): Promise<Known> {
  try {
    const { user } = userSchema.parse(await api.call('users.info', { user: id }));
    const name = user.profile?.display_name || user.real_name || user.name || id;
    return { id, name, steward: (user.is_admin || user.is_owner) && isOf(self.workspace, user) };
  } catch (error) {
    if (error instanceof SlackCallError && !error.uncertain) return { id, name: id, steward: false };
    throw error;
  }
}

/** Something that a person did and that is kept with their name. */
export async function incomingBy(
  slack: SlackContext,
  user: { readonly workspace: string; readonly person: string },
  place: Place,
  event: Incoming['event'],
): Promise<Incoming> {
  const [{ name, steward }, privacy] = await Promise.all([whoIs(slack, user.person), privacyOf(slack, place.channel)]);
  return { ...incoming(user, place, event), name, steward, privacy };
}

async function privacyOf(slack: SlackContext, channel: string): Promise<Privacy> {
  if (channel.startsWith('D')) return 'direct';
  return (await isPublic(slack, channel)) ? 'open' : 'members';
}
