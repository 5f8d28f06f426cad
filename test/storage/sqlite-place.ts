import { openStore } from '../../src/storage/open-store.ts';
import { freshFolder } from '../support/world.ts';
import type { StorePlace } from './contract.ts';

/** A store in a folder of its own, which goes when the file of tests ends. */
export async function onSqlite(): Promise<StorePlace> {
  const folder = freshFolder();
  return { open: (clock) => openStore({ folder, clock }), remove: async () => undefined };
}
