import { expect, onTestFinished, test } from 'vitest';
import type { InstallationStore } from '../../../src/core/installations.ts';
import { createRounds } from '../../../src/platforms/slack/rounds.ts';
import { SlackCallError } from '../../../src/platforms/slack/slack-error.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { createVault } from '../../../src/vault.ts';
import { installationOf } from '../../storage/installation-of.ts';

const key = Buffer.alloc(32, 1).toString('base64');

/** Workspaces by their names, each with what Slack says of its token: null where it holds. */
async function installed(says: Readonly<Record<string, string | null>>) {
  const store = await openStore({ folder: ':memory:', clock: () => 1_000 });
  onTestFinished(() => store.close());
  const vault = createVault(key);
  for (const workspace of Object.keys(says))
    await store.installations.save(installationOf({ workspace, sealed: vault.seal(workspace, workspace) }));
  const said: string[] = [];
  const note = (message: string) => void said.push(message);
  const log = { error: note, warn: note, info: note, debug: note };
  const asked: string[] = [];
  const apiWith = (token: string) => ({
    identify: async () => {
      asked.push(token);
      const code = says[token] ?? null;
      if (code !== null) throw new SlackCallError('auth.test', code, { uncertain: code === 'unreachable' });
      return { ok: true, team_id: token, user_id: 'U1', user: 'archcheck', scopes: new Set<string>() };
    },
  });
  const roundsOf = (installations: InstallationStore) =>
    createRounds({ installations, vault, apiWith, log, wait: async () => undefined });
  const rounds = roundsOf(store.installations);
  const left = async () => (await store.installations.list('', 100)).map(({ workspace }) => workspace);
  return { store, rounds, roundsOf, asked, said, left };
}

test('whoever took the bot out while nothing ran is forgotten, and their data erased like that of others who left', async () => {
  const { store, rounds, said, left } = await installed({
    acme: null,
    gone: 'token_revoked',
    over: 'account_inactive',
  });
  await rounds.look();
  expect(await left()).toEqual(['acme']);
  expect(await store.workspaces.gone(Number.MAX_SAFE_INTEGER, 9)).toEqual(['gone', 'over']);
  expect(said.filter((line) => /taken out/.test(line))).toHaveLength(2);
});

test('nobody is forgotten because Slack is ill, or cannot be reached', async () => {
  const ill = { acme: 'invalid_auth', beta: 'unreachable', civic: 'ratelimited', delta: 'internal_error' };
  const { rounds, asked, left } = await installed(ill);
  await rounds.look();
  expect(asked).toEqual(Object.keys(ill));
  expect(await left()).toEqual(Object.keys(ill));
});

test('one whose token does not open stays, and is not asked about', async () => {
  const { store, rounds, asked, said, left } = await installed({ acme: null });
  await store.installations.save(installationOf({ workspace: 'broken', sealed: createVault(key).seal('x', 'other') }));
  await rounds.look();
  expect(await left()).toEqual(['acme', 'broken']);
  expect(asked).toEqual(['acme']);
  expect(said.join()).toMatch(/broken/);
});

test('one that another version wrote, and that is left out of a page, does not hide those behind it', async () => {
  const { store, roundsOf, asked } = await installed({ acme: null, beta: null, civic: null });
  const { list } = store.installations;
  const short = { ...store.installations, list: (after: string) => list(after, 1) };
  await roundsOf(short).look();
  expect(asked).toEqual(['acme', 'beta', 'civic']);
});

test('it stops where it is when the process does', async () => {
  const { rounds, asked } = await installed({ acme: null, beta: null });
  await rounds.stop();
  await rounds.look();
  expect(asked).toEqual([]);
});
