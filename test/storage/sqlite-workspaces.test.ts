import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/storage/open-store.ts';
import { describeWorkspaces } from './workspace-contract.ts';

describeWorkspaces('a SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archcheck-store-'));
  return {
    open: (clock) => openStore({ folder, clock }),
    remove: () => rm(folder, { recursive: true }),
  };
});
