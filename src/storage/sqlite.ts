import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { migrate, migrations, pendingMigrations } from './migrations.ts';
import type { Tables } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { isBusy, toStoreError } from './sqlite-errors.ts';

const busyTimeoutMs = 5_000;

/**
 * Opens, and where needed makes, `archcheck.db` in a folder, at this version's schema.
 *
 * @param folder a path, or `:memory:` for a store that ends with the process
 * @throws {StoreError} see store-error.ts; a file that is there is then left as it is
 */
export async function openSqlite(folder: string): Promise<Kysely<Tables>> {
  const file = folder === ':memory:' ? folder : join(folder, 'archcheck.db');
  const place = folder === ':memory:' ? 'The store in memory' : `The store ${file}`;
  if (folder !== ':memory:') {
    try {
      await makeFolder(folder);
    } catch (error) {
      throw toStoreError(error, place);
    }
    await makeFile(file);
  }
  for (const deadline = performance.now() + busyTimeoutMs; ; ) {
    try {
      return await openFile(file, place);
    } catch (error) {
      // Two processes that make a file at once get "database is locked" in spite of the time-out.
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await sleep(10 + Math.random() * 20);
    }
  }
}

/** Makes a folder and those above it. Node's own recursive way never ends where a file system says "no such file" to a new folder. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFolder(above);
  try {
    // It holds what people wrote: for this user alone.
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(folder))) throw error;
  }
}

/** For this user alone, whatever folder it is in; the journal beside it gets the same rights. */
async function makeFile(file: string): Promise<void> {
  // What is there, or cannot be made, is told of when it is opened.
  const made = await open(file, 'wx', 0o600).catch(() => null);
  await made?.close();
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function openFile(file: string, place: string): Promise<Kysely<Tables>> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: busyTimeoutMs });
    const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database, place) });
    // The version is looked at before anything is written, the journal's mode included.
    const where = { name: place, elsewhere: 'name another folder with --data' };
    const pending = await pendingMigrations(db, where, migrations);
    // With WAL readers do not wait; with FULL a commit is on the disk before it is told.
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    if (pending.length > 0) await migrate(db, where, migrations);
    return db;
  } catch (error) {
    if (database?.isOpen) database.close();
    throw toStoreError(error, place);
  }
}
