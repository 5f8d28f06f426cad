import type { Clock, Store } from '../core/ports.ts';

export interface StoreOptions {
  /** A path, made where it is missing; `:memory:` for a store that ends with the process. */
  readonly folder: string;
  /** A PostgreSQL database in place of the folder. */
  readonly databaseUrl?: string | undefined;
  readonly clock: Clock;
}

/**
 * Opens the store, which several processes may share: the embedded one, a SQLite file, or a PostgreSQL database.
 *
 * Either is loaded here and not at the top, so that a command that keeps nothing does not pay for it.
 *
 * @throws {StoreError} a `UserError` with one sentence that says what to do: read-only or full disk, something else in the file, damage,
 * a newer version's store, a process that does not let go, a database that is not there. What is there is left as it is.
 */
export async function openStore({ folder, databaseUrl, clock }: StoreOptions): Promise<Store> {
  if (databaseUrl !== undefined) {
    const [{ openPostgres }, { createParallelCommit }, { createStore }] = await Promise.all([
      import('./postgres.ts'),
      import('./parallel-commit.ts'),
      import('./store.ts'),
    ]);
    const db = await openPostgres(databaseUrl);
    return createStore(db, clock, createParallelCommit(db));
  }
  const [{ openSqlite }, { createStore }] = await Promise.all([import('./sqlite.ts'), import('./store.ts')]);
  return createStore(await openSqlite(folder), clock);
}
