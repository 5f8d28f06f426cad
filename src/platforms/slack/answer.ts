import type { Card } from '../../core/card.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import { asksToSummarise, summarise } from './discuss.ts';
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
  if (said.text === '' || /^help\W*$/i.test(said.text)) {
    if (said.direct || said.mentioned) await poster.toAll(place, slackHelpCard(slack.name), posting);
    return;
  }
  const check = /^\/?(?:arch-?)?check(?:[\s:,.!]+|$)(.*)$/is.exec(said.text);
  if (check && (said.direct || said.mentioned)) return offerCheck(slack, said, (check[1] ?? '').trim());
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
  if (!said.direct && !said.mentioned && !(await isWelcome(slack, said, id))) return;
  for (const [at, reply] of replies.entries()) {
    const isFirst = at === 0 && said.thread === null && !said.direct;
    const card = isFirst && !slack.followUps ? withHint(reply, slack.name) : reply;
    if (reply.toAll === true) await poster.toAll(place, card, { ...posting, key: `${posting.key}:${at}` });
    else await poster.toPerson({ ...place, person: said.person, direct: said.direct, responseUrl: '' }, reply);
  }
}

/** The id under which the answer to a message is kept. */
export function answerId(channel: string, ts: string): string {
  return `${channel}-${ts}`;
}

/** Without the scope for follow-ups, said once in a thread. */
function withHint(card: Card, name: string): Card {
  // Without an @: the renderer breaks it, so that nobody can be pinged, and it could not be copied.
  const text = `To go on in this thread, mention ${name} again: I only hear messages that do.`;
  return { ...card, blocks: [...card.blocks, { kind: 'note', text }] };
}

/** Where nobody named the bot: what it has nothing to say to is left to the people, unless the one who asked before asks on. */
async function isWelcome({ answers }: SlackContext, { workspace, channel, thread, person }: Said, id: string) {
  const { answer } = (await answers.get(workspace, id)) ?? {};
  if (answer === undefined || answer.status === 'smalltalk') return false;
  if (answer.status !== 'declined') return true;
  const first = await answers.get(workspace, answerId(channel, thread ?? ''));
  return first?.answer.person === person;
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
