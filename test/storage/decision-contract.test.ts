import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/storage/open-store.ts';
import { describeDecisionStore } from './decision-contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeDecisionStore('a SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archcheck-store-'));
  return {
    open: (clock) => openStore({ folder, clock }),
    remove: () => rm(folder, { recursive: true }),
  };
});

describeDecisionStore('plain maps', async () => {
  let opened: ReturnType<typeof createMemoryStore> | null = null;
  return {
    open: async (clock) => {
      opened ??= createMemoryStore(clock);
      return opened;
    },
    remove: async () => undefined,
  };
});
