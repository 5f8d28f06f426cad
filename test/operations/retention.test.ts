import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createRetention, type KeepDays } from '../../src/operations/retention.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { fill } from '../storage/filled.ts';
import { createWorld } from '../support/world.ts';

const day = 86_400_000;

async function stored(keepDays: KeepDays) {
  let now = 1_000;
  const store = await openStore({ folder: ':memory:', clock: () => now });
  onTestFinished(() => store.close());
  const world = createWorld();
  const retention = createRetention({ store, keepDays, now: () => now, log: createLog('info', world.stderr) });
  await fill(store, 'T1');
  await store.events.done({ workspace: 'T1', id: 'e1', attempt: 1 });
  return {
    store,
    retention,
    log: () => world.errors(),
    at: (ms: number) => {
      now = ms;
    },
    async tables() {
      const counts = await store.workspaces.count('T1');
      return counts.filter(({ rows }) => rows > 0).map(({ table }) => table);
    },
  };
}

const ever: KeepDays = { answers: 0, drafts: 0, events: 0, departed: 0 };

test('what is kept for ever is there after a hundred years', async () => {
  const { retention, at, tables } = await stored(ever);
  const before = await tables();
  at(36_500 * day);
  await retention.look();
  expect(await tables()).toEqual(before);
});

test('what has grown old is dropped a moment after its day, and not before', async () => {
  const { store, retention, at, tables, log } = await stored({ ...ever, answers: 3, drafts: 2, events: 1 });
  await store.workspaces.joined('T1');
  const gone: (readonly string[])[] = [];
  const all = await tables();
  for (const ms of [1_000 + day, 1_001 + day, 1_001 + 2 * day, 1_001 + 3 * day]) {
    at(ms);
    await retention.look();
    const left = await tables();
    gone.push(all.filter((table) => !left.includes(table)));
  }
  const named = (...names: readonly string[]) => all.filter((table) => names.includes(table));
  expect(gone).toEqual([
    [],
    ['events'],
    named('drafts', 'events'),
    named('answers', 'drafts', 'events', 'feedback', 'threads'),
  ]);
  expect(log()).toMatch(/rows had been kept for long enough and are dropped/);
  expect(log()).not.toMatch(/asked/);
});

test('who left is erased after the days that are set, unless they came back', async () => {
  const { store, retention, at, tables, log } = await stored({ ...ever, departed: 30 });
  at(1_000 + 30 * day);
  await retention.look();
  expect(await tables()).not.toEqual([]);
  await store.workspaces.joined('T1');
  at(1_001 + 40 * day);
  await retention.look();
  expect(await tables()).not.toEqual([]);
  await store.workspaces.left('T1');
  at(1_002 + 70 * day);
  await retention.look();
  expect(await tables()).toEqual([]);
  expect(log()).toMatch(/T1: left 30 days ago; its \d+ rows are erased/);
});

test('a store in trouble is told to the operator, and it looks again the next time', async () => {
  const { store, retention, log } = await stored({ ...ever, drafts: 1 });
  await store.close();
  retention.start();
  await retention.stop();
  expect(log()).toMatch(/what is old could not be dropped: .*shutting down/);
});

test('one that cannot be erased keeps nobody else’s data here', async () => {
  const { store, retention, at, log } = await stored({ ...ever, departed: 30 });
  const others = Array.from({ length: 25 }, (_, number) => `other-${number}`);
  const stuck = Array.from({ length: 12 }, (_, number) => `stuck-${number}`);
  await store.workspaces.joined('T1');
  for (const [number, workspace] of [...stuck, ...others].entries()) {
    at(number);
    await store.workspaces.left(workspace);
  }
  const { workspaces } = store;
  const asked: string[] = [];
  const failing = createRetention({
    store: {
      ...store,
      workspaces: {
        ...workspaces,
        erase(workspace, leftBefore) {
          asked.push(workspace);
          if (stuck.includes(workspace)) return Promise.reject(new StoreError('It does not answer in time.'));
          return workspaces.erase(workspace, leftBefore);
        },
      },
    },
    keepDays: { ...ever, departed: 30 },
    now: () => 31 * day,
    log: createLog('silent', process.stderr),
  });
  await failing.look();
  expect(asked.toSorted()).toEqual([...stuck, ...others].toSorted());
  expect(await workspaces.gone(31 * day, 100)).toEqual(stuck);
  at(31 * day);
  await retention.look();
  expect(await workspaces.gone(31 * day, 100)).toEqual([]);
  expect(log()).not.toMatch(/cannot be erased/);
});
