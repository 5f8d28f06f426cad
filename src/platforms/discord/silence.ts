import { remarkCard } from '../../core/card.ts';
import { isForBot } from './answer.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import type { Somebody } from './people.ts';
import { roomAt } from './sight.ts';

/** Whether the bot was told not to answer in a channel. */
export async function isSilent(
  discord: DiscordContext,
  { workspace, guild, channel }: Somebody & { readonly channel: string },
): Promise<boolean> {
  return guild !== null && !(await discord.settings.of(workspace, await roomAt(discord, channel))).answers;
}

/** Whether a message is for the bot, and, where nobody named it, whether it may listen there. */
export async function isHeard(discord: DiscordContext, said: DeedOf<'message'>): Promise<boolean> {
  if (!(await isForBot(discord, said))) return false;
  if (said.guild === null || said.mentioned) return true;
  const { answers, followUps } = await discord.settings.of(said.workspace, await roomAt(discord, said.channel));
  return answers && followUps;
}

/** Why nothing is said. */
export const silentCard = remarkCard(
  'I was told not to answer in this channel. Ask me directly, or with /arch-ask, which only you see; /arch-settings says more.',
);

/** Says so to one person, once, and to nobody else. */
export async function tellSilent({ once, poster }: DiscordContext, said: DeedOf<'message'>): Promise<void> {
  const { workspace, person, channel } = said;
  if (await once(workspace, `silent ${person} ${channel}`))
    await poster.toPerson({ person, interaction: null }, silentCard);
}
