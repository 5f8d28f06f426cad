import { sql } from 'kysely';
import type { Clock } from '../core/ports.ts';
import { pendingMigrations, postgresMigrations } from './migrations.ts';
import { connect, lookAt, placeOf } from './postgres.ts';
import { StoreError } from './store-error.ts';

/** Leases last 20 s by the clock of the copy that has them; an answer of the server takes part of this. */
const mostSkewMs = 5_000;

/**
 * Whether archcheck can work on a database. Changes nothing in it.
 *
 * @param clock this machine's
 * @returns what was found, in a few words
 * @throws {StoreError} saying what is wrong and whose move it is
 */
export async function examinePostgres(url: string, clock: Clock = Date.now): Promise<string> {
  const place = placeOf(url);
  const { version, schema, mayCreate, isReadOnly, nowMs } = await lookAt(url);
  const aheadMs = clock() - nowMs;
  if (Math.abs(aheadMs) > mostSkewMs) {
    const seconds = `${Math.round(Math.abs(aheadMs) / 1_000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
    throw new StoreError(
      `This machine's clock is ${seconds} that of ${place.name[0]?.toLowerCase()}${place.name.slice(1)}. Copies tell by their clocks whether another one has died: past 20 s they would do each other's work a second time. Set both by NTP.`,
    );
  }
  if (isReadOnly) {
    throw new StoreError(
      `${place.name} is read-only: it is a standby, or set so. Name the primary in DATABASE_URL, or set default_transaction_read_only to off.`,
    );
  }
  const db = connect(url);
  try {
    const pending = await pendingMigrations(db, place, postgresMigrations);
    if (pending.length > 0 && mayCreate !== true) {
      throw new StoreError(
        `${place.name} lacks changes of its schema (${pending.join(', ')}), and this user may make no tables. Make the user the owner of the database, or grant it create on the schema${schema === null ? '' : ` ${schema}`}.`,
      );
    }
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
       where relkind = 'r' and relnamespace = current_schema()::regnamespace
         and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
           and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
    `.execute(db);
    if (rows.length > 0) {
      throw new StoreError(
        `${place.name} does not let this user read and write ${rows.map(({ name }) => name).join(', ')}. Grant it select, insert, update and delete on them.`,
      );
    }
    const schemaState =
      pending.length === 0 ? "the schema is this version's" : 'the schema is brought up to date at the next start';
    return `${place.name}: PostgreSQL ${version.split(' ')[0]}, ${schemaState}, this user may read and write`;
  } finally {
    await db.destroy();
  }
}
