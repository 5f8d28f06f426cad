import { z } from 'zod';
import type { Where } from '../where.ts';
import { channelOf, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { parseMessageLink } from './message-link.ts';
import { isPublic, maySee } from './sight.ts';
import { SlackCallError } from './slack-error.ts';

const standingSchema = z.looseObject({
  channel: z.looseObject({ is_archived: z.boolean().optional(), is_member: z.boolean().optional() }),
});

/** What a person's choice of a place comes to: the place, or why nothing can be posted there, in a sentence. */
export type Target = Place | { readonly refused: string };

export interface Choosing {
  readonly person: string;
  /** Where the choice was made; its thread is what "here" means. */
  readonly at: Place;
  /** The conversation that holds what is to be posted. */
  readonly from: string;
}

/** Resolves a choice. What belongs to a private place stays there, and nobody posts where they cannot read. */
export async function targetOf(slack: SlackContext, where: Where, choosing: Choosing): Promise<Target> {
  const place = placeMeant(where, choosing.at);
  if (place === null) return { refused: 'Please paste the link of a message: https://….slack.com/archives/…' };
  const refused = (await refusal(slack, place, choosing)) ?? (await obstacle(slack, place));
  return refused === null ? place : { refused };
}

/** Whether what belongs to one conversation may be posted in another at the wish of somebody who reads both. */
export async function mayRepeatAt(slack: SlackContext, from: string, to: string, person: string): Promise<boolean> {
  const [source, goal] = [channelOf(from), channelOf(to)];
  if (source === goal || (await isPublic(slack, source))) return true;
  return goal.startsWith('D') && (await isOwnDirect(slack, goal)) && (await maySee(slack, source, person));
}

/** Whether a direct conversation is one with the bot: in one of two people the other reads along. */
async function isOwnDirect({ api }: SlackContext, channel: string): Promise<boolean> {
  try {
    await api.call('conversations.history', { channel, limit: 1 });
    return true;
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.uncertain) throw error;
    return false;
  }
}

function placeMeant(where: Where, { channel, thread }: Place): Place | null {
  if (where.kind === 'link') return parseMessageLink(where.link);
  return where.kind === 'thread' ? { channel, thread: where.thread } : { channel, thread };
}

async function refusal(
  slack: SlackContext,
  { channel }: Place,
  { at, from, person }: Choosing,
): Promise<string | null> {
  if (channel === at.channel) return null;
  // Also where it came from: somebody may have left, and still have the verdict in the direct conversation.
  if (!(await mayRepeatAt(slack, from, channel, person))) return 'That belongs to a private place, so it stays there.';
  return (await maySee(slack, channel, person)) ? null : 'I cannot see that channel, or you are not in it.';
}

/** Why the bot cannot post there, asked before anything is kept. Where Slack does not say, posting itself will tell. */
async function obstacle({ api }: SlackContext, { channel, thread }: Place): Promise<string | null> {
  try {
    if (!channel.startsWith('D')) {
      const { channel: known } = standingSchema.parse(await api.call('conversations.info', { channel }));
      if (known.is_archived === true) return cannotPostText('is_archived');
      if (known.is_member === false) return cannotPostText('not_in_channel');
    }
    if (thread !== null) await api.call('chat.getPermalink', { channel, message_ts: thread });
    return null;
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.uncertain) throw error;
    return error.code === 'message_not_found' ? cannotPostText(error.code) : null;
  }
}

/** Why Slack did not let the bot post, by its code. */
export function cannotPostText(code: string): string {
  const reason =
    code === 'is_archived'
      ? 'the channel is archived.'
      : code === 'thread_not_found' || code === 'message_not_found'
        ? 'that message is not there any more.'
        : 'I am not in that channel. Somebody there has to invite me.';
  return `I cannot post there: ${reason}`;
}
