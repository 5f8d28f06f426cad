import { z } from 'zod';
import type { Incoming } from '../bot-events.ts';
import type { DraftKey, DraftStore } from '../drafts.ts';
import { UserError } from '../errors.ts';
import { type Draft, draftSchema } from './draft.ts';

/** A draft with the id that its record will have, so that finishing it twice, after a crash in between, keeps one record. */
export const keptDraft = z.object({ record: z.string(), draft: draftSchema });
export type KeptDraft = z.output<typeof keptDraft>;

/** Two that change one draft at once: the loser reads again. More often than this is no accident. */
const maxAttempts = 8;

/**
 * Changes the draft that waits in a place, as it is by then.
 *
 * @returns `outdated` where it cannot be read any more; null where none waits
 * @throws {UserError} where others change it all the time
 */
export async function changeDraft(
  drafts: DraftStore<KeptDraft>,
  key: DraftKey,
  changed: (draft: Draft) => Draft,
): Promise<{ readonly kept: KeptDraft; readonly revision: number } | 'outdated' | null> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const waiting = await drafts.get(key);
    if (waiting === null) return null;
    if (waiting.kind === 'outdated') return 'outdated';
    const kept = { ...waiting.draft, draft: changed(waiting.draft.draft) };
    const revision = await drafts.save(key, kept, waiting.revision);
    if (revision !== null) return { kept, revision };
  }
  throw new UserError('This check is being changed from several places at once. Try again in a moment.');
}

/** Where a person's draft is kept: one in each conversation. */
export function keyOf({ workspace, conversation, person }: Incoming): DraftKey {
  return { workspace, conversation, person };
}

/** Whether starting afresh would lose something. */
export function isBegun(draft: Draft): boolean {
  return draft.order.length > 0 || Object.keys(draft.prefilled).length > 0;
}
