import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/core/ports.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { createStore } from '../../src/storage/store.ts';
import { freshFolder } from '../support/world.ts';
import { canMount } from './can-mount.ts';
import { checkOf } from './check-of.ts';
import { told } from './told.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = freshFolder();
  file = join(folder, 'archcheck.db');
});

afterEach(() => chmod(folder, 0o700));

const openHere = (): Promise<Store> => openStore({ folder, clock: () => 0 });

describe('opening', () => {
  it('makes the folder, and those above it, for this user alone', async () => {
    const deep = join(folder, 'a', 'b');
    const store = await openStore({ folder: deep, clock: () => 0 });
    await store.close();
    expect((await stat(deep)).mode & 0o777).toBe(0o700);
  });

  it('makes its files for this user alone, too, in a folder that others may look into', async () => {
    await chmod(folder, 0o755);
    const store = await openHere();
    await store.checks.save(checkOf({}));
    const files = await readdir(folder);
    expect(files).toContain('archcheck.db-wal');
    for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('keeps a store in memory apart from any other', async () => {
    const [one, other] = await Promise.all([
      openStore({ folder: ':memory:', clock: () => 0 }),
      openStore({ folder: ':memory:', clock: () => 0 }),
    ]);
    await one.checks.save(checkOf({}));
    expect(await one.checks.get('acme', 'c1')).toEqual(checkOf({}));
    expect(await other.checks.get('acme', 'c1')).toBeNull();
    await one.close();
    await other.close();
  });

  it('refuses a store from a newer version, and leaves it as it is', async () => {
    await saveAndClose();
    withDatabase((database) =>
      database.exec("insert into archcheck_migration values ('9000-from-the-future', '2030-01-01T00:00:00.000Z')"),
    );
    const before = await readFile(file);
    expect(await told(openHere())).toBe(
      `The store ${file} was written by a newer archcheck (this one knows nothing of its change "9000-from-the-future"). ` +
        'It was left as it is. Upgrade archcheck, or name another folder with --data.',
    );
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('refuses the database of something else, and leaves it as it is', async () => {
    withDatabase((database) => database.exec('create table invoices (id integer)'));
    const before = await readFile(file);
    expect(await told(openHere())).toContain('is a database, but not archcheck\'s (it holds the table "invoices")');
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it.each(['hello', 'hello '.repeat(10_000)])(
    'refuses a file that is no database, and leaves it as it is',
    async (text) => {
      await writeFile(file, text);
      expect(await told(openHere())).toContain('is not an archcheck store: something else is in that file');
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  it('says that a file stands where the folder should be', async () => {
    await writeFile(join(folder, 'taken'), '');
    for (const at of [join(folder, 'taken'), join(folder, 'taken', 'below')]) {
      expect(await told(openStore({ folder: at, clock: () => 0 }))).toContain(
        'a file stands where its folder should be',
      );
    }
  });

  it.runIf(process.platform === 'linux')('says that a file system takes no folder, and ends', async () => {
    expect(await told(openStore({ folder: '/proc/archcheck/data', clock: () => 0 }))).toContain(
      'its path is not accepted, or its disk is read-only',
    );
  });

  it('says that a folder stands where the file should be', async () => {
    await mkdir(file);
    expect(await told(openHere())).toContain('cannot be opened');
  });

  it('says that the folder is read-only, whether the store is there or not', async () => {
    await chmod(folder, 0o500);
    await asOrdinaryUser(async () => expect(await told(openHere())).toMatch(/the right to .*write/));
    await chmod(folder, 0o700);
    await saveAndClose();
    await chmod(file, 0o400);
    await chmod(folder, 0o500);
    await asOrdinaryUser(async () => expect(await told(openHere())).toMatch(/the right to .*write/));
    await chmod(folder, 0o700);
    expect(await savedChecks()).toEqual(['c1']);
  });

  it('says that the file is damaged', async () => {
    await saveAndClose();
    await scribble(100, 4_000);
    expect(await told(openHere())).toContain('is damaged');
  });
});

describe('a store that is open', () => {
  it('says that a part of the file is damaged, and still reads the rest', async () => {
    const store = await openHere();
    for (let n = 0; n < 100; n += 1) await store.checks.save(checkOf({ id: `c${n}`, title: 'x'.repeat(2_000) }));
    await store.drafts(anything).save(draftKey, { step: 1 }, null);
    await store.close();
    const { size } = await stat(file);
    await scribble(Math.floor(size / 8192) * 4096, 40_000);
    const again = await openHere();
    expect(await told(again.checks.list('acme', { words: 'x', limit: 100, after: null }))).toContain('is damaged');
    expect(await again.drafts(anything).get(draftKey)).toMatchObject({ draft: { step: 1 } });
    await again.close();
  });

  it('says that another process holds the file, loses nothing, and saves once it lets go', async () => {
    const db = await openSqlite(folder);
    await sql`pragma busy_timeout = 0`.execute(db);
    const store = createStore(db, () => 0);
    await store.checks.save(checkOf({}));
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    const saves = ['c2', 'c3'].map((id) => told(store.checks.save(checkOf({ id }))));
    for (const message of await Promise.all(saves)) expect(message).toContain('another process has held it');
    expect(await store.checks.get('acme', 'c1')).not.toBeNull();
    other.close();
    await store.checks.save(checkOf({ id: 'c4' }));
    await store.close();
    expect(await savedChecks()).toEqual(['c1', 'c4']);
  });

  it('says that the disk is full, keeps what it acknowledged, and goes on once there is room', async () => {
    const db = await openSqlite(folder);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit((pages.rows[0]?.page_count ?? 0) + 20)}`.execute(db);
    const store = createStore(db, () => 0);
    const kept = await saveUntilFull(store);
    await sql`pragma max_page_count = 100000`.execute(db);
    await store.checks.save(checkOf({ id: 'after' }));
    await store.close();
    expect(await savedChecks()).toEqual(['after', ...kept].sort());
  });

  it.runIf(canMount())('keeps what it acknowledged on a disk of 1 MB that fills up', async () => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      const store = await openStore({ folder: join(disk, 'data'), clock: () => 0 });
      const kept = await saveUntilFull(store);
      expect(await told(openStore({ folder: join(disk, 'second'), clock: () => 0 }))).toContain('the disk is full');
      execFileSync('mount', ['-o', 'remount,size=8m', disk]);
      await store.checks.save(checkOf({ id: 'after' }));
      await store.close();
      expect(await savedChecks(join(disk, 'data'))).toEqual(['after', ...kept].sort());
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      expect(await told(openStore({ folder: join(disk, 'third'), clock: () => 0 }))).toContain('read-only');
      expect(await told(openStore({ folder: join(disk, 'data'), clock: () => 0 }))).toMatch(/the right to .*write/);
    } finally {
      // Lazily, because a test that fails has not closed its store.
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('keeps other processes from writing from the first moment of a transaction', async () => {
    const db = await openSqlite(folder);
    const other = new DatabaseSync(file, { timeout: 0 });
    await db.transaction().execute(async () => {
      expect(() => other.exec('begin immediate')).toThrow('database is locked');
    });
    other.close();
    await db.destroy();
  });

  it('holds nothing any more of what somebody wrote once its event is done', async () => {
    const store = await openHere();
    const claim = await store.events.claim({ workspace: 'acme', id: '1', payload: { text: 'private' } }, 1_000);
    if (claim) await store.events.done(claim);
    await store.close();
    withDatabase((database) => {
      expect(database.prepare('select id, payload from events').all()).toEqual([{ id: '1', payload: null }]);
    });
  });

  it('holds only the newest threads of a channel, however many there were', async () => {
    const store = await openHere();
    for (let n = 0; n < 50; n += 1) await store.threads.note('acme', 'general', { thread: `${n}`, text: 'x' });
    await store.close();
    withDatabase((database) => {
      expect(Number(database.prepare('select count(*) as count from threads').get()?.['count'])).toBeLessThan(16);
    });
  });

  it('fails a value that cannot be stored alone, not what is saved with it', async () => {
    const db = await openSqlite(folder);
    const store = createStore(db, () => 0);
    await sql`create trigger refuse before insert on checks when new.id = 'bad' begin select raise(abort, 'no'); end`.execute(
      db,
    );
    const results = await Promise.allSettled(['c1', 'bad', 'c2'].map((id) => store.checks.save(checkOf({ id }))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await store.close();
    expect(await savedChecks()).toEqual(['c1', 'c2']);
  });
});

const anything = z.unknown();
const draftKey = { workspace: 'acme', conversation: 'general', person: 'ann' };

async function saveAndClose(): Promise<void> {
  const store = await openHere();
  await store.checks.save(checkOf({}));
  await store.close();
}

async function savedChecks(at = folder): Promise<string[]> {
  const store = await openStore({ folder: at, clock: () => 0 });
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await store.checks.list('acme', { words: '', limit: 100, after });
    ids.push(...page.checks.map((check) => check.id));
    after = page.next;
  } while (after !== null);
  await store.close();
  return ids.sort();
}

/** Saves in bursts of five. @returns the ids that were acknowledged before the disk was full */
async function saveUntilFull(store: Store): Promise<string[]> {
  const kept: string[] = [];
  for (let burst = 0; burst < 1_000; burst += 1) {
    const saves = Array.from({ length: 5 }, async (_, n) => {
      const id = `${burst}-${n}`;
      await store.checks.save(checkOf({ id, title: 'x'.repeat(3_000) }));
      kept.push(id);
    });
    const failures = (await Promise.allSettled(saves)).filter((save) => save.status === 'rejected');
    for (const { reason } of failures) expect(await told(Promise.reject(reason))).toContain('the disk is full');
    if (failures.length > 0) break;
  }
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(5_000);
  return kept;
}

function withDatabase(action: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  action(database);
  database.close();
}

async function scribble(from: number, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, from);
  await handle.close();
}

/** File rights do not bind root, as which containers often test. */
async function asOrdinaryUser(action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return action();
  const nobody = 65_534;
  await chownAll(nobody);
  process.seteuid?.(nobody);
  try {
    await action();
  } finally {
    process.seteuid?.(0);
    await chownAll(0);
  }
}

async function chownAll(user: number): Promise<void> {
  for (const name of ['', ...(await readdir(folder))]) await chown(join(folder, name), user, 0);
}
