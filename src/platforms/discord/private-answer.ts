import type { Incoming } from '../../core/bot-events.ts';
import { remarkCard } from '../../core/card.ts';
import { readShared, withShareButton } from '../shared-answer.ts';
import { type DiscordContext, incoming } from './context.ts';
import type { DeedOf } from './deed.ts';
import { cannotPost, isRefusal } from './discord-error.ts';
import { roomAt } from './sight.ts';
import { settingsAt, silentCard } from './silence.ts';

const sharePrefix = 'discord:share:';

/** The answer's id that a share button carries; null for any other button. */
export function parseShareId(id: string): string | null {
  return id.startsWith(sharePrefix) ? id.slice(sharePrefix.length) : null;
}

/** `/arch-ask`: an answer for one person, with a way to show it to all. */
export async function answerPrivately(discord: DiscordContext, deed: DeedOf<'command'>): Promise<void> {
  const { poster, bot } = discord;
  const question = (deed.options['question'] ?? '').trim();
  if (question === '')
    return poster.toPerson(
      deed,
      remarkCard('Put your question into the command, for example: when do microservices make sense?'),
    );
  const id = `ask-${deed.interaction.id}`;
  // Each question stands alone, so that sharing it can give the same answer to people who read nothing before it.
  const asked = await asking(discord, deed, id);
  const replies = await bot.handle(asked({ kind: 'message', text: question, id }));
  for (const [at, reply] of replies.entries()) {
    const card = deed.guild === null ? reply : withShareButton(reply, `${sharePrefix}${id}`);
    await poster.toPerson({ ...deed, beside: at > 0 }, card);
  }
}

/** Shows a private answer to all, at the wish of the one who asked; the private copy goes away. */
export async function share(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  id: string,
  resumed: boolean,
): Promise<void> {
  const { bot, answers, poster, self, log } = discord;
  const listener = { ...deed, beside: true };
  if (!(await settingsAt(discord, deed)).answers) return poster.toPerson(listener, silentCard);
  const asked = await asking(discord, deed, id);
  const card = await readShared(bot, answers, asked, id);
  if (card === null) return poster.toPerson(listener, remarkCard('I no longer have that answer. Please ask again.'));
  try {
    const posting = { key: `share:${id}`, resumed, since: deed.interaction.id };
    await poster.toAll({ channel: deed.channel, reply: null }, card, posting);
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    log.info(`not shared: ${error.message}`);
    const text = `I may not write here, so I cannot share it. Whoever manages the server can give ${self.name} “View Channel”, “Send Messages” and “Send Messages in Threads”.`;
    return poster.toPerson(listener, remarkCard(text));
  }
  await poster.remove(deed.interaction);
}

/** The place of a private answer: a conversation of its own, in the channel whose settings hold there. */
async function asking(
  discord: DiscordContext,
  deed: DeedOf<'command'> | DeedOf<'click'>,
  id: string,
): Promise<(event: Incoming['event']) => Incoming> {
  const channel = await roomAt(discord, deed.channel);
  return (event) => ({ ...incoming(deed, `${deed.channel}:${id}`, event), channel });
}
