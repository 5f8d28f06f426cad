import type { Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { say } from '../say.ts';
import { give } from './attach.ts';
import type { DiscordContext } from './context.ts';
import type { Interaction } from './deed.ts';
import { cannotPost, isRefusal } from './discord-error.ts';
import { aimed, conversationOf, type Spot } from './flow-ids.ts';
import type { Somebody } from './people.ts';
import { reasonOf } from './target.ts';
import { createVoice } from './voice.ts';

/** Whoever asked for something, and the interaction that they are answered by. */
export interface Asking extends Somebody {
  readonly key: string;
  readonly interaction: Interaction;
}

/** What is for the person alone. */
export interface Alone {
  /** What stands in the place that Discord keeps for the answer: that it could not be posted, where it could not; null for nothing. */
  readonly first: Card | null;
  /** What is told beside it, with {@link tellRest}. */
  readonly rest: readonly Reply[];
}

/** Says to all what came of something. @returns what is to be told to the person alone */
export async function sayAll(
  discord: DiscordContext,
  asking: Asking,
  spot: Spot,
  replies: readonly Reply[],
  { key, resumed }: { readonly key: string; readonly resumed: boolean },
): Promise<Alone> {
  const forAll = replies.filter(({ toAll }) => toAll === true);
  const [first = null, ...rest] = replies.filter(({ toAll }) => toAll !== true);
  const voice = createVoice(discord, { listener: asking, spot, resumed, since: asking.interaction.id });
  const saying = { ...discord, voice, workspace: asking.workspace, conversation: conversationOf(spot), key };
  try {
    await say(saying, forAll);
    return { first, rest };
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    discord.log.info(`what came of something was not posted: ${error.message}`);
    const told = remarkCard(`It is kept, but I cannot post it: ${reasonOf(error.code, discord.self.name)}`);
    return { first: told, rest: [] };
  }
}

/** Not before the first is told: Discord shows whatever comes first in the place of the answer, where the next would then replace it. */
export async function tellRest(
  discord: DiscordContext,
  asking: Asking,
  { message }: Spot,
  rest: readonly Reply[],
): Promise<void> {
  for (const reply of rest) {
    await discord.poster.toPerson({ ...asking, beside: true }, aimed(reply, message));
    if (reply.attachment !== undefined) await give(discord, asking.interaction, reply.attachment);
  }
}
