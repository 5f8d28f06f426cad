import type { Clock, Store } from '../core/ports.ts';

export interface StoreOptions {
  /** A path, made where it is missing; `:memory:` for a store that ends with the process. */
  readonly folder: string;
  readonly clock: Clock;
}

/**
 * Opens the embedded store: one SQLite file, which several processes may share.
 *
 * The database is loaded here and not at the top, so that a command that keeps nothing does not pay for it.
 *
 * @throws {StoreError} a `UserError` with one sentence that says what to do: read-only or full disk, something else in the file, damage,
 * a newer version's store, a process that does not let go. What is there is left as it is.
 */
export async function openStore({ folder, clock }: StoreOptions): Promise<Store> {
  const [{ openSqlite }, { createStore }] = await Promise.all([import('./sqlite.ts'), import('./store.ts')]);
  return createStore(await openSqlite(folder), clock);
}
