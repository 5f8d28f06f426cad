import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';
import { reader } from './support.ts';

const messages = readFileSync('test/evaluation/threads/tune.jsonl', 'utf8')
  .trim()
  .split('\n')
  .flatMap(
    (line) =>
      z.object({ thread: z.object({ messages: z.array(z.looseObject({ text: z.string() })) }) }).parse(JSON.parse(line))
        .thread.messages,
  )
  .map(({ ts, ...message }, index) => ({ ...message, id: `m${index}` }));

const threadOf = (count: number) =>
  threadSchema.parse({
    messages: Array.from({ length: count }, (_, at) => ({ ...messages[at % messages.length], id: `m${at}` })),
  });

// Of 500 messages at most a second.
describe('a draft without a model', () => {
  it('measures', async ({ bench }) => {
    for (const count of [50, 500, 2_000]) {
      const thread = threadOf(count);
      await bench(`of a thread of ${count} messages`, () => void draftThread(thread, reader)).run();
    }
  });
});
