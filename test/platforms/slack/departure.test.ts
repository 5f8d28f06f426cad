import { expect, onTestFinished, test } from 'vitest';
import { takeLeave } from '../../../src/platforms/slack/departure.ts';
import { createStates, stateSeconds, UsedStateError } from '../../../src/platforms/slack/install-states.ts';
import { SlackCallError } from '../../../src/platforms/slack/slack-error.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { StoreError } from '../../../src/storage/store-error.ts';
import { createVault } from '../../../src/vault.ts';
import { installationOf } from '../../storage/installation-of.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

async function stored() {
  const clock = { now: Date.now() };
  const store = await openStore({ folder: ':memory:', clock: () => clock.now });
  onTestFinished(() => store.close());
  return { store, clock };
}

test('who left is forgotten, though another copy seals their token anew at the same moment', async () => {
  const { store } = await stored();
  const { installations, workspaces } = store;
  const vault = createVault(Buffer.alloc(32, 1).toString('base64'));
  await installations.save(installationOf({ sealed: vault.seal('a-token', 'acme') }));
  let asked = 0;
  const apiWith = () => ({
    identify: async () => {
      asked += 1;
      const known = asked === 1 ? await installations.get('acme') : null;
      if (known !== null) await installations.reseal(known, vault.seal('a-token', 'acme'));
      throw new SlackCallError('auth.test', 'token_revoked');
    },
  });
  const departure = { key: 'Ev1', workspace: 'acme', organisation: null, withdrawn: [] };
  await takeLeave({ installations, vault, apiWith, log: silent }, departure);
  expect(asked).toBe(2);
  expect(await installations.get('acme')).toBeNull();
  expect(await workspaces.gone(Number.MAX_SAFE_INTEGER, 1)).toEqual(['acme']);
});

test('a state that was used is used, though the store went away before that was marked as done', async () => {
  const { store, clock } = await stored();
  const away = { ...store.events, done: () => Promise.reject(new StoreError('It went away.')) };
  const made = await createStates('secret', store.events).generateStateParam({ scopes: [] }, new Date());
  await expect(createStates('secret', away).verifyStateParam(new Date(), made)).rejects.toThrow(StoreError);
  clock.now += (stateSeconds - 1) * 1_000;
  const again = createStates('secret', store.events).verifyStateParam(new Date(), made);
  await expect(again).rejects.toThrow(UsedStateError);
});
