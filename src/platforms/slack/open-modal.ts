import { z } from 'zod';
import { remarkCard } from '../../core/card.ts';
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
 */
export async function updateModal(slack: SlackContext, { id, hash }: Opened, view: Modal): Promise<void> {
  const which = { view_id: id, ...(hash === '' ? {} : { hash }) };
  await slack.api.call('views.update', { ...which, view }).catch((error: unknown) => {
    if (!(error instanceof SlackCallError) || !['not_found', 'hash_conflict'].includes(error.code)) throw error;
  });
}
