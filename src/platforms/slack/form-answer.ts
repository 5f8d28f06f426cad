import { type Card, remarkCard } from '../../core/card.ts';
import type { Circumstances } from './circumstances.ts';
import type { SlackContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { cardModal, type Modal } from './modal.ts';
import type { Notes } from './notes.ts';
import { SlackCallError } from './slack-error.ts';

/** What comes of a submitted form, for whoever submitted it. */
export interface FormAnswer {
  /** Shows what is wrong with it, by block. */
  refuse(errors: Readonly<Record<string, string>>): Promise<void>;
  /** Says why nothing could be done with it now, on top of it: what was typed is still there. */
  fail(text: string): Promise<void>;
  /** Shows something in its place; again what is to be seen by then. */
  show(view: Modal): Promise<void>;
}

/**
 * Slack wants to hear of a form within three seconds, and is to be told with that what comes next. Where it takes longer, as when Slack
 * itself is slow, a view is put on top of the form in time: that one says what came of it, and below it what was typed is still there.
 */
export function createFormAnswer(
  { api, log, acknowledgeMs }: SlackContext,
  deed: DeedOf<'submission'>,
  notes: Notes,
  { resumed, acknowledge }: Circumstances,
): FormAnswer {
  const name = `late:${deed.key}`.slice(0, 255);
  const onTop = (card: Card, isOver: boolean): Modal => ({
    ...cardModal(card, notes),
    external_id: name,
    clear_on_close: isOver,
  });
  // What was submitted to an earlier attempt was acknowledged, or has failed before the person's eyes.
  let isLate = resumed;
  let told: Promise<void> | null = null;
  const timer = setTimeout(() => {
    isLate = true;
    told = acknowledge({ response_action: 'push', view: onTop(slow, true) }).catch((error: unknown) =>
      log.info(`not told that it takes longer: ${String(error)}`),
    );
  }, acknowledgeMs).unref();
  if (resumed) clearTimeout(timer);

  /** The first to answer does so with the acknowledgement, unless it comes too late for that. */
  async function answer(inTime: InTime, late: Modal): Promise<void> {
    clearTimeout(timer);
    if (!isLate && told === null) {
      told = acknowledge(inTime);
      return told;
    }
    await told;
    if (isLate && (await isUpdated({ external_id: name }, late))) return;
    // An earlier attempt may have put something in the form's place; what is wrong with it is not worth what was typed.
    if (!isLate || (resumed && inTime.response_action === 'update')) await isUpdated({ view_id: deed.view.id }, late);
  }

  /** @returns false where it is closed, or was never there */
  async function isUpdated(which: object, view: Modal): Promise<boolean> {
    try {
      await api.call('views.update', { ...which, view });
      return true;
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
      log.info(`not told in the modal: ${error.message}`);
      return false;
    }
  }

  const back = (text: string) => onTop(remarkCard(`${text} Close this to go back to the form.`), false);
  return {
    refuse: (errors) => answer({ response_action: 'errors', errors }, back(Object.values(errors).join(' '))),
    fail: (text) => answer({ response_action: 'push', view: back(text) }, back(text)),
    show: (view) =>
      answer({ response_action: 'update', view }, isLate ? { ...view, external_id: name, clear_on_close: true } : view),
  };
}

/** What an acknowledgement says of what comes next. */
type InTime =
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'push' | 'update'; readonly view: Modal };

const slow = remarkCard(
  'One moment: this takes longer than usual. You can close this; what you have submitted is kept, and I go on with it.',
);
