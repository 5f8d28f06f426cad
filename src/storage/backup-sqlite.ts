import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toStoreError } from './sqlite-errors.ts';
import { StoreError } from './store-error.ts';

/**
 * Copies the embedded store as it is at this moment, whoever uses it meanwhile. Copying the file itself would miss what is still in its
 * journal beside it. The copy is looked through, and on the disk, before it gets its name.
 *
 * @param folder the folder of the store
 * @param file where the copy goes; nothing may be there
 * @throws {StoreError}
 */
export async function backUpSqlite(folder: string, file: string): Promise<void> {
  const source = join(folder, 'archcheck.db');
  if (!existsSync(source))
    throw new StoreError(`There is no store in ${folder}, so there is nothing to copy. Name its folder with --data.`);
  if (existsSync(file)) throw new StoreError(`${file} is there already and was left as it is. Name another file.`);
  const unfinished = `${file}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    // It holds what people wrote: for this user alone. SQLite takes an empty file as none.
    await (await open(unfinished, 'wx', 0o600)).close();
    withDatabase(source, (database) => database.prepare('vacuum into ?').run(unfinished));
    withDatabase(unfinished, refuseDamaged);
    await sync(unfinished);
    await rename(unfinished, file);
    await sync(dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw toStoreError(error, `The store ${source}, or its copy ${file},`);
  }
}

function withDatabase(path: string, work: (database: DatabaseSync) => unknown): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    work(database);
  } finally {
    database.close();
  }
}

function refuseDamaged(database: DatabaseSync): void {
  const [found] = database.prepare('pragma integrity_check').all();
  if (found?.['integrity_check'] !== 'ok')
    throw new StoreError('The store is damaged, so no copy was kept. Put back the last good copy.');
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
