import type { Incoming, Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { actionId } from '../../core/check/action-ids.ts';
import { illustrate } from './attach.ts';
import type { Circumstances } from './circumstances.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import { createEarly } from './early.ts';
import { cardModal, checkModal, forms, type Modal, parseStepId, questionPrefix, titleBlock } from './modal.ts';
import { type Notes, notesOf, readNotes } from './notes.ts';
import { openModal } from './open-modal.ts';
import type { Listener } from './post.ts';
import { cannotPost, isRefusal, SlackCallError } from './slack-error.ts';

/** Somebody who uses a check, and the modal in front of them or the way to open one. */
interface User {
  readonly workspace: string;
  readonly person: string;
}

/** Opens the check of a place: the one that waits there, or a new one. */
export async function openCheck(
  slack: SlackContext,
  user: User,
  listener: Listener,
  event: Incoming['event'],
  trigger: string,
): Promise<void> {
  const place: Place = listener;
  const notes = notesOf(place, listener.direct);
  // A trigger lives three seconds, and a model may take longer.
  const early = createEarly(() => openModal(slack, listener, trigger, cardModal(waitingModal, notes)));
  const replies = await slack.bot.handle(incoming(user, place, event), undefined, early.begin);
  const opened = await early.begun();
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict) {
    // A draft that needs no question any more: the words, or the answers before, settled it.
    return announce(slack, user, notes, verdict, async (told) => {
      if (opened?.value) await update(slack, { id: opened.value, hash: '' }, cardModal(done(verdict, told), notes));
    });
  }
  const modal = await modalOf(slack, user, notes, replies);
  if (opened === null) await openModal(slack, listener, trigger, modal);
  // Where it did not open early, the person has been told so.
  else if (opened.value) await update(slack, { id: opened.value, hash: '' }, modal);
}

/** A click in a modal of a check. */
export async function clickInCheck(
  slack: SlackContext,
  deed: DeedOf<'click'>,
  { resumed }: Circumstances,
): Promise<void> {
  const { view } = deed;
  if (view === null) return;
  const notes = readNotes(view.notes);
  if (notes === null) return update(slack, view, cardModal(outdatedModal, notesOf(nowhere, true)));
  if (resumed && (await finishAgain(slack, deed, notes))) return;
  if (notes.step !== null) {
    // What is filled in but not submitted is kept, wherever the click leads.
    const target = parseStepId(deed.id) ?? notes.step;
    const filled = await slack.bot.handle(
      incoming(deed, notes, await filledForm(slack, deed, notes, view.values, target)),
    );
    if (parseStepId(deed.id) !== null) return advance(slack, deed, notes, filled, view);
  } else if (view.values[titleBlock] !== undefined) {
    await slack.bot.handle(incoming(deed, notes, await filledForm(slack, deed, notes, view.values, null)));
  }
  const replies = await slack.bot.handle(incoming(deed, notes, { kind: 'action', id: deed.id }));
  await advance(slack, deed, notes, replies, view);
}

/** What submitting a form does beyond keeping what is filled in. */
const submitted: Readonly<Record<string, string>> = {
  [forms.confirm]: actionId({ kind: 'confirm' }),
  [forms.question]: actionId({ kind: 'finish' }),
};

/** A submitted form of a check. What comes next is told with the acknowledgement, as Slack wants it of forms. */
export async function submitCheck(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  { resumed, acknowledge }: Circumstances,
): Promise<void> {
  const notes = readNotes(deed.view.notes);
  if (notes === null)
    return acknowledge({ response_action: 'update', view: cardModal(outdatedModal, notesOf(nowhere, true)) });
  if (resumed && (await finishAgain(slack, deed, notes))) return;
  const next = notes.step === null ? null : notes.step + 1;
  const form = await filledForm(slack, deed, notes, deed.view.values, next);
  // A form wants its acknowledgement within three seconds, and a model that words the verdict may take longer.
  const early = createEarly(() => acknowledge({ response_action: 'update', view: cardModal(waitingModal, notes) }));
  const filled = await slack.bot.handle(incoming(deed, notes, form), undefined, early.begin);
  const then = submitted[deed.view.callback];
  const replies =
    then === undefined
      ? filled
      : await slack.bot.handle(incoming(deed, notes, { kind: 'action', id: then }), undefined, early.begin);
  const isTold = (await early.begun()) !== null;
  const tell = (view: Modal) =>
    isTold ? update(slack, { ...deed.view, hash: '' }, view) : acknowledge({ response_action: 'update', view });
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict === undefined) {
    await tell(await modalOf(slack, deed, notes, replies));
    return;
  }
  await tell(cardModal(done(verdict, 'I am posting it.'), notes));
  await announce(slack, deed, notes, verdict, (told) =>
    update(slack, { ...deed.view, hash: '' }, cardModal(done(verdict, told), notes)),
  );
}

/** Shows what comes next in the modal that is open; a verdict goes to the channel first. */
async function advance(
  slack: SlackContext,
  user: User,
  notes: Notes,
  replies: readonly Reply[],
  view: { readonly id: string; readonly hash: string },
): Promise<void> {
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict === undefined) {
    await update(slack, view, await modalOf(slack, user, notes, replies), () => current(slack, user, notes));
    return;
  }
  await announce(slack, user, notes, verdict, (told) =>
    update(slack, { ...view, hash: '' }, cardModal(done(verdict, told), notes)),
  );
}

/** After a crash: where the check was finished before it, its verdict is posted, unless it is there. */
async function finishAgain(slack: SlackContext, user: User, notes: Notes): Promise<boolean> {
  if (notes.record === null) return false;
  const at = incoming(user, notes, { kind: 'command', name: 'arch-check', words: '' });
  const verdict = await slack.bot.verdict(at, notes.record);
  if (verdict === null) return false;
  await postVerdict(slack, user, notes, verdict, true);
  return true;
}

/** A verdict is posted, the person told of it, and its picture drawn after that: nobody waits for it. */
async function announce(
  slack: SlackContext,
  user: User,
  notes: Notes,
  verdict: Reply,
  tell: (told: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const { told, card } = await postVerdict(slack, user, notes, verdict, false);
  await tell(told);
  if (card !== null && verdict.record !== undefined) await illustrate(slack, user.workspace, card, verdict.record);
}

/** @returns what the person is told of it, and the thread of the card where it is new */
async function postVerdict(
  slack: SlackContext,
  user: User,
  { channel, thread }: Place,
  verdict: Reply,
  resumed: boolean,
): Promise<{ readonly told: string; readonly card: Place | null }> {
  const { poster, name, log } = slack;
  const posting = { key: `verdict:${verdict.record ?? ''}`, resumed, since: null };
  try {
    const { ts, isNew } = await poster.toAll({ channel, thread }, verdict, posting);
    const told = thread === null ? 'It is posted in the channel.' : 'It is posted in the thread.';
    return { told, card: isNew ? { channel, thread: thread ?? ts[0] ?? null } : null };
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

async function modalOf(slack: SlackContext, user: User, notes: Notes, replies: readonly Reply[]): Promise<Modal> {
  const [reply = outdatedModal] = replies;
  return checkModal(reply, await slack.bot.sheet(incoming(user, notes, nothing)), notes);
}

/** The check as it is by now; null where it is finished. */
async function current(slack: SlackContext, user: User, notes: Notes): Promise<Modal | null> {
  if (!(await slack.bot.isChecking(incoming(user, notes, nothing)))) return null;
  return modalOf(slack, user, notes, await slack.bot.handle(incoming(user, notes, nothing)));
}

/**
 * Two quick clicks update one view, and the slower one finds another hash.
 *
 * @param fresh what to show then, in place of what may be older than what is there
 */
async function update(
  slack: SlackContext,
  { id, hash }: { readonly id: string; readonly hash: string },
  view: Modal,
  fresh: () => Promise<Modal | null> = async () => null,
): Promise<void> {
  try {
    await slack.api.call('views.update', { view_id: id, view, ...(hash === '' ? {} : { hash }) });
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    if (error.code === 'hash_conflict') {
      const newer = await fresh();
      if (newer !== null) await update(slack, { id, hash: '' }, newer);
    }
    // Closed in the meantime: what was answered is kept.
    else if (error.code !== 'not_found') throw error;
  }
}

/** What is filled in. @param step which one to go to; null, or one past the last, for whatever is open then */
async function filledForm(
  slack: SlackContext,
  user: User,
  notes: Notes,
  values: Readonly<Record<string, string>>,
  step: number | null,
): Promise<Incoming['event']> {
  const answers = Object.entries(values).flatMap(([block, value]) =>
    block.startsWith(questionPrefix) ? [[block.slice(questionPrefix.length), value] as const] : [],
  );
  const title = values[titleBlock];
  const sheet = step === null ? null : await slack.bot.sheet(incoming(user, notes, nothing));
  const ask = sheet?.steps[step ?? -1]?.questions[0]?.question.id;
  return {
    kind: 'form',
    answers: Object.fromEntries(answers),
    ...(title === undefined ? {} : { title }),
    ...(ask === undefined ? {} : { ask }),
  };
}

/** Asks for the check that waits, as it is. */
const nothing: Incoming['event'] = { kind: 'command', name: 'arch-check', words: '' };

function done(verdict: Reply, told: string): Card {
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

const waitingModal = remarkCard('One moment, I am reading …');
const nowhere: Place = { channel: '', thread: null };
const outdatedModal = remarkCard(
  'These questions are from another version of mine. What you answered is kept where it still fits: close this and start again with /arch-check.',
);
