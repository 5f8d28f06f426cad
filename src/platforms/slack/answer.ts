import { asksForHelp, asksToSummarise, parseAskedCheck } from '../asked.ts';
import { isWelcome, withMentionHint } from '../welcome.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import { summarise } from './discuss.ts';
import { slackHelpCard } from './help-card.ts';
import { offerCheck } from './offer-check.ts';
import { sightOf } from './sight.ts';

type Said = DeedOf<'message'>;

/** Whether a message is meant for the bot: it is named, it is alone with the person, or the thread began with a question to it. */
export async function isForBot({ answers, followUps }: SlackContext, said: Said): Promise<boolean> {
  if (said.direct || said.mentioned) return true;
  if (!followUps || said.thread === null || said.toOthers) return false;
  return (await answers.get(said.workspace, answerId(said.channel, said.thread))) !== null;
}

/** Answers a message in its thread. */
export async function answerMessage(slack: SlackContext, said: Said, resumed: boolean): Promise<void> {
  const { bot, poster, threads } = slack;
  const place = { channel: said.channel, thread: said.thread ?? said.ts };
  const posting = { key: said.key ?? said.ts, resumed, since: said.ts };
  if (asksForHelp(said.text)) {
    if (said.direct || said.mentioned) await poster.toAll(place, slackHelpCard(slack.name), posting);
    return;
  }
  const check = said.direct || said.mentioned ? parseAskedCheck(said.text) : null;
  if (check !== null) return offerCheck(slack, said, check);
  if (asksToSummarise(said.text) && (said.direct || said.mentioned)) return summarise(slack, said, resumed);
  if (said.direct) await showStatus(slack, place);
  // In the direct conversation a follow-up may stand anywhere; in a channel a thread is what belongs together.
  const conversation: Place = said.direct ? { channel: said.channel, thread: null } : place;
  const id = answerId(said.channel, said.ts);
  const began = said.direct || said.thread === null ? {} : { began: answerId(said.channel, said.thread) };
  const [replies] = await Promise.all([
    bot.handle(
      incoming(said, conversation, { kind: 'message', text: said.text, id, ...began }),
      sightOf(slack, said.person),
    ),
    // Beside the answer, so that both are written with one wait for the disk.
    said.direct ? undefined : threads.note(said.workspace, said.channel, { thread: place.thread, text: said.text }),
  ]);
  const followUp = { ...said, id, began: answerId(said.channel, said.thread ?? '') };
  if (!said.direct && !said.mentioned && !(await isWelcome(slack.answers, followUp))) return;
  for (const [at, reply] of replies.entries()) {
    const isFirst = at === 0 && said.thread === null && !said.direct;
    const card = isFirst && !slack.followUps ? withMentionHint(reply, slack.name) : reply;
    if (reply.toAll === true) await poster.toAll(place, card, { ...posting, key: `${posting.key}:${at}` });
    else await poster.toPerson({ ...place, person: said.person, direct: said.direct, responseUrl: '' }, reply);
  }
}

/** The id under which the answer to a message is kept. */
export function answerId(channel: string, ts: string): string {
  return `${channel}-${ts}`;
}

/** The line under a message while the bot works. It is an ornament: without it the answer comes all the same. */
async function showStatus({ api, log }: SlackContext, { channel, thread }: Place): Promise<void> {
  try {
    await api.call('assistant.threads.setStatus', {
      channel_id: channel,
      thread_ts: thread,
      status: 'is reading the document…',
    });
  } catch (error) {
    log.debug(`no status shown: ${String(error)}`);
  }
}
