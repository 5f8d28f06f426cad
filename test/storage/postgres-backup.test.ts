import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { examinePostgres } from '../../src/storage/postgres-examine.ts';
import { describeOnPostgres, freshDatabase, programsFolder } from '../support/postgres/database.ts';
import { freshFolder } from '../support/world.ts';
import { checkOf } from './check-of.ts';
import { fill, readAll } from './filled.ts';
import { openAt } from './processes.ts';

const run = promisify(execFile);

describeOnPostgres('pg_dump and pg_restore', () => {
  it('bring back all that was saved when the backup began, while copies go on writing', async () => {
    const [from, to] = await Promise.all([freshDatabase(), freshDatabase()]);
    onTestFinished(async () => void (await Promise.all([from.drop(), to.drop()])));
    const programs = await programsFolder();
    const file = join(freshFolder(), 'archcheck.dump');
    const store = await openAt(from.url);
    await fill(store, 'acme');
    const before = await readAll(store, 'acme');
    let written = 0;
    const writing = new AbortController();
    const writer = (async () => {
      for (; !writing.signal.aborted; written += 1)
        await store.checks.save(checkOf({ workspace: 'other', id: `c${written}` }));
    })();
    await run(join(programs, 'pg_dump'), ['--format=custom', `--file=${file}`, from.url]);
    writing.abort();
    await writer;
    expect(written).toBeGreaterThan(0);
    await store.close();
    await run(join(programs, 'pg_restore'), ['--no-owner', `--dbname=${to.url}`, file]);
    expect(await examinePostgres(to.url)).toMatch(/the schema is this version's, this user may read and write$/);
    const restored = await openAt(to.url);
    expect(await readAll(restored, 'acme')).toEqual(before);

    await restored.close();
  });
});
