import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { searchOnPostgres } from './migrations/0001-search-on-postgres.ts';
import { threads } from './migrations/0002-threads.ts';
import { usageSchema } from './migrations/0003-usage.ts';
import { decisionsSchema } from './migrations/0004-decisions.ts';
import { installations } from './migrations/0005-installations.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/**
 * Every change of the schema, oldest first, each in a file of its own. A released one is never edited: add the next number.
 *
 * A change only adds: tables, indexes, columns that may be null or have a default. So a process of the version before goes on working
 * while and after the next one migrates, and copies can be replaced one by one. What nobody uses any more is removed two versions later.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-schema': firstSchema,
  '0002-threads': threads,
  '0003-usage': usageSchema,
  '0004-decisions': decisionsSchema,
  '0005-installations': installations,
};

/** The same for PostgreSQL, with what only it needs, each behind the change that it goes with. */
export const postgresMigrations: typeof migrations = {
  ...migrations,
  '0001-search-on-postgres': searchOnPostgres,
};

const migrationTable = 'archcheck_migration';

/** Whether a table only says which changes were made. */
export function isMigrationTable(name: string): boolean {
  return name === migrationTable || name === `${migrationTable}_lock`;
}

type MigrationTables = Record<typeof migrationTable, { name: string }>;

/** What a database is called in errors, and how to choose another one: "name another folder". */
export interface Place {
  readonly name: string;
  readonly elsewhere: string;
}

/**
 * Brings a database to this version's schema, all of it or nothing. Processes that start at once wait for each other: the migrator works
 * in one transaction, behind the write lock of SQLite or an advisory lock of PostgreSQL.
 *
 * @throws {StoreError} as {@link pendingMigrations} does
 */
export async function migrate(db: Kysely<Tables>, place: Place, changes: typeof migrations): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(changes) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // A newer version that started at the same time may have been faster: then that is what to say.
  await pendingMigrations(db, place, changes);
  throw error;
}

/**
 * The names of the changes that a database still lacks. Only reads.
 *
 * @throws {StoreError} if it was written by a newer version or belongs to something else
 */
export async function pendingMigrations(
  db: Kysely<Tables>,
  place: Place,
  changes: typeof migrations,
): Promise<readonly string[]> {
  const known = Object.keys(changes);
  const all = await db.introspection.getTables({ withInternalKyselyTables: true });
  // Views are what extensions and operators add.
  const tables = all.filter((table) => !table.isView);
  if (tables.length === 0) return known;
  if (!tables.some((table) => table.name === migrationTable)) {
    throw new StoreError(
      `${place.name} is a database, but not archcheck's (it holds the table "${tables[0]?.name}"). It was left as it is: ${place.elsewhere}.`,
    );
  }
  const rows = await db
    .withTables<MigrationTables>()
    .selectFrom(migrationTable)
    .select('name')
    .orderBy('name')
    .execute();
  const applied = new Set(rows.map((row) => row.name));
  const foreign = rows.find((row) => !known.includes(row.name));
  if (foreign) {
    throw new StoreError(
      `${place.name} was written by a newer archcheck (this one knows nothing of its change "${foreign.name}"). It was left as it is. ` +
        `Upgrade archcheck, or ${place.elsewhere}.`,
    );
  }
  return known.filter((name) => !applied.has(name));
}
