import { afterEach, beforeEach, expect, it } from 'vitest';
import { examinePostgres } from '../../src/storage/postgres-examine.ts';
import { describeOnPostgres, execute, freshDatabase, rowsOf, urlOf } from '../support/postgres/database.ts';
import { archcheck } from '../support/world.ts';
import { openAt } from './processes.ts';
import { told } from './told.ts';

describeOnPostgres('doctor', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    ({ url, drop } = await freshDatabase());
  });

  afterEach(() => drop());

  it('is told of a database in place, empty or in use, which it leaves as it is', async () => {
    const { status, output, errors } = await archcheck(['doctor'], { env: { DATABASE_URL: url } });
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toMatch(/^off +store +the embedded store is not used/m);
    expect(output).toMatch(
      /^ok +postgres .*: PostgreSQL \d+\.\d+, the schema is brought up to date at the next start/m,
    );
    expect(output).not.toContain('secret');
    expect(await rowsOf(url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
    await (await openAt(url)).close();
    expect(await examinePostgres(url)).toMatch(/, the schema is this version's, this user may read and write$/);
  });

  it('is told that the database cannot be reached', async () => {
    const { status, output } = await archcheck(['doctor'], { env: { DATABASE_URL: urlOf({ port: '1' }) } });
    expect(status).toBe(1);
    expect(output).toMatch(/^fail +postgres +The database "postgres" on 127\.0\.0\.1:1 cannot be reached/m);
    expect(output).not.toContain('secret');
  });

  it('is told of a clock that goes another way than the database’s', async () => {
    const off = (ms: number) => told(examinePostgres(url, () => Date.now() + ms));
    expect(await off(60_000)).toMatch(/^This machine's clock is 60 s ahead of that of the database .*NTP/);
    expect(await off(-60_000)).toMatch(/clock is 60 s behind that of the database/);
    expect(await examinePostgres(url, () => Date.now() - 1_000)).toMatch(/may read and write$/);
  });

  it('is told what the user may not do', async () => {
    await execute(`create role reader login password 'x'; revoke create on schema public from public`, url);
    const reader = new URL(url);
    reader.username = 'reader';
    reader.password = 'x';
    const examined = () => told(examinePostgres(reader.href));
    expect(await examined()).toMatch(/lacks changes of its schema \(0001-first-schema.*may make no tables/);
    await (await openAt(url)).close();
    await execute('grant select on all tables in schema public to reader', url);
    expect(await examined()).toMatch(/does not let this user read and write .*checks.*Grant it select/);
    await execute('drop owned by reader; drop role reader', url);
  });

  it('is told that the database is of a newer version, or read-only', async () => {
    await (await openAt(url)).close();
    await execute(`insert into archcheck_migration values ('9000-later', '2030-01-01T00:00:00.000Z')`, url);
    expect(await told(examinePostgres(url))).toContain('was written by a newer archcheck');
    await execute(`alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`);
    expect(await told(examinePostgres(url))).toContain('is read-only: it is a standby');
  });
});
