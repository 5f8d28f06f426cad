import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { fill, readAll } from '../storage/filled.ts';
import { archcheck, freshFolder } from '../support/world.ts';

/** A folder with a store that holds something of two workspaces in every table. */
async function filledFolder() {
  const cwd = freshFolder();
  const read = async (workspace: string) => {
    const store = await openStore({ folder: join(cwd, '.archcheck'), clock: () => 1_000 });
    const all = await readAll(store, workspace);
    const counts = await store.workspaces.count(workspace);
    await store.close();
    return { all, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
  };
  const store = await openStore({ folder: join(cwd, '.archcheck'), clock: () => 1_000 });
  await fill(store, 'T1');
  await fill(store, 'T2');
  await store.close();
  return { cwd, read };
}

test('export writes every row of one workspace and no token, for this user alone', async () => {
  const { cwd, read } = await filledFolder();
  const { status, output } = await archcheck(['store', 'export', '--workspace', 'T1', 'T1.jsonl'], { cwd });
  const { rows } = await read('T1');
  expect(status).toBe(0);
  expect(output).toMatch(
    new RegExp(`^answers +1$[\\s\\S]*T1\\.jsonl holds all ${rows} rows of T1, without its token`, 'm'),
  );
  const text = readFileSync(join(cwd, 'T1.jsonl'), 'utf8');
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(head).toMatchObject({ archcheck: 'export', workspace: 'T1' });
  expect(lines).toHaveLength(rows);
  expect(lines.filter(({ row }) => row.workspace !== 'T1')).toEqual([]);
  expect(text).toMatch(/asked in T1/);
  expect(text).not.toMatch(/T2|sealed/);
  expect(statSync(join(cwd, 'T1.jsonl')).mode & 0o777).toBe(0o600);
});

test('export writes over nothing', async () => {
  const { cwd } = await filledFolder();
  writeFileSync(join(cwd, 'there'), 'mine');
  const { status, errors } = await archcheck(['store', 'export', '--workspace', 'T1', 'there'], { cwd });
  expect(status).toBe(1);
  expect(errors).toMatch(/there cannot be written \(EEXIST\)\. Name a file that is not there yet/);
  expect(readFileSync(join(cwd, 'there'), 'utf8')).toBe('mine');
});

test('erase counts, and erases only when it is told twice; the other workspace keeps all', async () => {
  const { cwd, read } = await filledFolder();
  const other = await read('T2');
  const { rows } = await read('T1');
  const asked = await archcheck(['store', 'erase', '--workspace', 'T1'], { cwd });
  expect(asked.status).toBe(1);
  expect(asked.output).toMatch(/^decisions +1$/m);
  expect(asked.errors).toMatch(new RegExp(`Nothing was erased\\. To erase these ${rows} rows of T1 .* --yes`));
  expect((await read('T1')).rows).toBe(rows);
  const done = await archcheck(['store', 'erase', '--workspace', 'T1', '--yes'], { cwd });
  expect(done.status).toBe(0);
  expect(done.output).toMatch(new RegExp(`All ${rows} rows of T1 are erased\\. Nothing of it is left in any table`));
  expect((await read('T1')).rows).toBe(0);
  expect(await read('T2')).toEqual(other);
  const again = await archcheck(['store', 'erase', '--workspace', 'T1', '--yes'], { cwd });
  expect(again.errors).toMatch(/Nothing is kept of "T1"\. Expected the id of a Slack workspace/);
});

test('neither makes a store where there is none, and both want a workspace', async () => {
  const cwd = freshFolder();
  for (const args of [['export', 'file'], ['erase']]) {
    const { status, errors } = await archcheck(['store', ...args, '--workspace', 'T1'], { cwd });
    expect({ args, status }).toEqual({ args, status: 1 });
    expect(errors).toMatch(/There is no store in \.archcheck/);
    expect((await archcheck(['store', ...args], { cwd })).status).toBe(2);
  }
  expect(existsSync(join(cwd, '.archcheck'))).toBe(false);
});
