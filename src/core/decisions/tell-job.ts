import { z } from 'zod';
import type { Job } from '../jobs.ts';
import type { Decision } from './decision.ts';

/** What a change's job carries: whose change it is, which one of its history, and whose cards change with it. */
export const tellJobSchema = z.object({
  kind: z.literal('tell'),
  decision: z.string(),
  change: z.int(),
  others: z.array(z.string()),
});

/**
 * What sees to it that a change of the first of some decisions is told to all who read it. It is kept with the change, and due at once:
 * whoever made the change tells it, and whoever comes first where they did not live to.
 *
 * @param at the change's place in the history
 * @returns null where nobody else reads it
 */
export function tellJobOf([decision, ...others]: readonly Decision[], at: number): Job | null {
  const change = decision?.history[at];
  if (decision === undefined || change === undefined || decision.platform === 'terminal') return null;
  const { workspace, id, platform } = decision;
  const payload: z.output<typeof tellJobSchema> = {
    kind: 'tell',
    decision: id,
    change: at,
    others: others.map((other) => other.id),
  };
  return { workspace, platform, key: `tell:${id}:${at}`, dueAt: change.at, payload };
}
