import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import PQueue from 'p-queue';
import { migrate, postgresMigrations } from '../../../src/storage/migrations.ts';
import { type Client, type Pool, PostgresDialect } from '../../../src/storage/postgres-dialect.ts';
import type { Tables } from '../../../src/storage/schema.ts';
import { emptyTables } from './database.ts';

const int8 = 20;

/** PostgreSQL's SQL without a server: one instance in memory for all that are opened on it, one connection at a time. */
export async function startPglite(): Promise<{ open(): Promise<Kysely<Tables>>; empty(): Promise<void> }> {
  const pglite = await PGlite.create({ parsers: { [int8]: Number } });
  const turns = new PQueue({ concurrency: 1 });
  const pool: Pool = {
    connect: () =>
      new Promise((resolve) => {
        void turns.add(() => new Promise<void>((release) => resolve(toClient(pglite, release))));
      }),
    end: async () => undefined,
  };
  const open = (): Kysely<Tables> => new Kysely<Tables>({ dialect: new PostgresDialect(pool, 'PGlite') });
  await migrate(open(), { name: 'PGlite', elsewhere: '' }, postgresMigrations);
  return {
    open: async () => open(),
    empty: async () => {
      await pglite.exec(emptyTables);
    },
  };
}

function toClient(pglite: PGlite, release: () => void): Client {
  return {
    async query(text, values) {
      const { rows, affectedRows } = await pglite.query<never>(text, values);
      return { command: /^\w+/.exec(text)?.[0].toUpperCase() ?? '', rowCount: affectedRows ?? null, rows };
    },
    release: () => release(),
  };
}
