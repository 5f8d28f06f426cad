import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { migrate, pendingMigrations, postgresMigrations } from '../../src/storage/migrations.ts';
import { connect, placeOf } from '../../src/storage/postgres.ts';
import { describeOnPostgres, freshDatabase, rowsOf, startServer } from '../support/postgres/database.ts';
import { collected, openAt, start } from './processes.ts';

// Thousands of commits by several processes: seconds on two free cores, more where others work.
vi.setConfig({ testTimeout: 90_000 });

describeOnPostgres('several processes', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    ({ url, drop } = await freshDatabase());
  });

  afterEach(() => drop());

  it('give out 5,000 events once each to three that want them all', async () => {
    const claimers = [0, 1_700, 3_400].map((from) => start('claimer-process.ts', [url, '5000', String(from)]));
    for (const { lines } of claimers) expect((await lines.next()).value).toBe('ready');
    for (const { child } of claimers) child.stdin.end();
    const claims = (await Promise.all(claimers.map(({ lines }) => collected(lines)))).map((lines) => lines.map(Number));
    for (const one of claims) expect(one.length).toBeGreaterThan(0);
    expect(claims.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: 5_000 }, (_, n) => n));
  });

  it('take over what one left that was killed with -9', async () => {
    const count = 900;
    const victim = start('worker-process.ts', [url, String(count), '400', 'stalls']);
    const last: string[] = [];
    let survivors: ReturnType<typeof start>[] = [];
    for await (const line of victim.lines) {
      last.push(line);
      if (survivors.length > 0) continue;
      survivors = [1, 2].map(() => start('worker-process.ts', [url, String(count), '400']));
      victim.child.kill('SIGKILL');
    }
    const outputs = survivors.map(({ lines }) => collected(lines));
    await untilDone(url, count);
    for (const { child } of survivors) child.stdin.end();
    const lines = [...last, ...(await Promise.all(outputs)).flat()];
    expect(lines).toContain(last[0]?.replace('claimed', 'done'));
    const done = lines.filter((line) => line.startsWith('done'));
    expect(new Set(done).size).toBe(done.length);
    const [sums] = await rowsOf(
      url,
      `select (select count(*) from checks) as checks, (select count(*) from events where attempt > 1) as "takenOver",
              (select count(*) from events where lease_until is not null or payload is not null) as left`,
    );
    expect(sums).toMatchObject({ checks: String(count), left: '0' });
    expect(Number(sums?.['takenOver'])).toBeGreaterThan(0);
  });

  it('start on an empty database at the same moment', async () => {
    const openers = Array.from({ length: 3 }, () => start('opener-process.ts', []));
    for (let round = 0; round < 2; round += 1) {
      const fresh = await freshDatabase();
      for (const { child } of openers) child.stdin.write(`${fresh.url}\n`);
      const answers = await Promise.all(openers.map(({ lines }) => lines.next()));
      expect(answers.map(({ value }) => value)).toEqual(['done', 'done', 'done']);
      await fresh.drop();
    }
    for (const { child } of openers) child.stdin.end();
    expect(await Promise.all(openers.map(({ lines }) => collected(lines)))).toEqual([[], [], []]);
  });

  it('go on while a newer version migrates, and after it, under load', async () => {
    const writers = ['one', 'two'].map((name) => start('writer-process.ts', [url, name, '1000000']));
    const seen = new Map<string, number>();
    const outputs = writers.map(async ({ child, lines }, at) => {
      for await (const _ of lines) {
        seen.set(String(at), (seen.get(String(at)) ?? 0) + 1);
        if (changed && (seen.get(String(at)) ?? 0) > changedAt + 400) child.kill('SIGKILL');
      }
    });
    let changed = false;
    let changedAt = 0;
    while ([...seen.values()].filter((count) => count > 50).length < 2) await nextTurn();
    const db = connect(url);
    const next = {
      ...postgresMigrations,
      '9001-next-version': {
        async up(schema: typeof db) {
          await schema.schema.alterTable('events').addColumn('shard', 'integer').execute();
          await schema.schema.createTable('shards').addColumn('id', 'text').execute();
          await schema.schema.createIndex('events_by_shard').on('events').columns(['shard', 'claimed_at']).execute();
        },
      },
    };
    await Promise.all([migrate(db, placeOf(url), next), migrate(db, placeOf(url), next)]);
    changedAt = Math.max(...seen.values());
    changed = true;
    await Promise.all(outputs);
    expect(await pendingMigrations(db, placeOf(url), next)).toEqual([]);
    await db.destroy();
    await expect(openAt(url)).rejects.toThrow('was written by a newer archcheck');
  });
});

describeOnPostgres('a database that is restarted under load', () => {
  it('has all that was acknowledged, and the copies go on without a word', async () => {
    const server = await startServer();
    try {
      const acknowledged: string[] = [];
      let restarts = 0;
      const writers = ['one', 'two'].map((name) => start('writer-process.ts', [server.url, name, '1000000']));
      const outputs = writers.map(async ({ child, lines }) => {
        let since = 0;
        let last = 0;
        for await (const line of lines) {
          acknowledged.push(line);
          since = restarts === last ? since + 1 : 1;
          last = restarts;
          if (restarts === 2 && since > 200) child.kill('SIGKILL');
        }
      });
      for (let round = 1; round <= 2; round += 1) {
        const before = acknowledged.length;
        while (acknowledged.length < before + 200) await nextTurn();
        await server.restart();
        restarts = round;
      }
      await Promise.all(outputs);
      const rows = await rowsOf(
        server.url,
        `select 'saved ' || id as line from checks union select 'claimed ' || id from events`,
      );
      const kept = new Set(rows.map(({ line }) => line));
      expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
    } finally {
      await server.drop();
    }
  });
});

async function untilDone(url: string, count: number): Promise<void> {
  const query = 'select (select count(*)::integer from events where done_at is not null) as done, pg_sleep(0.02)';
  for (;;) {
    const [row] = await rowsOf(url, query);
    if (row?.['done'] === count) return;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
