import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/storage/open-store.ts';
import { describeStore } from './contract.ts';

describeStore('a SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archcheck-store-'));
  return {
    open: (clock) => openStore({ folder, clock }),
    remove: () => rm(folder, { recursive: true }),
  };
});
