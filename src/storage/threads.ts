import type { Clock } from '../core/ports.ts';
import { createRecent } from '../core/recent.ts';
import { cut } from '../core/text/cut.ts';
import { type ThreadStore, threadLimits } from '../core/threads.ts';
import type { Database } from './database.ts';

export function createThreadStore({ read, write }: Database, clock: Clock): ThreadStore {
  // Old threads are removed every now and then, since a busy channel has a new one with each question; `of` leaves them out.
  const noted = createRecent<number>(1_000);
  return {
    async note(workspace, channel, { thread, text }) {
      const notedAt = clock();
      const began = cut(text, threadLimits.text);
      const key = JSON.stringify([workspace, channel]);
      const count = (noted.get(key) ?? 0) + 1;
      noted.set(key, count);
      await write(async (transaction) => {
        await transaction
          .insertInto('threads')
          .values({ workspace, channel, thread, text: began, noted_at: notedAt })
          .onConflict((conflict) =>
            conflict.columns(['workspace', 'channel', 'thread']).doUpdateSet({ noted_at: notedAt }),
          )
          .execute();
        if (count % threadLimits.inChannel !== 1) return;
        await transaction
          .deleteFrom('threads')
          .where('workspace', '=', workspace)
          .where('channel', '=', channel)
          .where('thread', 'not in', (is) =>
            is
              .selectFrom('threads as newest')
              .select('newest.thread')
              .where('newest.workspace', '=', workspace)
              .where('newest.channel', '=', channel)
              .orderBy('newest.noted_at', 'desc')
              .orderBy('newest.thread', 'desc')
              .limit(threadLimits.inChannel),
          )
          .execute();
      });
    },

    of: (workspace, channel) =>
      read()
        .selectFrom('threads')
        .select(['thread', 'text'])
        .where('workspace', '=', workspace)
        .where('channel', '=', channel)
        .orderBy('noted_at', 'desc')
        .orderBy('thread', 'desc')
        .limit(threadLimits.inChannel)
        .execute(),
  };
}
