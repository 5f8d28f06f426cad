import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Every change of the schema, oldest first. A released one is never edited: add the next number. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-schema': {
    async up(db) {
      await db.schema
        .createTable('checks')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('conversation', 'text', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('form', 'text', (column) => column.notNull())
        .addColumn('answers', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('reachable', 'text', (column) => column.notNull())
        .addColumn('score', 'integer', (column) => column.notNull())
        .addColumn('score_least', 'integer', (column) => column.notNull())
        .addColumn('score_most', 'integer', (column) => column.notNull())
        .addColumn('rules_version', 'text', (column) => column.notNull())
        .addColumn('rules_hash', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('words', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('checks_key', ['workspace', 'id'])
        .execute();
      await db.schema.createIndex('checks_by_time').on('checks').columns(['workspace', 'created_at', 'id']).execute();

      await db.schema
        .createTable('drafts')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('conversation', 'text', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('draft', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('saved_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('drafts_key', ['workspace', 'conversation', 'person'])
        .execute();

      await db.schema
        .createTable('events')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('payload', 'text')
        .addColumn('attempt', 'integer', (column) => column.notNull())
        .addColumn('claimed_at', 'bigint', (column) => column.notNull())
        .addColumn('lease_until', 'bigint')
        .addColumn('done_at', 'bigint')
        .addPrimaryKeyConstraint('events_key', ['workspace', 'id'])
        .execute();
      // Partial, because nearly every event is done and has no lease.
      await db.schema
        .createIndex('events_by_lease')
        .on('events')
        .column('lease_until')
        .where(sql.ref('lease_until'), 'is not', null)
        .execute();
      await db.schema.createIndex('events_by_end').on('events').column('done_at').execute();

      await db.schema
        .createTable('answers')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('conversation', 'text', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('answers_key', ['workspace', 'id'])
        .execute();

      await db.schema
        .createTable('feedback')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('rating', 'text', (column) => column.notNull())
        .addColumn('rated_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('feedback_key', ['workspace', 'answer', 'person'])
        .addForeignKeyConstraint(
          'feedback_answer',
          ['workspace', 'answer'],
          'answers',
          ['workspace', 'id'],
          (constraint) => constraint.onDelete('cascade'),
        )
        .execute();
    },
  },
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
