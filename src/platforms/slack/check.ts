import type { Incoming, Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { actionId } from '../../core/check/action-ids.ts';
import type { Circumstances } from './circumstances.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf, Place } from './deed.ts';
import { createEarly } from './early.ts';
import { cardModal, checkModal, forms, type Modal, parseStepId, questionPrefix, titleBlock } from './modal.ts';
import { type Notes, notesOf, readNotes } from './notes.ts';
import { type Opened, openModal, showNext, updateModal } from './open-modal.ts';
import { announce, done, finishAgain, type User } from './verdict.ts';
import type { Listener } from './whisper.ts';

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
      if (opened?.value) await replace(slack, opened.value, cardModal(done(verdict, told), notes));
    });
  }
  const modal = await modalOf(slack, user, notes, replies);
  if (opened === null) await openModal(slack, listener, trigger, modal);
  // Where it did not open early, the person has been told so.
  else if (opened.value) await updateModal(slack, opened.value, modal);
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
  if (notes === null) {
    await updateModal(slack, view, cardModal(outdatedModal, notesOf(nowhere, true)));
    return;
  }
  if (resumed && (await finishAgain(slack, deed, notes, inPlace(slack, view, notes)))) return;
  // What is filled in but not submitted is kept, wherever the click leads.
  if (notes.step !== null || view.values[titleBlock] !== undefined) {
    const step = parseStepId(deed.id);
    const form = await filledForm(slack, deed, notes, view.values, notes.step === null ? null : (step ?? notes.step));
    const filled = await slack.bot.handle(incoming(deed, notes, form));
    if ((notes.step !== null && step !== null) || hasVerdict(filled)) return advance(slack, deed, notes, filled, view);
  }
  const replies = await slack.bot.handle(incoming(deed, notes, { kind: 'action', id: deed.id }));
  await advance(slack, deed, notes, replies, view);
}

/** An attempt that died after it had kept the last step leaves the verdict to whatever comes next. */
const hasVerdict = (replies: readonly Reply[]) => replies.some(({ record }) => record !== undefined);

/** What submitting a form does beyond keeping what is filled in. */
const submitted: Readonly<Record<string, string>> = {
  [forms.confirm]: actionId({ kind: 'confirm' }),
  [forms.question]: actionId({ kind: 'finish' }),
};

/** A submitted form of a check. What comes next is told with the acknowledgement, as Slack wants it of forms. */
export async function submitCheck(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  circumstances: Circumstances,
): Promise<void> {
  const notes = readNotes(deed.view.notes);
  const next = (view: Modal) => showNext(slack, deed.view, circumstances, view);
  if (notes === null) return next(cardModal(outdatedModal, notesOf(nowhere, true)));
  const show = inPlace(slack, deed.view, notes);
  if (circumstances.resumed && (await finishAgain(slack, deed, notes, show))) return;
  const step = notes.step === null ? null : notes.step + 1;
  const form = await filledForm(slack, deed, notes, deed.view.values, step);
  // A form wants its acknowledgement within three seconds, and a model that words the verdict may take longer.
  const early = createEarly(() => next(cardModal(waitingModal, notes)));
  const filled = await slack.bot.handle(incoming(deed, notes, form), undefined, early.begin);
  const then = submitted[deed.view.callback];
  const replies =
    then === undefined || hasVerdict(filled)
      ? filled
      : await slack.bot.handle(incoming(deed, notes, { kind: 'action', id: then }), undefined, early.begin);
  const told = await early.begun();
  const tell = (view: Modal) => (told === null ? next(view) : replace(slack, deed.view, view));
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict === undefined) return tell(await modalOf(slack, deed, notes, replies));
  await tell(cardModal(done(verdict, 'I am posting it.'), notes));
  await announce(slack, deed, notes, verdict, (posted) => show(done(verdict, posted)));
}

/** Shows a card in place of whatever the modal shows by now. */
function inPlace(slack: SlackContext, modal: { readonly id: string }, notes: Notes): (card: Card) => Promise<void> {
  return (card) => replace(slack, modal, cardModal(card, notes));
}

/** Shows something in place of whatever the modal shows by now. */
async function replace(slack: SlackContext, { id }: { readonly id: string }, view: Modal): Promise<void> {
  await updateModal(slack, { id, hash: '' }, view);
}

/** Shows what comes next in the modal that is open; a verdict goes to the channel first. */
async function advance(
  slack: SlackContext,
  user: User,
  notes: Notes,
  replies: readonly Reply[],
  view: Opened,
): Promise<void> {
  const show = inPlace(slack, view, notes);
  const verdict = replies.find(({ record }) => record !== undefined);
  if (verdict !== undefined) return announce(slack, user, notes, verdict, (told) => show(done(verdict, told)));
  const became = await updateModal(slack, view, await modalOf(slack, user, notes, replies));
  // Two quick clicks update one view, and the slower one finds what the faster one made of it, which may be older than the check.
  const newer = became === 'newer' ? await current(slack, user, notes) : null;
  if (newer !== null) await replace(slack, view, newer);
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

const waitingModal = remarkCard('One moment, I am reading …');
const nowhere: Place = { channel: '', thread: null };
const outdatedModal = remarkCard(
  'These questions are from another version of mine. What you answered is kept where it still fits: close this and start again with /arch-check.',
);
