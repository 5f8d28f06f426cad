import type { Incoming, Reply, Sight } from '../../core/bot-events.ts';
import { remarkCard } from '../../core/card.ts';
import { UserError } from '../../core/errors.ts';
import type { Form, FormValues } from '../../core/form.ts';
import { say } from '../say.ts';
import { parseSummaryId } from '../summary.ts';
import { linkField, whereOf, withWhere } from '../where.ts';
import type { Circumstances } from './circumstances.ts';
import { conversationOf, incoming, type SlackContext } from './context.ts';
import { type DeedOf, fieldPrefix, type Place } from './deed.ts';
import { createFormAnswer, type FormAnswer } from './form-answer.ts';
import { filledIn, formErrors, formModal } from './form-modal.ts';
import { cardModal, type Modal } from './modal.ts';
import { type Notes, notesOf, readNotes } from './notes.ts';
import { openModal } from './open-modal.ts';
import { incomingBy, whoIs } from './people.ts';
import { sightOf } from './sight.ts';
import { cannotPost, isRefusal, refusedText, SlackCallError } from './slack-error.ts';
import { cannotPostText, mayRepeatAt, targetOf } from './target.ts';
import { createVoice } from './voice.ts';
import type { Listener } from './whisper.ts';

/** Where a form was opened. */
export interface Opening {
  readonly listener: Listener;
  readonly trigger: string;
  /** The thread of the card that it was opened from, which is what "here" means; null for the channel itself. */
  readonly thread: string | null;
}

/** Opens a form as a modal. */
export async function openForm(slack: SlackContext, workspace: string, form: Form, opening: Opening): Promise<void> {
  const { listener, trigger, thread } = opening;
  await openModal(slack, listener, trigger, await formView(slack, workspace, form, listener, thread));
}

/** A form as a modal that knows where it was opened. */
export async function formView(
  slack: SlackContext,
  workspace: string,
  form: Form,
  listener: Listener,
  thread: string | null,
): Promise<Modal> {
  const { channel, direct } = listener;
  const asksWhere = form.asksWhere === true;
  const notes: Notes = {
    ...notesOf({ channel, thread: direct ? null : listener.thread }, direct),
    form: { id: form.id, thread, asksWhere },
  };
  const shown = asksWhere ? await withPlaces(slack, workspace, form, channel, thread) : form;
  return formModal(shown, notes);
}

async function withPlaces(
  slack: SlackContext,
  workspace: string,
  form: Form,
  channel: string,
  thread: string | null,
): Promise<Form> {
  const known = await slack.threads.of(workspace, channel);
  return withWhere(form, {
    here: thread === null ? 'Here, in the channel' : 'This thread',
    recent: known.filter((each) => each.thread !== thread),
    linkHint: 'In Slack: the three dots beside a message, then “Copy link”.',
  });
}

/** A form was submitted: what is wrong with it is shown in it; what comes of it is said where it belongs. */
export async function submitForm(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  circumstances: Circumstances,
): Promise<void> {
  const notes = readNotes(deed.view.notes) ?? notesOf(nowhere, true);
  const answer = createFormAnswer(slack, deed, notes, circumstances);
  try {
    await submitted(slack, deed, notes, answer, circumstances.resumed);
  } catch (error) {
    if (error instanceof UserError) {
      slack.log.error(error.message);
      return answer.fail(`I cannot do that now. ${error.message}`);
    }
    if (error instanceof SlackCallError && !error.uncertain && error.code !== 'ratelimited')
      await answer.fail(refusedText);
    throw error;
  }
}

async function submitted(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  notes: Notes,
  answer: FormAnswer,
  resumed: boolean,
): Promise<void> {
  const { person } = deed;
  const { form } = notes;
  if (form === null) return answer.show(cardModal(outdated, notes));
  const values = await valuesOf(slack, deed);
  const here: Place = { channel: notes.channel, thread: form.thread };
  const from = await homeOf(slack, deed.workspace, form.id, conversationOf(notes));
  const target = form.asksWhere
    ? await targetOf(slack, whereOf(values), { person, at: here, from })
    : { channel: notes.channel, thread: form.thread ?? notes.thread };
  if ('refused' in target) return answer.refuse({ [`${fieldPrefix}${linkField}`]: target.refused });
  const replies = await slack.bot.handle(await submission(slack, deed, form.id, values, target), sight(slack, person));
  const again = replies.find((reply) => reply.form !== undefined)?.form;
  if (again !== undefined) {
    const errors = formErrors(again);
    if (errors !== null) return answer.refuse(errors);
    const next = form.asksWhere ? await withPlaces(slack, deed.workspace, again, notes.channel, form.thread) : again;
    return answer.show(formModal(next, notes));
  }
  const forAll = replies.filter(({ toAll }) => toAll === true);
  const alone = replies.filter(({ toAll }) => toAll !== true);
  const [noted] = alone;
  await answer.show(cardModal(noted ?? remarkCard('I am posting it.'), notes));
  const told = await sayAll(slack, deed, notes, target, [...forAll, ...alone.slice(1)], resumed);
  if (noted === undefined || told !== posted) await answer.show(cardModal(remarkCard(told), notes));
}

const posted = 'It is posted.';

/** @returns what the person is told of it */
async function sayAll(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  notes: Notes,
  target: Place,
  replies: readonly Reply[],
  resumed: boolean,
): Promise<string> {
  const listener: Listener = {
    ...notes,
    thread: notes.form?.thread ?? notes.thread,
    person: deed.person,
    responseUrl: '',
  };
  try {
    await say(
      {
        ...slack,
        voice: createVoice(slack, { listener, resumed, since: null }),
        workspace: deed.workspace,
        conversation: conversationOf(target),
        key: deed.key ?? '',
      },
      replies,
    );
    return posted;
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    slack.log.info(`what a form led to was not posted: ${String(error)}`);
    return `It is kept. ${cannotPostText(error instanceof SlackCallError ? error.code : '')}`;
  }
}

/** What was submitted, done in the place where it is to stand; a direct conversation is one, whatever the thread. */
function submission(
  slack: SlackContext,
  deed: DeedOf<'submission'>,
  form: string,
  values: FormValues,
  target: Place,
): Promise<Incoming> {
  const place: Place = target.channel.startsWith('D') ? { ...target, thread: null } : target;
  if (parseSummaryId(form) !== null) return Promise.resolve(incoming(deed, place, { kind: 'action', id: form }));
  return incomingBy(slack, deed, place, { kind: 'submit', form, values });
}

/** The conversation that holds what a form posts: a summary's check may have been run elsewhere. */
async function homeOf(slack: SlackContext, workspace: string, form: string, opened: string): Promise<string> {
  const record = parseSummaryId(form);
  const check = record === null ? null : await slack.checks.get(workspace, record);
  return check?.conversation ?? opened;
}

/** Somebody who has chosen a place for something may bring there what others can find anyway. */
export function sight(slack: SlackContext, person: string): Sight {
  return { ...sightOf(slack, person), mayRepeat: (from, to) => mayRepeatAt(slack, from, to, person) };
}

/** The people in a form come as ids, and are kept with the names that they have now. */
async function valuesOf(slack: SlackContext, { view }: DeedOf<'submission'>): Promise<FormValues> {
  const entries = Object.entries(filledIn(view)).map(async ([field, value]) => {
    if (typeof value === 'string') return [field, value] as const;
    const people = await Promise.all(value.map((id) => whoIs(slack, id)));
    return [field, people.map(({ id, name }) => ({ id, name }))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const nowhere: Place = { channel: '', thread: null };
const outdated = remarkCard('This form is from another version of mine. Please close it and press the button again.');
