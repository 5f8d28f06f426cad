import { remarkCard } from '../../core/card.ts';
import { isForBot } from './answer.ts';
import type { SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import type { Listener } from './whisper.ts';

/** Whether the bot was told not to answer in a channel. */
export async function isSilent(slack: SlackContext, { channel }: Pick<Place, 'channel'>): Promise<boolean> {
  return !channel.startsWith('D') && !(await slack.settings.of(slack.self.workspace, channel)).answers;
}

/** Whether a message is for the bot, and, where nobody named it, whether it may listen there. */
export async function isHeard(slack: SlackContext, said: DeedOf<'message'>): Promise<boolean> {
  if (!(await isForBot(slack, said))) return false;
  if (said.direct || said.mentioned) return true;
  const { answers, followUps } = await slack.settings.of(said.workspace, said.channel);
  return answers && followUps;
}

/** Says to one person, and nobody else, why nothing is said. */
export function tellSilent(slack: SlackContext, listener: Listener): Promise<void> {
  const text =
    'I was told not to answer in this channel. Ask me directly, or with /arch-ask, which only you see; /arch-settings says more.';
  return slack.poster.toPerson(listener, remarkCard(text));
}
