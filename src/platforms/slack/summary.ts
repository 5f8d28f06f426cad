import type { types } from '@slack/bolt';
import { type Card, remarkCard } from '../../core/card.ts';
import type { Thread } from '../../core/ports.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { channelOf, incoming, type SlackContext } from './context.ts';
import type { DeedOf, Message, Place } from './deed.ts';
import { parseMessageLink } from './message-link.ts';
import { cardModal, forms, type Modal } from './modal.ts';
import { type Notes, notesOf, readNotes } from './notes.ts';
import { openModal } from './open-modal.ts';
import type { Listener } from './post.ts';
import { toBlocks } from './render.ts';
import { plain } from './render-actions.ts';
import { isPublic, maySee } from './sight.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';
import type { Circumstances } from './work.ts';

const whereBlock = 'where';
const linkBlock = 'link';
const thisThread = 'this';
const aLink = 'link';
const maxLabel = 75;

/** The saved check whose summary a button posts; null for any other button. */
export function parseSummaryId(id: string): string | null {
  return /^check:summary:(.+)$/.exec(id)?.[1] ?? null;
}

/** Asks where a summary is to go: this card's thread, one of the bot's recent ones in the channel, or a pasted link. */
export async function askWhere(
  slack: SlackContext,
  deed: DeedOf<'click'>,
  message: Message,
  record: string,
): Promise<void> {
  const thread = message.thread ?? message.ts;
  const notes: Notes = {
    ...notesOf({ channel: message.channel, thread: null }, message.channel.startsWith('D')),
    card: { record, thread },
  };
  const known = await slack.threads.of(deed.workspace, message.channel);
  const recent = known.filter((each) => each.thread !== thread);
  const listener: Listener = { ...message, person: deed.person, direct: message.channel.startsWith('D') };
  await openModal(slack, listener, deed.trigger, whereModal(notes, recent));
}

function whereModal(notes: Notes, recent: readonly Thread[]): Modal {
  const head: Card = {
    summary: 'Post a summary',
    blocks: [
      { kind: 'text', text: 'The verdict in a few lines, with its reasons, for a thread in which it was discussed.' },
    ],
  };
  const options = [
    option('The thread of this verdict', thisThread),
    ...recent.map(({ thread, text }) => option(`“${text}”`, thread)),
    option('The thread of a message that I link to below', aLink),
  ];
  const [first] = options;
  return {
    ...cardModal(head, notes),
    callback_id: forms.summary,
    title: plain('Post a summary'),
    submit: plain('Post'),
    blocks: [
      ...toBlocks(head),
      {
        type: 'input',
        block_id: whereBlock,
        label: plain('Where?'),
        element: { type: 'radio_buttons', action_id: whereBlock, options, ...(first ? { initial_option: first } : {}) },
      },
      {
        type: 'input',
        block_id: linkBlock,
        optional: true,
        label: plain('Link to a message'),
        hint: plain('In Slack: the three dots beside a message, then “Copy link”.'),
        element: { type: 'plain_text_input', action_id: linkBlock, max_length: 500 },
      },
    ],
  };
}

/** Posts the summary where the person chose to. */
export async function postSummary(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  { resumed, acknowledge }: Circumstances,
): Promise<void> {
  const { view, person, workspace } = deed;
  const notes = readNotes(view.notes);
  if (notes?.card == null) {
    const text = 'This form is from another version of mine. Please close it and press the button again.';
    return acknowledge({
      response_action: 'update',
      view: cardModal(remarkCard(text), notesOf(notes ?? nowhere, true)),
    });
  }
  const target = targetOf(notes, view.values);
  if (target === null) return refuse(acknowledge, 'Please paste the link of a message: https://….slack.com/archives/…');
  const allowed = await mayPost(slack, deed, notes, target);
  if (allowed !== null) return refuse(acknowledge, allowed);
  const heard: Listener = { ...notes, person, responseUrl: '' };
  const closing = (text: string) => cardModal(remarkCard(text), notes);
  await acknowledge({ response_action: 'update', view: closing('I am posting it.') });
  const at = incoming({ workspace, person }, target, { kind: 'action', id: `check:summary:${notes.card.record}` });
  let told = 'It is posted.';
  for (const reply of await slack.bot.handle(at)) {
    if (reply.toAll !== true) {
      await slack.poster.toPerson(heard, reply);
      told = 'It could not be posted.';
      continue;
    }
    try {
      await slack.poster.toAll(target, reply, { key: deed.key ?? '', resumed, since: null });
    } catch (error) {
      if (!isRefusal(error, cannotPost)) throw error;
      slack.log.info(`a summary was not posted: ${String(error)}`);
      told = `I cannot post there: ${reasonOf(error)}`;
    }
  }
  await slack.api.call('views.update', { view_id: view.id, view: closing(told) }).catch((error: unknown) => {
    if (!(error instanceof SlackCallError)) throw error;
    slack.log.info(`not told in the modal: ${error.message}`);
  });
}

function targetOf({ channel, card }: Notes, values: Readonly<Record<string, string>>): Place | null {
  const where = values[whereBlock] ?? thisThread;
  if (where === aLink || (values[linkBlock] ?? '') !== '') return parseMessageLink(values[linkBlock] ?? '');
  return { channel, thread: where === thisThread ? (card?.thread ?? null) : where };
}

/** What speaks against it, or null. What was checked in private stays there, and nobody posts where they cannot read. */
async function mayPost(
  slack: SlackContext,
  { workspace, person }: { readonly workspace: string; readonly person: string },
  notes: Notes,
  target: Place,
): Promise<string | null> {
  if (target.channel === notes.channel) return null;
  const record = await slack.checks.get(workspace, notes.card?.record ?? '');
  const from = channelOf(record?.conversation ?? notes.channel);
  // Also where it came from: somebody may have left, and still have the verdict in the direct conversation.
  if (target.channel !== from && !(await isPublic(slack, from)))
    return 'That check was run in private, so its summary stays there too.';
  if (await maySee(slack, target.channel, person)) return null;
  return 'I cannot see that channel, or you are not in it.';
}

function refuse(acknowledge: Circumstances['acknowledge'], text: string): Promise<void> {
  return acknowledge({ response_action: 'errors', errors: { [linkBlock]: text } });
}

function reasonOf(error: unknown): string {
  const code = error instanceof SlackCallError ? error.code : '';
  if (code === 'is_archived') return 'the channel is archived.';
  if (code === 'thread_not_found' || code === 'message_not_found') return 'that message is not there any more.';
  return 'I am not in that channel. Somebody there has to invite me.';
}

function option(label: string, value: string): types.PlainTextOption {
  const text = neutralise(label).replace(/\s+/g, ' ').trim();
  return { text: plain(text.length <= maxLabel ? text : `${text.slice(0, maxLabel - 2)}…”`), value };
}

const nowhere: Place = { channel: '', thread: null };
