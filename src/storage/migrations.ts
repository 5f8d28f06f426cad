import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { threads } from './migrations/0002-threads.ts';
import { decisionsSchema } from './migrations/0004-decisions.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Every change of the schema, oldest first, each in a file of its own. A released one is never edited: add the next number. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-schema': firstSchema,
  '0002-threads': threads,
  '0004-decisions': decisionsSchema,
};

const migrationTable = 'archcheck_migration';

type MigrationTables = Record<typeof migrationTable, { name: string }>;

/**
 * Brings a database to this version's schema. Processes that start at once wait for each other: the migrator works in one transaction,
 * which the driver begins with the write lock.
 *
 * @param place what the database is called in errors
 * @throws {StoreError} as {@link pendingMigrations} does
 */
export async function migrate(db: Kysely<Tables>, place: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // A newer version that started at the same time may have been faster: then that is what to say.
  await pendingMigrations(db, place);
  throw error;
}

/**
 * The names of the changes that a database still lacks. Only reads.
 *
 * @param place what the database is called in errors
 * @throws {StoreError} if it was written by a newer version or belongs to something else
 */
export async function pendingMigrations(db: Kysely<Tables>, place: string): Promise<readonly string[]> {
  const known = Object.keys(migrations);
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.length === 0) return known;
  if (!tables.some((table) => table.name === migrationTable)) {
    throw new StoreError(
      `${place} is a database, but not archcheck's (it holds the table "${tables[0]?.name}"). It was left as it is. ` +
        'Name another folder with --data.',
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
      `${place} was written by a newer archcheck (this one knows nothing of its change "${foreign.name}"). It was left as it is. ` +
        'Upgrade archcheck, or name another folder with --data.',
    );
  }
  return known.filter((name) => !applied.has(name));
}
