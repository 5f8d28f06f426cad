import type { Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import type { Discussion } from '../../core/decisions/discussion.ts';
import type { SlackContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { formView } from './forms.ts';
import { cardModal, type Modal } from './modal.ts';
import { notesOf } from './notes.ts';
import { openModal, updateModal } from './open-modal.ts';
import { incomingBy, whoIs } from './people.ts';
import { mostRead, nothingRead, type Read, readThread, toDiscussed } from './read-thread.ts';
import { SlackCallError } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const mostNames = 40;

/** Whose thread is put down, and who asked. */
interface Asked {
  readonly user: { readonly workspace: string; readonly person: string };
  readonly listener: Listener & { readonly thread: string };
  /** The message that asked, which is no part of what was discussed. */
  readonly asking: string | null;
}

/** The bot was asked in words: the draft goes to whoever asked, and becomes a decision once they have confirmed it. */
export async function summarise(slack: SlackContext, said: DeedOf<'message'>, resumed: boolean): Promise<void> {
  const { channel, thread, person, direct } = said;
  const listener = { channel, thread: thread ?? said.ts, person, direct, responseUrl: '' };
  if (thread === null) {
    const text = 'Say that in the thread that I am to put down, or use “Record decision” on one of its messages.';
    return slack.poster.toPerson(listener, remarkCard(text));
  }
  const asked: Asked = { user: said, listener: { ...listener, thread }, asking: said.ts };
  const tell = (replies: readonly Reply[]) => tellAll(slack, listener, replies);
  try {
    const first = await readThread(slack, channel, thread, nothingRead, 'none');
    if (!resumed || first.cursor === '') await tell(await drafted(slack, asked, first));
    await readOn(slack, asked, first);
  } catch (error) {
    await slack.poster.toPerson(listener, remarkCard(unreadableText(error)));
  }
}

/** "Record decision" on a message: a modal that fills itself with what its thread says. */
export async function recordThread(slack: SlackContext, deed: DeedOf<'shortcut'>): Promise<void> {
  const { channel, person, responseUrl } = deed;
  const direct = channel.startsWith('D');
  const thread = deed.thread ?? deed.ts;
  const listener = { channel, thread, person, direct, responseUrl };
  const notes = notesOf({ channel, thread }, direct);
  const asked: Asked = { user: deed, listener, asking: null };
  // Reading may take longer than a modal may wait to be opened.
  const view = await openModal(
    slack,
    listener,
    deed.trigger,
    cardModal(remarkCard('I am reading the thread …'), notes),
  );
  if (view === null) return;
  try {
    const first = await readThread(slack, channel, thread, nothingRead, 'none');
    await updateModal(slack, view, await formOf(slack, asked, await drafted(slack, asked, first)));
    await readOn(slack, asked, first);
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.uncertain) throw error;
    const alone = await drafted(slack, asked, onlyMessage(deed), `I read this message alone. ${unreadableText(error)}`);
    await updateModal(slack, { ...view, hash: '' }, await formOf(slack, asked, alone));
  }
}

/** Reads the rest where Slack made the bot wait for it, and says what it comes to. */
async function readOn(slack: SlackContext, asked: Asked, first: Read): Promise<void> {
  if (first.cursor === '') return;
  const whole = await readThread(slack, asked.listener.channel, asked.listener.thread, first, 'some');
  await tellAll(slack, asked.listener, await drafted(slack, asked, whole));
}

async function drafted(
  slack: SlackContext,
  { user, listener, asking }: Asked,
  read: Read,
  withheld = withheldText(read),
): Promise<readonly Reply[]> {
  const { channel, thread, direct } = listener;
  const speakers = new Set(read.messages.flatMap(({ user: id, bot_id }) => (id && bot_id == null ? [id] : [])));
  const people = await Promise.all([...speakers].slice(0, mostNames).map((id) => whoIs(slack, id)));
  const discussion: Discussion = {
    thread: toDiscussed(read, slack.self.user, asking),
    links: Object.fromEntries(
      slack.url === '' ? [] : read.messages.map(({ ts }) => [ts, addressOf(slack.url, channel, thread, ts)]),
    ),
    people: people.map(({ id, name }) => ({ id, name })),
    ...(withheld === null ? {} : { withheld }),
  };
  const place = { channel, thread: direct ? null : thread };
  return slack.bot.handle(await incomingBy(slack, user, place, { kind: 'discussion', discussion }));
}

function withheldText({ messages, total, cursor }: Read): string | null {
  if (cursor !== '')
    return `Slack gave me the first ${messages.length} of about ${total} messages, and gives me more each minute. I read on, and tell you here what the whole thread says.`;
  return total > messages.length || messages.length >= mostRead
    ? `I read the first ${messages.length} of ${total} messages.`
    : null;
}

/** A message's address, as Slack's own "Copy link" gives it. */
function addressOf(url: string, channel: string, thread: string, ts: string): string {
  const inThread = ts === thread ? '' : `?thread_ts=${thread}&cid=${channel}`;
  return `${url}archives/${channel}/p${ts.replace('.', '')}${inThread}`;
}

function onlyMessage({ ts, text, author }: DeedOf<'shortcut'>): Read {
  return { messages: [{ ts, text, user: author }], total: 1, cursor: '' };
}

async function formOf(slack: SlackContext, { user, listener }: Asked, replies: readonly Reply[]): Promise<Modal> {
  const form = replies.find((reply) => reply.form !== undefined)?.form;
  const notes = notesOf(listener, listener.direct);
  if (form === undefined) return cardModal(replies[0] ?? remarkCard('I could not read that thread.'), notes);
  return formView(slack, user.workspace, form, listener, listener.thread);
}

async function tellAll(slack: SlackContext, listener: Listener, cards: readonly Card[]): Promise<void> {
  for (const card of cards) await slack.poster.toPerson(listener, card);
}

/** Why a thread cannot be read, and whose move it is. @throws what trying again may mend */
function unreadableText(error: unknown): string {
  if (!(error instanceof SlackCallError) || error.uncertain || error.code === 'ratelimited') throw error;
  switch (error.code) {
    case 'missing_scope':
      return 'To read a thread I need channels:history and groups:history. Whoever manages the app adds them with “archcheck slack manifest --follow-ups”. Until then, “Record decision” on a message puts down that message alone.';
    case 'thread_not_found':
    case 'message_not_found':
      return 'That thread is not there any more.';
    case 'not_in_channel':
    case 'channel_not_found':
      return 'I am not in this channel, so I cannot read its threads. Somebody here has to invite me.';
    default:
      return 'Slack does not let me read that thread.';
  }
}
