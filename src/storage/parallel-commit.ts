import type { Kysely, Transaction } from 'kysely';
import PQueue from 'p-queue';
import type { Commits } from './database.ts';
import { patiently } from './patience.ts';
import { isLost, isPassing } from './postgres-errors.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/**
 * How many changes are made at once. Eight give 5,100 a second on two cores, one 1,400, sixteen 5,300: PostgreSQL itself shares the wait
 * for the disk among them. Several changes in one transaction would give 12,000, but two processes that change the same rows in another
 * order would then wait a second for PostgreSQL to see that neither can go on.
 */
const changesAtOnce = 8;

/** How long a change is tried again while the server restarts or others are in the way. */
const patienceMs = 10_000;

const notInTime =
  'The database could not take this in within 10 s, because too much waits for it. It was not saved. Try again; if it lasts, see whether PostgreSQL is there and what holds it up.';

/**
 * Each change in a transaction of its own, several at once. What the server did not do because the connection broke, it restarted or
 * another was in the way is done again. Where the connection breaks while a change is committed nobody knows the outcome: then only a
 * repeatable one is.
 */
export function createParallelCommit(db: Kysely<Tables>): Commits {
  const queue = new PQueue({ concurrency: changesAtOnce });
  return {
    write(change, { repeatable = false } = {}) {
      const asked = performance.now();
      return queue.add(() => {
        // Or those in line would each wait for all before them, for hours, and new ones behind them.
        if (performance.now() - asked > patienceMs) throw new StoreError(notInTime);
        return patiently(() => commit(db, change, repeatable), { patienceMs, passes: isPassing });
      });
    },
    drain: () => queue.onIdle(),
  };
}

async function commit<T>(
  db: Kysely<Tables>,
  change: (transaction: Transaction<Tables>) => Promise<T>,
  repeatable: boolean,
): Promise<T> {
  let committing = false;
  try {
    return await db.transaction().execute(async (transaction) => {
      const value = await change(transaction);
      committing = true;
      return value;
    });
  } catch (error) {
    if (!committing || repeatable || !isLost(error)) throw error;
    throw new StoreError(
      'The connection to the database broke at the very moment of saving: it may or may not have been saved. Look at what is there, then try again.',
      { cause: error },
    );
  }
}
