import type { Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { say } from '../say.ts';
import type { DiscordContext } from './context.ts';
import type { Interaction } from './deed.ts';
import { cannotPost, isRefusal } from './discord-error.ts';
import { conversationOf, type Spot } from './flow-ids.ts';
import type { Somebody } from './people.ts';
import { reasonOf } from './target.ts';
import { createVoice } from './voice.ts';

/** Whoever asked for something, and the interaction that they are answered by. */
export interface Asking extends Somebody {
  readonly key: string;
  readonly interaction: Interaction;
}

/**
 * Says what came of something, but for the first of what is for the person alone.
 *
 * @returns that, or that it could not be said; null where there is nothing to tell them
 */
export async function sayAll(
  discord: DiscordContext,
  asking: Asking,
  spot: Spot,
  replies: readonly Reply[],
  { key, resumed }: { readonly key: string; readonly resumed: boolean },
): Promise<Card | null> {
  const forAll = replies.filter(({ toAll }) => toAll === true);
  const [noted, ...alone] = replies.filter(({ toAll }) => toAll !== true);
  const voice = createVoice(discord, { listener: asking, spot, resumed, since: asking.interaction.id });
  const saying = { ...discord, voice, workspace: asking.workspace, conversation: conversationOf(spot), key };
  try {
    await say(saying, [...forAll, ...alone]);
    return noted ?? null;
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    discord.log.info(`what came of something was not posted: ${error.message}`);
    return remarkCard(`It is kept, but I cannot post it: ${reasonOf(error.code, discord.self.name)}`);
  }
}
