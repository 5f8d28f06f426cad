import { remarkCard } from '../../core/card.ts';
import { type AppliedSettings, defaultSettings } from '../../core/channel-settings.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import type { Somebody } from './people.ts';
import { roomAt } from './sight.ts';

/** What holds where something was done: in a thread, what holds in its channel; in the direct conversation the defaults. */
export async function settingsAt(
  discord: DiscordContext,
  { workspace, guild, channel }: Somebody & { readonly channel: string },
): Promise<AppliedSettings> {
  if (guild === null) return defaultSettings;
  return discord.settings.of(workspace, await roomAt(discord, channel));
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
