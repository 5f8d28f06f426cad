import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/core/ports.ts';
import { describeOnPostgres, execute, freshDatabase, rowsOf } from '../support/postgres/database.ts';
import { archcheck, freshFolder } from '../support/world.ts';
import { checkOf } from './check-of.ts';
import { openAt } from './processes.ts';

const drafts = z.object({ step: z.number() });
const anns = { workspace: 'acme', conversation: 'general', person: 'ann' };
const bobs = { ...anns, person: 'bob' };
const titles = ['Café 🚀', 'quote \' and " and \\', 'a\nb\tc', '日本', "'; drop table checks; --", '%_'];

describeOnPostgres('archcheck store move', () => {
  let cwd: string;
  let url: string;
  let drop: () => Promise<void>;

  const move = (...args: string[]) => archcheck(['store', 'move', ...args], { cwd });

  beforeEach(async () => {
    ({ url, drop } = await freshDatabase());
    cwd = freshFolder();
    const store = await openAt(join(cwd, '.archcheck'), () => 1_764_158_400_000);
    await fill(store);
    await store.close();
  });

  afterEach(() => drop());

  it('copies every row of every table, says how many, and leaves the old store as it is', async () => {
    const { status, output, errors } = await move('--to', url);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toMatch(/^checks +1206\ndrafts +2\nevents +2\nanswers +1\nfeedback +2\n/);
    expect(output).toContain('now holds all 1213 rows, read back and compared. .archcheck was left as it is.');
    expect(output).not.toContain('secret');
    const tables = await rowsOf(
      url,
      "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'archcheck_migration%'",
    );
    for (const { name } of tables) expect(output).toMatch(new RegExp(`^${name} +\\d+$`, 'm'));
    const [old, moved] = await Promise.all([openAt(join(cwd, '.archcheck')), openAt(url)]);
    expect(await everything(moved)).toEqual(await everything(old));
    expect(await moved.events.takeUp(10, 1)).toEqual([]);
    expect(await moved.drafts(drafts).save(bobs, { step: 1 }, null)).toBe(3);
    await Promise.all([old.close(), moved.close()]);
  });

  it('refuses a database that is not empty, and changes nothing in it', async () => {
    const store = await openAt(url);
    await store.answers.save(answer);
    await store.close();
    const { status, errors } = await move('--to', url);
    expect({ status, errors }).toEqual({
      status: 1,
      errors:
        'The target is not empty: its table answers has 1 rows. Nothing was moved. Name an empty database, or empty this one if it holds nothing that is needed.\n',
    });
    expect(await rowsOf(url, 'select * from checks')).toEqual([]);
  });

  it.each([
    ['fails half-way', "raise 'no' using errcode = '53100'", /the disk is full/],
    ['alters what it keeps', "new.title := 'x'; return new", /checks arrived as something else: 1206 rows were sent/],
    ['drops what it keeps', 'return null', /1206 rows were sent, 0 came\. Nothing was moved/],
  ])('moves nothing into a database that %s, and everything at the next try', async (_, body, complaint) => {
    await (await openAt(url)).close();
    await execute(
      `create function spoil() returns trigger language plpgsql as $$ begin ${body}; end $$;
       create trigger spoil before insert on checks for each row execute function spoil()`,
      url,
    );
    expect(await move('--to', url)).toMatchObject({ status: 1, errors: expect.stringMatching(complaint) });
    expect(await rowsOf(url, 'select 1 from checks union all select 1 from drafts')).toEqual([]);
    await execute('drop trigger spoil on checks', url);
    expect(await move('--to', url)).toMatchObject({ status: 0 });
  });

  it('says what is missing, and never the URL', async () => {
    expect(await archcheck(['store', 'move', '--to', url])).toMatchObject({
      status: 1,
      errors: expect.stringContaining('There is no store in .archcheck. Name the folder'),
    });
    const { status, errors } = await move('--to', 'mysql://root:hush@localhost/x');
    expect(status).toBe(1);
    expect(errors).toMatch(/^Expected a database to move to: --to postgres:(?!.*hush)/);
    expect(await move()).toMatchObject({ status: 1, errors: expect.stringContaining('or DATABASE_URL set') });
  });
});

const answer = {
  ...anns,
  id: 'a1',
  question: '?',
  status: 'answered',
  mode: 'offline',
  text: 'One unit.',
  createdAt: 17,
} as const;

async function fill(store: Store): Promise<void> {
  const many = Array.from({ length: 1_200 }, (_, n) => checkOf({ id: `c${n}`, title: `Service ${n}`, createdAt: n }));
  const odd = titles.map((title, n) => checkOf({ id: `odd${n}`, title, workspace: n % 2 ? 'acme' : 'other' }));
  await Promise.all([...many, ...odd].map((check) => store.checks.save(check)));
  await store.drafts(drafts).save(anns, { step: 1 }, null);
  await store.drafts(drafts).save(bobs, { step: 1 }, null);
  await store.drafts(drafts).delete(bobs, 1);
  const claim = await store.events.claim({ workspace: 'acme', id: '1', payload: { text: 'x' } }, 1_000);
  if (claim) await store.events.done(claim);
  await store.events.claim({ workspace: 'acme', id: '2', payload: { text: 'x' } }, 1_000);
  await store.answers.save(answer);
  await store.answers.rate('acme', 'a1', 'ann', 'up');
  await store.answers.rate('acme', 'a1', 'bob', 'down');
}

async function everything(store: Store): Promise<unknown[]> {
  const found: unknown[] = [
    await store.drafts(drafts).get(anns),
    await store.drafts(drafts).get(bobs),
    await store.answers.get('acme', 'a1'),
  ];
  for (const workspace of ['acme', 'other']) {
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<Store['checks']['list']>> = await store.checks.list(workspace, {
        words: '',
        limit: 100,
        after,
      });
      found.push(...page.checks);
      if (page.next === null) break;
      after = page.next;
    }
  }
  return found;
}
