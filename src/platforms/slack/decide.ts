import type { Incoming } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { parseDecisionActionId } from '../../core/decisions/action-ids.ts';
import { parseTeamActionId } from '../../core/team/action-ids.ts';
import { say } from '../say.ts';
import { conversationOf, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { createEarly } from './early.ts';
import { formView, sight } from './forms.ts';
import { cardModal } from './modal.ts';
import { notesOf } from './notes.ts';
import { openModal, updateModal } from './open-modal.ts';
import { incomingBy } from './people.ts';
import { cannotPost, SlackCallError } from './slack-error.ts';
import { cannotPostText } from './target.ts';
import { createVoice } from './voice.ts';
import type { Listener } from './whisper.ts';

export interface Asking {
  readonly user: { readonly workspace: string; readonly person: string; readonly key: string | null };
  readonly listener: Listener;
  readonly trigger: string;
  /** The thread that a card stands in; null where nothing was pressed. */
  readonly thread: string | null;
  readonly resumed: boolean;
}

/** Does what somebody asked for about a decision or a team check: opens the form for it, or says what came of it. */
export async function decide(slack: SlackContext, asking: Asking, event: Incoming['event']): Promise<void> {
  const { user, listener, trigger, thread, resumed } = asking;
  const place: Place = { channel: listener.channel, thread: listener.direct ? null : listener.thread };
  const modalOf = (card: Card) => cardModal(card, notesOf(listener, listener.direct));
  // A trigger lives three seconds, and Slack itself may take longer to say who somebody is.
  const early = createEarly(() => openModal(slack, listener, trigger, modalOf(oneMoment)));
  const timer = asksWithForm(event) ? setTimeout(early.begin, slack.acknowledgeMs) : undefined;
  const replies = await incomingBy(slack, user, place, event)
    .then((asked) => slack.bot.handle(asked, sight(slack, user.person)))
    .finally(() => clearTimeout(timer));
  const opened = await early.begun();
  const form = replies.find((reply) => reply.form !== undefined)?.form;
  if (form !== undefined) {
    const view = await formView(slack, user.workspace, form, listener, thread);
    if (opened === null) await openModal(slack, listener, trigger, view);
    // Where it did not open early, the person has been told so.
    else if (opened.value !== null) await updateModal(slack, opened.value, view);
    return;
  }
  if (opened?.value) await updateModal(slack, opened.value, modalOf(replies[0] ?? remarkCard('That is done.')));
  const voice = createVoice(slack, { listener, resumed, since: null });
  const conversation = conversationOf({ channel: listener.channel, thread: thread ?? listener.thread });
  await say({ ...slack, voice, workspace: user.workspace, conversation, key: user.key ?? '' }, replies).catch(
    (error: unknown) => {
      if (!(error instanceof SlackCallError) || !cannotPost.has(error.code)) throw error;
      slack.log.info(`what somebody did is not told to all: ${error.message}`);
      return slack.poster.toPerson(listener, remarkCard(`It is kept. ${cannotPostText(error.code)}`));
    },
  );
}

const oneMoment = remarkCard('One moment …');

/** What is asked for with a form, by those who may. */
const withForm: ReadonlySet<string> = new Set(['record', 'draft', 'object', 'edit', 'supersede', 'recheck', 'answer']);

function asksWithForm(event: Incoming['event']): boolean {
  if (event.kind === 'command') return /^(?:team|record|object|edit|supersede|recheck)\b/i.test(event.words);
  if (event.kind !== 'action') return false;
  return withForm.has((parseDecisionActionId(event.id) ?? parseTeamActionId(event.id))?.kind ?? '');
}
