import type { Kysely, Transaction } from 'kysely';
import { UserError } from '../core/errors.ts';
import type { Tables } from './schema.ts';

/**
 * Changes the database. Resolves once the change is on the disk. A change awaits nothing but its transaction, and has no other effect:
 * it may be made again.
 *
 * Several processes change one database. Each change decides by the row as it is while it holds the row's lock: one statement with a
 * condition does (`update … where revision = …`, `insert … on conflict … where …`), in SQLite and under PostgreSQL's READ COMMITTED
 * alike. A change of several statements locks what it decides by: `select … for update`.
 */
export type Write = <T>(
  change: (transaction: Transaction<Tables>) => Promise<T>,
  options?: {
    /** Done twice it leaves the same and nobody is misled: it may be done again where the first time's outcome is unknown. */
    readonly repeatable?: boolean;
  },
) => Promise<T>;

/** How a database takes changes in. */
export interface Commits {
  readonly write: Write;
  /** Resolves when all that was asked for is done. */
  drain(): Promise<void>;
}

/** What the repositories stand on. */
export interface Database {
  /** For queries that change nothing; they see every write that was told done. */
  read(): Kysely<Tables>;
  readonly write: Write;
  /** Finishes the writes that were begun, then closes; from the call on, whatever is asked is refused with a `UserError`. */
  close(): Promise<void>;
}

export function createDatabase(db: Kysely<Tables>, commits: Commits): Database {
  let closed: Promise<void> | null = null;
  const refuseIfClosed = (): void => {
    if (closed)
      throw new UserError('The store is closed because archcheck is shutting down. Start it again, then retry.');
  };
  return {
    read() {
      refuseIfClosed();
      return db;
    },
    async write(change, options) {
      refuseIfClosed();
      return commits.write(change, options);
    },
    close() {
      closed ??= commits.drain().then(() => db.destroy());
      return closed;
    },
  };
}
