import type { App } from '../app.ts';
import { draftThread } from '../core/decisions/draft/draft.ts';
import { draftCard } from '../core/decisions/draft/draft-card.ts';
import { threadInput, toThread } from '../core/decisions/draft/thread.ts';
import type { World } from '../world.ts';
import { jsonLines, lineId } from './jsonl.ts';
import { postedEverywhere } from './posted.ts';

const threadLine = threadInput.extend({ id: lineId });

/** A thread a line in, the draft of its decision a line out. */
export async function draftDecisions(world: World, app: App): Promise<number> {
  const reader = await app.threads();
  await jsonLines(world, threadLine, ({ id, ...thread }) => {
    const started = performance.now();
    const draft = draftThread(toThread(thread), reader);
    const { decided, chosen, deciders, points } = draft;
    return {
      id,
      decided,
      chosen,
      deciders,
      points,
      posted: postedEverywhere(draftCard(draft)),
      ms: Math.round((performance.now() - started) * 1000) / 1000,
    };
  });
  return 0;
}
