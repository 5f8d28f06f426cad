import { z } from 'zod';
import type { Job } from '../../jobs.ts';
import type { Decision } from '../decision.ts';

/** What a review's job carries: for which date it was set. */
export const reviewJobSchema = z.object({ kind: z.literal('review'), decision: z.string(), reviewAt: z.int() });

/**
 * What sees to it that the decision is come back to on its review date: kept with every change, in the place of the one before. None where
 * it has no date, or is not in force; what is due by now was seen to before. One that is left over from another date wakes nobody.
 */
export function reviewJobsOf({ workspace, id, platform, reviewAt, status }: Decision, now: number): readonly Job[] {
  if (reviewAt === null || status === 'superseded' || reviewAt <= now) return [];
  const payload: z.output<typeof reviewJobSchema> = { kind: 'review', decision: id, reviewAt };
  return [{ workspace, key: `review:${id}`, platform, dueAt: reviewAt, payload }];
}
