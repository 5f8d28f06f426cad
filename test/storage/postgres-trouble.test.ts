import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/core/ports.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { placeOf } from '../../src/storage/postgres.ts';
import { isLost, isPassing, toStoreError } from '../../src/storage/postgres-errors.ts';
import {
  describeOnPostgres,
  emptyTables,
  execute,
  freshDatabase,
  rowsOf,
  urlOf,
} from '../support/postgres/database.ts';
import { type BreakingProxy, startProxy } from '../support/postgres/proxy.ts';
import { freshFolder } from '../support/world.ts';
import { canMount } from './can-mount.ts';
import { checkOf } from './check-of.ts';
import { told } from './told.ts';

const drafts = z.object({ step: z.number() });
const key = { workspace: 'acme', conversation: 'general', person: 'ann' };

const openAt = (databaseUrl: string): Promise<Store> => openStore({ folder: '', databaseUrl, clock: () => 0 });

describe('what PostgreSQL complains of', () => {
  it.each([
    ['ECONNREFUSED', /cannot be reached/, 'undone'],
    ['ENOTFOUND', /correct the host/, 'stays'],
    ['28000', /pg_hba/, 'stays'],
    ['53200', /out of memory/, 'stays'],
    ['53100', /the disk is full/, 'stays'],
    ['53300', /too many connections/, 'undone'],
    ['40P01', /does not answer in time/, 'undone'],
    ['57014', /does not answer in time/, 'stays'],
    ['57P01', /went away/, 'lost'],
    ['08006', /went away/, 'lost'],
    ['ECONNRESET', /went away/, 'lost'],
    ['XX001', /damage/, 'stays'],
  ])('is told for %s with whose move it is', (code, sentence, how) => {
    const error = toStoreError(Object.assign(new Error('…'), { code }), 'The database');
    expect(String(error)).toMatch(sentence);
    expect([isPassing(error), isLost(error)]).toEqual([how !== 'stays', how === 'lost']);
  });

  it('is left as it came where it is a mistake of the program', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505' });
    expect(toStoreError(error, 'The database')).toBe(error);
    expect(isPassing(error)).toBe(false);
  });

  it('is told of a place that has no password in it', () => {
    expect(placeOf('postgres://ann:hush@db.example:6432/notes').name).toBe('The database "notes" on db.example:6432');
    expect(() => placeOf('postgres://ann:hush@db.example/notes?sslcert=/nowhere')).toThrow(
      /^DATABASE_URL cannot be read (?!.*hush)/,
    );
  });
});

describeOnPostgres('naming a database', () => {
  it.concurrent.each([
    ['the password is wrong', () => urlOf({ password: 'wrong' }), /does not let this user in/],
    ['the user is unknown', () => urlOf({ user: 'nobody' }), /does not let this user in/],
    ['there is no password', () => urlOf({ password: '' }), /DATABASE_URL has none/],
    ['the database is missing', () => urlOf({ database: 'nowhere' }), /"nowhere" on .* does not exist\. Make it with/],
    ['nobody listens there', () => urlOf({ port: '1' }), /on 127\.0\.0\.1:1 cannot be reached\. Start PostgreSQL/],
    ['the host is unknown', () => 'postgres://u:secret@nowhere.invalid/x', /cannot be reached.*correct the host/],
  ])('says that %s, and not the password', async (_, at, sentence) => {
    const message = await told(openAt(at()));
    expect(message).toMatch(sentence);
    expect(message).not.toMatch(/secret|wrong/);
  });

  it.concurrent('says that the user has no connection left', async () => {
    await execute(`create role crowd login password 'x' connection limit 0`);
    expect(await told(openAt(urlOf({ user: 'crowd', password: 'x' })))).toContain('has too many connections');
    await execute('drop role crowd');
  });
});

describeOnPostgres('opening a database', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    ({ url, drop } = await freshDatabase());
  });

  afterEach(() => drop());

  it('says that the user may make no tables', async () => {
    await execute(`create role guest login password 'x'; revoke create on schema public from public`, url);
    const at = new URL(url);
    at.username = 'guest';
    at.password = 'x';
    expect(await told(openAt(at.href))).toMatch(/does not let this user do that\. Make the user the owner/);
    await execute('drop role guest');
  });

  it('says that the database is read-only, before and after it is made', async () => {
    const setReadOnly = (to: 'on' | 'off') =>
      execute(`alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = ${to}`);
    await setReadOnly('on');
    expect(await told(openAt(url))).toContain('is read-only');
    await execute('set default_transaction_read_only = off', url);
    await setReadOnly('off');
    await (await openAt(url)).close();
    await setReadOnly('on');
    const store = await openAt(url);
    expect(await told(store.checks.save(checkOf({})))).toContain('is read-only: it is a standby');
    expect(await store.checks.get('acme', 'c1')).toBeNull();
    await store.close();
  });

  it('refuses a database that has no room for every language', async () => {
    const { url: latin, drop: dropLatin } = await freshDatabase("template template0 encoding 'LATIN1' locale 'C'");
    expect(await told(openAt(latin))).toContain('keeps text as LATIN1');
    await dropLatin();
  });

  it('refuses the database of something else, and makes nothing in it', async () => {
    await execute('create table invoices (id integer)', url);
    expect(await told(openAt(url))).toContain('is a database, but not archcheck\'s (it holds the table "invoices")');
    expect(await rowsOf(url, "select tablename from pg_tables where schemaname = 'public'")).toHaveLength(1);
  });

  it('does not mind views, extensions, and other schemas', async () => {
    await execute('create view weather as select 1; create schema other; create table other.invoices ()', url);
    await execute('create table other.archcheck_migration (name text)', url);
    const store = await openAt(url);
    await store.checks.save(checkOf({}));
    await store.close();
  });

  it('refuses a database of a newer version', async () => {
    await (await openAt(url)).close();
    await execute(`insert into archcheck_migration values ('9000-from-the-future', '2030-01-01T00:00:00.000Z')`, url);
    expect(await told(openAt(url))).toMatch(
      /was written by a newer archcheck .*"9000-from-the-future".* Upgrade archcheck, or name another database in DATABASE_URL\.$/,
    );
  });
});

describeOnPostgres('a database that is open', () => {
  let url: string;
  let drop: () => Promise<void>;
  let proxy: BreakingProxy;
  let store: Store;

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
    proxy = await startProxy(url);
  });

  beforeEach(async () => {
    store = await openAt(proxy.url);
  });

  afterEach(async () => {
    await store.close();
    await execute(emptyTables, url);
  });

  afterAll(async () => {
    await proxy.close();
    await drop();
  });

  it('goes on over new connections when all have been cut', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.checks.save(checkOf({ id: `c${n}` }))));
    proxy.cut();
    expect(await store.checks.get('acme', 'c1')).toMatchObject({ id: 'c1' });
    proxy.cut();
    expect(await store.drafts(drafts).save(key, { step: 1 }, null)).toBe(1);
  });

  it('does again what the server had begun and not committed when the connection broke', async () => {
    await store.drafts(drafts).save(key, { step: 1 }, null);
    await held(url, 'select * from drafts for update', async () => {
      const saves = [store.drafts(drafts).save(key, { step: 2 }, 1)];
      await untilWaiting(url);
      proxy.cut();
      return saves;
    });
    expect(await store.drafts(drafts).get(key)).toMatchObject({ draft: { step: 2 }, revision: 2 });
  });

  it('saves once more what may be saved twice, when it did not hear whether it was saved', async () => {
    const event = { workspace: 'acme', id: 'general:17', payload: null };
    proxy.swallowCommit();
    await store.checks.save(checkOf({}));
    expect(await store.checks.get('acme', 'c1')).not.toBeNull();
    proxy.swallowCommit();
    expect(await store.events.claim(event, 1_000)).toBeNull();
    expect((await rowsOf(url, 'select attempt from events')).map(({ attempt }) => attempt)).toEqual([1]);
  });

  it('says that it did not hear whether a draft was saved, which is not saved twice', async () => {
    proxy.swallowCommit();
    expect(await told(store.drafts(drafts).save(key, { step: 1 }, null))).toContain('may or may not have been saved');
    expect(await store.drafts(drafts).get(key)).toMatchObject({ revision: 1 });
  });

  it('lets a rating wait for an answer that is being erased', async () => {
    const answer = { ...key, id: 'a1', question: '?', text: '.', createdAt: 1 };
    await store.answers.save({ ...answer, status: 'answered', mode: 'offline' });
    const rated = await held(url, 'delete from answers', async () => {
      const rating = store.answers.rate('acme', 'a1', 'ann', 'up');
      await untilWaiting(url);
      return [rating];
    });
    expect(rated).toEqual([false]);
  });

  it.runIf(canMount())(
    'says that the disk is full, keeps what it acknowledged, and goes on once there is room',
    async () => {
      const disk = freshFolder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,uid=postgres,mode=0700', 'tmpfs', disk]);
      try {
        await execute(`create tablespace small location '${disk}'`);
        await execute('alter table checks set tablespace small', url);
        const kept: string[] = [];
        let complaint = '';
        for (let n = 0; complaint === ''; n += 1) {
          const saving = store.checks.save(checkOf({ id: `c${n}`, title: unpacked(3_000, n) }));
          await saving.then(
            () => kept.push(`c${n}`),
            async () => {
              complaint = await told(saving);
            },
          );
        }
        expect(complaint).toContain('the disk is full. What was saved before is kept');
        execFileSync('mount', ['-o', 'remount,size=8m', disk]);
        await store.checks.save(checkOf({ id: 'after' }));
        expect(await rowsOf(url, 'select id from checks')).toHaveLength(kept.length + 1);
        await execute('truncate checks; alter table checks set tablespace pg_default', url);
        await execute('drop tablespace small');
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    },
  );
});

/** Holds locks of a statement for the time of an action, then commits. @returns what the action's promises came to */
async function held<T>(url: string, statement: string, action: () => Promise<Promise<T>[]>): Promise<T[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  const waiting = await action();
  await client.query('commit');
  await client.end();
  return Promise.all(waiting);
}

/** Resolves once somebody waits for a lock. */
async function untilWaiting(url: string): Promise<void> {
  const query = 'select 1 from pg_locks, pg_sleep(0.01) where not granted';
  while ((await rowsOf(url, query)).length === 0);
}

/** Text that takes its room, as PostgreSQL packs what repeats. */
function unpacked(length: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}
