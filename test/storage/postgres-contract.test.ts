import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { createParallelCommit } from '../../src/storage/parallel-commit.ts';
import { createStore } from '../../src/storage/store.ts';
import { describeOnPostgres, emptyTables, execute, freshDatabase } from '../support/postgres/database.ts';
import { startPglite } from '../support/postgres/pglite.ts';
import { describeStore, type StorePlace } from './contract.ts';
import { describeDecisionStore } from './decision-contract.ts';
import { describeWorkspaces } from './workspace-contract.ts';

describe('the contract of the store, on PGlite', () => {
  let pglite: Awaited<ReturnType<typeof startPglite>>;

  beforeAll(async () => {
    pglite = await startPglite();
  });

  const onPglite = async (): Promise<StorePlace> => ({
    async open(clock) {
      const db = await pglite.open();
      return createStore(db, clock, createParallelCommit(db));
    },
    remove: pglite.empty,
  });

  describeStore('PGlite', onPglite);
  describeDecisionStore('PGlite', onPglite);
  describeWorkspaces('PGlite', onPglite);
});

describeOnPostgres('the contract of the store', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;

  beforeAll(async () => {
    // Its own order of text is that of a dictionary.
    database = await freshDatabase("template template0 locale_provider icu icu_locale 'en-US'");
  });

  afterAll(() => database.drop());

  const onServer = async (): Promise<StorePlace> => ({
    open: (clock) => openStore({ folder: '', databaseUrl: database.url, clock }),
    remove: () => execute(emptyTables, database.url),
  });

  describeStore('a PostgreSQL database', onServer);
  describeDecisionStore('a PostgreSQL database', onServer);
  describeWorkspaces('a PostgreSQL database', onServer);
});
