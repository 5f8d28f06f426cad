import type { Incoming, Reply } from '../../core/bot-events.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { incomingAt, isSteward, type Somebody } from './people.ts';

/** `/arch-settings`: shows what holds in the channel. Whoever manages the server may change it. */
export async function runSettings(discord: DiscordContext, deed: DeedOf<'command'>): Promise<void> {
  const event = { kind: 'command', name: deed.name, words: deed.options['change'] ?? '' } as const;
  for (const [at, reply] of (await settings(discord, deed, event)).entries())
    await discord.poster.toPerson({ ...deed, beside: at > 0 }, reply);
}

/** A button of what it showed, which then shows what holds by now. */
export async function changeSettings(discord: DiscordContext, deed: DeedOf<'click'>): Promise<void> {
  const [reply] = await settings(discord, deed, { kind: 'action', id: deed.id });
  if (reply !== undefined) await discord.poster.inPlace(deed.interaction, reply);
}

async function settings(
  discord: DiscordContext,
  user: Somebody & { readonly channel: string },
  event: Incoming['event'],
): Promise<readonly Reply[]> {
  const [incoming, steward] = await Promise.all([
    incomingAt(discord, user, { channel: user.channel, message: null }, event),
    user.by?.steward ?? isSteward(discord, user),
  ]);
  const privacy = user.guild === null ? 'direct' : 'members';
  return discord.bot.handle({ ...incoming, steward, privacy, hearsAll: discord.followUps });
}
