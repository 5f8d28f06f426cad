import type { Kysely } from 'kysely';
import { UserError } from '../core/errors.ts';
import { createGroupCommit, type Write } from './group-commit.ts';
import type { Tables } from './schema.ts';

/** What the repositories stand on. */
export interface Database {
  /** For queries that change nothing; they see every write that was told done. */
  read(): Kysely<Tables>;
  readonly write: Write;
  /** Finishes the writes that were begun, then closes; from the call on, whatever is asked is refused with a `UserError`. */
  close(): Promise<void>;
}

export function createDatabase(db: Kysely<Tables>): Database {
  const commits = createGroupCommit(db);
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
    async write(change) {
      refuseIfClosed();
      return commits.write(change);
    },
    close() {
      closed ??= commits.drain().then(() => db.destroy());
      return closed;
    },
  };
}
