import type { Incoming } from '../../core/bot-events.ts';
import { remarkCard } from '../../core/card.ts';
import { readShared, withShareButton } from '../shared-answer.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { toMessages } from './render.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const sharePrefix = 'slack:share:';

/** `/arch-ask`: an answer for one person, with a way to show it to all. */
export async function answerPrivately(slack: SlackContext, deed: DeedOf<'command'>, listener: Listener): Promise<void> {
  if (deed.words === '') {
    const example = 'Put your question behind the command, for example: /arch-ask when do microservices make sense?';
    return slack.poster.toPerson(listener, remarkCard(example));
  }
  const id = `ask-${deed.trigger}`;
  // Each question stands alone, so that sharing it can give the same answer to people who read nothing before it.
  const replies = await slack.bot.handle(
    incoming(deed, { channel: deed.channel, thread: id }, { kind: 'message', text: deed.words, id }),
  );
  for (const reply of replies)
    await slack.poster.toPerson(listener, deed.direct ? reply : withShareButton(reply, `${sharePrefix}${id}`));
}

/** The answer's id that a share button carries; null for any other button. */
export function parseShareId(id: string): string | null {
  return id.startsWith(sharePrefix) ? id.slice(sharePrefix.length) : null;
}

/** Shows a private answer to all, at the wish of the one who asked; the private copy goes away. */
export async function share(
  slack: SlackContext,
  deed: DeedOf<'click'>,
  listener: Listener,
  id: string,
  resumed: boolean,
): Promise<void> {
  const { api, answers, bot, poster, log } = slack;
  const asked = (event: Incoming['event']) => incoming(deed, { channel: listener.channel, thread: id }, event);
  const card = await readShared(bot, answers, asked, id);
  if (card === null) return poster.toPerson(listener, remarkCard('I no longer have that answer. Please ask again.'));
  try {
    await poster.toAll({ channel: listener.channel, thread: listener.thread }, card, {
      key: `share:${id}`,
      resumed,
      since: null,
    });
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    // The way to the command works where the bot is not in the channel, for half an hour.
    try {
      for (const message of toMessages(card))
        await api.respond(listener.responseUrl, { ...message, response_type: 'in_channel', replace_original: false });
    } catch (expired) {
      if (!isRefusal(expired, new Set(['expired_url']))) throw expired;
      const text = 'I cannot post in that channel. Invite me there, or ask again with /arch-ask and share it at once.';
      return poster.toPerson({ ...listener, responseUrl: '' }, remarkCard(text));
    }
  }
  await api.respond(listener.responseUrl, { delete_original: true }).catch((error: unknown) => {
    if (!(error instanceof SlackCallError)) throw error;
    log.info(`the private copy stays: ${error.message}`);
  });
}
