import type { Card } from '../../core/card.ts';
import { asksForHelp, asksToSummarise, parseAskedCheck } from '../asked.ts';
import { isWelcome, withMentionHint } from '../welcome.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import { summarise } from './discuss.ts';
import { slackHelpCard } from './help-card.ts';
import { offerCheck } from './offer-check.ts';
import { sightOf } from './sight.ts';
import { isRefusal, readOnly } from './slack-error.ts';
import { showStatus } from './status.ts';
import { createStream } from './stream.ts';

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
  const { workspace, person } = said;
  const stream = createStream(slack, { ...place, workspace, person, quiet: said.direct || !said.mentioned });
  // In the direct conversation a follow-up may stand anywhere; in a channel a thread is what belongs together.
  const conversation: Place = said.direct ? { channel: said.channel, thread: null } : place;
  const id = answerId(said.channel, said.ts);
  const began = said.direct || said.thread === null ? {} : { began: answerId(said.channel, said.thread) };
  const [replies] = await Promise.all([
    // What an earlier attempt has shown of it is not known here, so it is not shown again piece by piece.
    bot.handle(
      {
        ...incoming(said, conversation, { kind: 'message', text: said.text, id, ...began }),
        ...(said.direct ? { privacy: 'direct' } : {}),
      },
      sightOf(slack, said.person),
      resumed ? undefined : stream.watch,
    ),
    // Beside the answer, so that both are written with one wait for the disk.
    said.direct ? undefined : threads.note(said.workspace, said.channel, { thread: place.thread, text: said.text }),
  ]).catch(async (error: unknown) => {
    await stream.leave();
    throw error;
  });
  const followUp = { ...said, id, began: answerId(said.channel, said.thread ?? '') };
  if (!said.direct && !said.mentioned && !(await isWelcome(slack.answers, followUp))) return;
  for (const [at, reply] of replies.entries()) {
    const isFirst = at === 0 && said.thread === null && !said.direct;
    const card = isFirst && !slack.followUps ? withMentionHint(reply, slack.name) : reply;
    const each = { ...posting, key: `${posting.key}:${at}` };
    if (reply.toAll !== true) {
      await poster.toPerson({ ...place, person: said.person, direct: said.direct, responseUrl: '' }, reply);
      continue;
    }
    try {
      await (at === 0 ? stream.finish(card, each) : poster.toAll(place, card, each));
    } catch (error) {
      if (!said.mentioned || !isRefusal(error, readOnly)) throw error;
      // Whoever asked by name waits for an answer: they alone get it.
      const note = 'I may not write in that channel or thread, so I answer you here.';
      const direct: Card = { ...reply, blocks: [{ kind: 'note', text: note }, ...reply.blocks] };
      const alone = { ...each, key: `${each.key}:direct`, since: null };
      await poster.toAll({ channel: said.person, thread: null }, direct, alone);
    }
  }
}

/** The id under which the answer to a message is kept. */
function answerId(channel: string, ts: string): string {
  return `${channel}-${ts}`;
}
