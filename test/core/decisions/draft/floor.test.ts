import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';
import { scoreThreads } from '../../../../src/core/evaluation/score-threads.ts';
import { reader } from './support.ts';

const labelled = z.object({
  id: z.string(),
  kind: z.string(),
  thread: z.looseObject({
    messages: z.array(
      z.looseObject({ id: z.string(), text: z.string(), deleted: z.boolean().optional(), bot: z.boolean().optional() }),
    ),
  }),
  expected: z.object({
    decided: z.boolean(),
    chosen: z.string().nullable(),
    deciders: z.array(z.string()),
    points: z.array(z.object({ kind: z.string(), message: z.string() })),
    secrets: z.array(z.string()),
  }),
});

test.each([
  ['tune', { decided: 90, chosen: 90, deciders: 85, found: 80 }],
  ['check', { decided: 90, chosen: 90, deciders: 85, found: 80 }],
  ['kept', { decided: 80, chosen: 75, deciders: 80, found: 75 }],
  ['strangers', { decided: 90, chosen: 85, deciders: 85, found: 80 }],
])('the threads of %s stay read', (part, least) => {
  const items = readFileSync(`test/evaluation/threads/${part}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelled.parse(JSON.parse(line)));
  const results = items.map(({ thread }) => {
    const draft = draftThread(threadSchema.parse(thread), reader);
    return { ...draft, shown: JSON.stringify(draft) };
  });
  const score = scoreThreads(items, results);
  expect(score.decided).toBeGreaterThanOrEqual(least.decided);
  expect(score.chosen).toBeGreaterThanOrEqual(least.chosen);
  expect(score.deciderPrecision).toBeGreaterThanOrEqual(least.deciders);
  expect(score.deciderRecall).toBeGreaterThanOrEqual(least.found);
  expect({ leaked: score.leaked, forbidden: score.forbidden }).toEqual({ leaked: 0, forbidden: 0 });
});
