import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';
import { labelledThread, scoreThreads } from '../../../../src/core/evaluation/score-threads.ts';
import { reader } from './support.ts';

test.each([
  ['tune', { decided: 90, chosen: 90, deciders: 85, found: 80 }],
  ['check', { decided: 90, chosen: 90, deciders: 85, found: 80 }],
  ['strangers', { decided: 89, chosen: 81, deciders: 81, found: 88 }],
  ['author-f', { decided: 77, chosen: 60, deciders: 67, found: 72 }],
  ['author-g', { decided: 79, chosen: 66, deciders: 73, found: 69 }],
])('the threads of %s stay read', (part, least) => {
  const items = readFileSync(`test/evaluation/threads/${part}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelledThread.parse(JSON.parse(line)));
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
