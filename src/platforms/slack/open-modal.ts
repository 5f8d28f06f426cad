import { z } from 'zod';
import { remarkCard } from '../../core/card.ts';
import type { Circumstances } from './circumstances.ts';
import type { SlackContext } from './context.ts';
import type { Modal } from './modal.ts';
import { isRefusal, SlackCallError, tooLate } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const openedSchema = z.looseObject({ view: z.looseObject({ id: z.string(), hash: z.string().default('') }) });

/** A modal as it was when it opened. */
export interface Opened {
  readonly id: string;
  /** Slack's mark of what it shows; empty where whatever it shows by then is to be replaced. */
  readonly hash: string;
}

/**
 * Opens a modal. Where it is too late for that, or Slack does not say whether it opened, the person is told to try once more.
 *
 * @returns null where it did not open
 */
export async function openModal(
  slack: SlackContext,
  listener: Listener,
  trigger: string,
  view: Modal,
): Promise<Opened | null> {
  try {
    const { id, hash } = openedSchema.parse(await slack.api.call('views.open', { trigger_id: trigger, view })).view;
    return { id, hash };
  } catch (error) {
    const isUnclear = error instanceof SlackCallError && error.uncertain;
    if (!isUnclear && !isRefusal(error, tooLate)) throw error;
    slack.log.info(String(error));
    const text = 'That took too long, so Slack did not open the form. Nothing is lost: please try once more.';
    await slack.poster.toPerson(listener, remarkCard(text));
    return null;
  }
}

/**
 * Shows something else in a modal that is open. Whoever has closed it in the meantime wants it no more, and whoever has gone on in it
 * is not taken back: a call that timed out may take effect long after.
 *
 * @returns what became of the modal: it shows the view, it is closed, or it shows something newer than its mark
 */
export async function updateModal(
  slack: SlackContext,
  { id, hash }: Opened,
  view: Modal,
): Promise<'shown' | 'closed' | 'newer'> {
  const which = { view_id: id, ...(hash === '' ? {} : { hash }) };
  try {
    await slack.api.call('views.update', { ...which, view });
    return 'shown';
  } catch (error) {
    const code = error instanceof SlackCallError ? error.code : '';
    if (code === 'not_found') return 'closed';
    if (code === 'hash_conflict') return 'newer';
    throw error;
  }
}

/**
 * Shows what comes next in the place of a form that was submitted: told with its acknowledgement, as Slack wants it, or in the form
 * itself where that was an earlier attempt's to acknowledge.
 */
export async function showNext(
  slack: SlackContext,
  { id }: { readonly id: string },
  { resumed, acknowledge }: Circumstances,
  view: Modal,
): Promise<void> {
  if (resumed) await updateModal(slack, { id, hash: '' }, view);
  else await acknowledge({ response_action: 'update', view });
}
