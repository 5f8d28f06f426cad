import { z } from 'zod';
import type { Sight } from '../../core/bot-events.ts';
import { channelOf, type SlackContext } from './context.ts';
import { SlackCallError } from './slack-error.ts';

const channelSchema = z.looseObject({
  channel: z.looseObject({ is_channel: z.boolean().optional(), is_private: z.boolean().optional() }),
});
const flag = z.boolean().default(false);
const userSchema = z.looseObject({
  user: z.looseObject({
    team_id: z.string(),
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
  }),
});
const membersSchema = z.looseObject({
  members: z.array(z.string()),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

/** Whether everybody in the workspace may read a channel. */
export async function isPublic({ api }: SlackContext, channel: string): Promise<boolean> {
  try {
    const { channel: known } = channelSchema.parse(await api.call('conversations.info', { channel }));
    return known.is_channel === true && known.is_private !== true;
  } catch (error) {
    return refused(error);
  }
}

/** Whether somebody is in a channel now. False too where the bot cannot know. */
async function isMember({ api }: SlackContext, channel: string, person: string): Promise<boolean> {
  try {
    let cursor = '';
    do {
      const page = membersSchema.parse(
        await api.call('conversations.members', { channel, limit: 1_000, ...(cursor === '' ? {} : { cursor }) }),
      );
      if (page.members.includes(person)) return true;
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    return false;
  } catch (error) {
    return refused(error);
  }
}

/** Whether somebody may read a channel: everybody a public one, but guests and strangers only what they are in. */
export async function maySee(slack: SlackContext, channel: string, person: string): Promise<boolean> {
  if (channel.startsWith('D')) return false;
  if ((await isPublic(slack, channel)) && !(await isGuest(slack, person))) return true;
  return isMember(slack, channel, person);
}

/** What a person may see. Nothing is remembered: people leave. */
export function sightOf(slack: SlackContext, person: string): Sight {
  return { canSee: (conversation) => maySee(slack, channelOf(conversation), person) };
}

/** A guest, or somebody of another company in a channel that is shared with them. True too where the bot cannot know. */
async function isGuest({ api, self }: SlackContext, person: string): Promise<boolean> {
  try {
    const { user } = userSchema.parse(await api.call('users.info', { user: person }));
    return user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.team_id !== self.workspace;
  } catch (error) {
    return !refused(error);
  }
}

/** What Slack does not tell the bot, the bot shows to nobody. */
function refused(error: unknown): false {
  if (error instanceof SlackCallError && !error.uncertain) return false;
  throw error;
}
