import { z } from 'zod';
import { remarkCard } from '../../core/card.ts';
import type { SlackContext } from './context.ts';
import type { Modal } from './modal.ts';
import { isRefusal, SlackCallError, tooLate } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const openedSchema = z.looseObject({ view: z.looseObject({ id: z.string() }) });

/**
 * Opens a modal. Where it is too late for that, or Slack does not say whether it opened, the person is told to try once more.
 *
 * @returns its id; null where it did not open
 */
export async function openModal(
  slack: SlackContext,
  listener: Listener,
  trigger: string,
  view: Modal,
): Promise<string | null> {
  try {
    return openedSchema.parse(await slack.api.call('views.open', { trigger_id: trigger, view })).view.id;
  } catch (error) {
    const isUnclear = error instanceof SlackCallError && error.uncertain;
    if (!isUnclear && !isRefusal(error, tooLate)) throw error;
    slack.log.info(String(error));
    const text = 'That took too long, so Slack did not open the form. Nothing is lost: please try once more.';
    await slack.poster.toPerson(listener, remarkCard(text));
    return null;
  }
}

/** Shows something else in a modal that is open. Whoever has closed it in the meantime wants it no more. */
export async function updateModal(slack: SlackContext, id: string, view: Modal): Promise<void> {
  await slack.api.call('views.update', { view_id: id, view }).catch((error: unknown) => {
    if (!(error instanceof SlackCallError) || error.code !== 'not_found') throw error;
  });
}
