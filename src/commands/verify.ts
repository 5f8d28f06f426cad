import { z } from 'zod';
import type { App } from '../app.ts';
import type { World } from '../world.ts';
import { jsonLines, lineId } from './jsonl.ts';

const claimLine = z.object({
  id: lineId,
  claim: z.string(),
  quotes: z.array(z.object({ section: z.string(), text: z.string() })),
});

/** `verify --jsonl`: the sentence verifier alone. */
export async function verify(world: World, app: App): Promise<number> {
  const judge = await app.verifier();
  await jsonLines(world, claimLine, ({ id, claim, quotes }) => {
    const { accepted, reason, failed } = judge({ claim, quotes });
    return { id, accepted, reason, failed };
  });
  return 0;
}
