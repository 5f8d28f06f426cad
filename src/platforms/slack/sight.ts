import { z } from 'zod';
import type { Sight } from '../../core/bot-events.ts';
import { channelOf, type SlackContext } from './context.ts';
import { SlackCallError } from './slack-error.ts';

const channelSchema = z.looseObject({
  channel: z.looseObject({ is_channel: z.boolean().optional(), is_private: z.boolean().optional() }),
});
export const flag = z.boolean().default(false);
/** What tells whether somebody belongs to a workspace. */
export const belonging = {
  team_id: z.string(),
  is_stranger: flag,
  /** In an organisation: the workspaces that they are in. */
  enterprise_user: z.looseObject({ teams: z.array(z.string()).default([]) }).optional(),
};
const userSchema = z.looseObject({
  user: z.looseObject({ ...belonging, is_restricted: flag, is_ultra_restricted: flag }),
});
const more = z.looseObject({ next_cursor: z.string().optional() }).optional();
const membersSchema = z.looseObject({ members: z.array(z.string()), response_metadata: more });
const channelsSchema = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
  response_metadata: more,
});
/** How many members of a channel are asked about: a call each. */
const mostAsked = 30;

/** Whether everybody in the workspace may read a channel. */
export async function isPublic({ api }: SlackContext, channel: string): Promise<boolean> {
  try {
    const { channel: known } = channelSchema.parse(await api.call('conversations.info', { channel }));
    return known.is_channel === true && known.is_private !== true;
  } catch (error) {
    return refused(error);
  }
}

/** Whether a channel was deleted, or the bot was taken out of a private one: Slack tells neither from the other. */
async function isGone({ api }: SlackContext, channel: string): Promise<boolean> {
  try {
    await api.call('conversations.info', { channel });
    return false;
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.uncertain) throw error;
    return error.code === 'channel_not_found';
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

/** Everybody in a channel, the bot among them; null where they are more than so many, or the bot cannot know. */
async function membersOf({ api }: SlackContext, channel: string, most: number): Promise<readonly string[] | null> {
  try {
    const page = membersSchema.parse(await api.call('conversations.members', { channel, limit: most + 1 }));
    return page.members.length > most || page.response_metadata?.next_cursor ? null : page.members;
  } catch (error) {
    return refused(error) || null;
  }
}

/** Whether somebody may read a channel: everybody a public one, but guests and strangers only what they are in. */
export async function maySee(slack: SlackContext, channel: string, person: string): Promise<boolean> {
  if (channel.startsWith('D')) return false;
  if ((await isPublic(slack, channel)) && !(await isGuest(slack, person))) return true;
  return isMember(slack, channel, person);
}

/** What a person may see. Each channel is asked about once, however many threads it has; nothing outlives the request: people leave. */
export function sightOf(slack: SlackContext, person: string): Sight {
  const asked = new Map<string, Promise<boolean>>();
  const once = (question: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const known = asked.get(question) ?? ask();
    asked.set(question, known);
    return known;
  };
  return {
    canSee(conversation) {
      const channel = channelOf(conversation);
      return once(channel, () => maySee(slack, channel, person));
    },
    async isGone(conversation) {
      const channel = channelOf(conversation);
      return !channel.startsWith('D') && once(`gone ${channel}`, () => isGone(slack, channel));
    },
    mayRepeat(from, to) {
      const [source, goal] = [channelOf(from), channelOf(to)];
      return once(`${source} ${goal}`, () => allMaySee(slack, source, goal, person));
    },
    findChannel: (name) => findChannel(slack, name, person),
  };
}

/** Whether everybody who reads one channel may read another. True only of small channels: it takes a question for each member. */
async function allMaySee(slack: SlackContext, from: string, to: string, person: string): Promise<boolean> {
  if (from === to) return true;
  if (to.startsWith('D')) return maySee(slack, from, person);
  if (!(await isPublic(slack, from))) return false;
  const members = await membersOf(slack, to, mostAsked);
  if (members === null) return false;
  return !(await Promise.all(members.map((member) => isGuest(slack, member)))).includes(true);
}

/** The id of a channel that is called so; null where the person may see none. */
async function findChannel(slack: SlackContext, name: string, person: string): Promise<string | null> {
  const wanted = name.replace(/^#/, '').toLowerCase();
  let cursor = '';
  do {
    const page = channelsSchema.parse(
      await slack.api.call('conversations.list', {
        types: 'public_channel,private_channel',
        limit: 1_000,
        ...(cursor === '' ? {} : { cursor }),
      }),
    );
    const found = page.channels.find((each) => each.name === wanted || each.id.toLowerCase() === wanted);
    if (found !== undefined) return (await maySee(slack, found.id, person)) ? found.id : null;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return null;
}

/** Whether somebody belongs to a workspace, and not to another company that shares a channel with it. */
export function isOf(workspace: string, user: z.output<z.ZodObject<typeof belonging>>): boolean {
  const { team_id, is_stranger, enterprise_user } = user;
  return !is_stranger && (team_id === workspace || enterprise_user?.teams.includes(workspace) === true);
}

/** A guest, or somebody of another company in a channel that is shared with them. True too where the bot cannot know. */
async function isGuest({ api, self }: SlackContext, person: string): Promise<boolean> {
  try {
    const { user } = userSchema.parse(await api.call('users.info', { user: person }));
    return user.is_restricted || user.is_ultra_restricted || !isOf(self.workspace, user);
  } catch (error) {
    return !refused(error);
  }
}

/** What Slack does not tell the bot, the bot shows to nobody. */
function refused(error: unknown): false {
  if (error instanceof SlackCallError && !error.uncertain) return false;
  throw error;
}
