import type { Reply } from '../../core/bot-events.ts';
import type { Card } from '../../core/card.ts';
import { type Below, illustrate } from './attach.ts';
import { incoming, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import type { Notes } from './notes.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';

/** Somebody who uses a check. */
export interface User {
  readonly workspace: string;
  readonly person: string;
}

/** After a crash: where the check was finished before it, its verdict is posted, unless it is there, and the person told of it. */
export async function finishAgain(
  slack: SlackContext,
  user: User,
  notes: Notes,
  show: (done: Card) => Promise<void>,
): Promise<boolean> {
  if (notes.record === null) return false;
  const at = incoming(user, notes, { kind: 'command', name: 'arch-check', words: '' });
  const verdict = await slack.bot.verdict(at, notes.record);
  if (verdict === null) return false;
  await announce(slack, user, notes, verdict, (told) => show(done(verdict, told)), true);
  return true;
}

/** A verdict is posted, the person told of it, and its picture drawn after that: nobody waits for it. */
export async function announce(
  slack: SlackContext,
  user: User,
  notes: Notes,
  verdict: Reply,
  tell: (told: string) => Promise<void>,
  resumed = false,
): Promise<void> {
  const { told, card } = await postVerdict(slack, user, notes, verdict, resumed);
  await tell(told);
  if (card !== null && verdict.record !== undefined) await illustrate(slack, user.workspace, card, verdict.record);
}

/** @returns what the person is told of it, and where its picture belongs; null where it was sent to the person */
async function postVerdict(
  slack: SlackContext,
  user: User,
  { channel, thread }: Place,
  verdict: Reply,
  resumed: boolean,
): Promise<{ readonly told: string; readonly card: Below | null }> {
  const { poster, name, log } = slack;
  const posting = { key: `verdict:${verdict.record ?? ''}`, resumed, since: null };
  try {
    const { ts, isNew } = await poster.toAll({ channel, thread }, verdict, posting);
    const told = thread === null ? 'It is posted in the channel.' : 'It is posted in the thread.';
    const [card = null] = ts;
    return { told, card: { channel, thread: thread ?? card, card, isNew } };
  } catch (error) {
    if (!(error instanceof SlackCallError) || !isRefusal(error, cannotPost)) throw error;
    log.info(`a verdict goes to the person alone: ${error.message}`);
    const reason =
      error.code === 'is_archived'
        ? 'That channel is archived, so I send it to you.'
        : channel.startsWith('D')
          ? 'I am not in your conversation with each other, so I send it to you alone.'
          : `I am not in that channel, so I send it to you. To have the next one posted there, type /invite and my name, ${name}, in the channel.`;
    const card: Card = { ...verdict, blocks: [{ kind: 'note', text: reason }, ...verdict.blocks] };
    await poster.toAll({ channel: user.person, thread: null }, card, { ...posting, key: `${posting.key}:direct` });
    return { told: 'I sent it to you directly, because I cannot post in that channel.', card: null };
  }
}

/** What stands in the modal once its check is finished. */
export function done(verdict: Reply, told: string): Card {
  const heading = verdict.blocks.find((block) => block.kind === 'heading');
  const name = heading?.kind === 'heading' ? heading.text : 'The verdict';
  return {
    summary: name,
    blocks: [
      { kind: 'heading', text: name },
      { kind: 'text', text: told },
    ],
  };
}
