import { z } from 'zod';
import type { JobStore } from '../../jobs.ts';
import type { Decision } from '../decision.ts';

/** What a review's job carries: for which date it was set. */
export const reviewJobSchema = z.object({ kind: z.literal('review'), decision: z.string(), reviewAt: z.int() });

/** Sees to it that the decision is come back to on its review date, and not on an earlier one. What is due by now was seen to before. */
export async function scheduleReview(jobs: JobStore, decision: Decision, now: number): Promise<void> {
  const { workspace, id, platform, reviewAt, status } = decision;
  const key = `review:${id}`;
  if (reviewAt === null || status === 'superseded') return jobs.cancel(workspace, key);
  if (reviewAt <= now) return;
  const payload: z.output<typeof reviewJobSchema> = { kind: 'review', decision: id, reviewAt };
  return jobs.put({ workspace, key, platform, dueAt: reviewAt, payload });
}
