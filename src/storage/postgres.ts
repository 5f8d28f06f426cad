import { Kysely } from 'kysely';
import pg from 'pg';
import { UserError } from '../core/errors.ts';
import { migrate, type Place, pendingMigrations, postgresMigrations } from './migrations.ts';
import { patiently } from './patience.ts';
import { PostgresDialect } from './postgres-dialect.ts';
import { isPassing, toStoreError } from './postgres-errors.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** How long a process that starts waits for a server that starts, too. */
const patienceMs = 3_000;

/** The oldest that is still mended by its makers. */
const leastVersion = 14;

/**
 * For each copy: the changes at once of parallel-commit.ts, and two for what is only read. PostgreSQL takes 100 unless told otherwise.
 */
const connections = 10;

/** Every wait has an end, those for the network included; the server's ends come before ours, because it knows better what it did. */
const timeouts = {
  connectionTimeoutMillis: 5_000,
  lock_timeout: 3_000,
  // A copy that stops in the middle of a change lets go of its rows.
  idle_in_transaction_session_timeout: 5_000,
  statement_timeout: 8_000,
  query_timeout: 12_000,
};

/**
 * Opens a database, at this version's schema.
 *
 * @param url as in `DATABASE_URL`
 * @throws {StoreError} see store-error.ts; a database that is something else's is then left as it is
 */
export async function openPostgres(url: string): Promise<Kysely<Tables>> {
  const place = placeOf(url);
  await patiently(() => lookAt(url), { patienceMs, passes: isPassing });
  const db = connect(url);
  try {
    if ((await pendingMigrations(db, place, postgresMigrations)).length > 0) await migrateUnhurried(url, place);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** What a server says of itself and of the user. */
export interface Look {
  /** As in "15.18 (Debian 15.18-0+deb12u1)". */
  readonly version: string;
  /** Null where there is no schema that tables would be made in. */
  readonly schema: string | null;
  readonly mayCreate: boolean | null;
  readonly isReadOnly: boolean;
  /** What its clock says, in epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * Looks at a database without changing anything, over a connection that ends with it.
 *
 * @throws {StoreError} where it cannot be reached, cannot keep what people write, or is too old
 */
export async function lookAt(url: string): Promise<Look> {
  const { name } = placeOf(url);
  const client = new pg.Client({ connectionString: url, ...timeouts });
  // What breaks is told by the query; unheard this would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Look & { encoding: string; number: number }>(`
      select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
        current_setting('server_encoding') as encoding, current_schema() as schema,
        has_schema_privilege(current_schema(), 'create') as "mayCreate",
        current_setting('transaction_read_only')::boolean as "isReadOnly",
        (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`);
    const [look] = rows;
    if (!look) throw new Error('expected a row');
    if (look.encoding !== 'UTF8') {
      throw new StoreError(
        `${name} keeps text as ${look.encoding}, which has no room for every language. Make one with createdb --encoding=UTF8 --template=template0.`,
      );
    }
    if (look.number < leastVersion * 10_000) {
      throw new StoreError(
        `${name} is PostgreSQL ${look.version}; archcheck needs ${leastVersion} or newer. Upgrade it, or name another database in DATABASE_URL.`,
      );
    }
    return look;
  } catch (error) {
    throw toStoreError(error, name);
  } finally {
    await client.end();
  }
}

async function migrateUnhurried(url: string, place: Place): Promise<void> {
  const db = openUnhurried(url);
  try {
    // Behind the running processes, but not for so long that they queue behind it: then once more.
    await patiently(() => migrate(db, place, postgresMigrations), { patienceMs: 60_000, passes: isPassing });
  } finally {
    await db.destroy();
  }
}

/** What errors call a database: never the URL, which holds a password. */
export function placeOf(url: string): Place {
  const { database, host, port } = readUrl(url);
  return {
    name: `The database ${JSON.stringify(database ?? '')} on ${host}:${port}`,
    elsewhere: 'name another database in DATABASE_URL',
  };
}

/** For work that takes what it takes: a change of the schema, a move. Only locks are still given up, because others queue behind them. */
export function openUnhurried(url: string): Kysely<Tables> {
  return connect(url, { ...timeouts, statement_timeout: 0, idle_in_transaction_session_timeout: 0, query_timeout: 0 });
}

/** The database as it is, whatever its schema. */
export function connect(url: string, pace: pg.PoolConfig = timeouts): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    fallback_application_name: 'archcheck',
    max: connections,
    keepAlive: true,
    types: { getTypeParser },
    ...pace,
  });
  // A connection that breaks while nobody uses it is replaced; unheard these would end the process.
  const ignore = (): void => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return new Kysely<Tables>({ dialect: new PostgresDialect(pool, placeOf(url).name) });
}

/** pg gives int8 and sums of it as text, because they might be too great for a number; ours are times and counts. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 || type === pg.types.builtins.NUMERIC ? Number : pg.types.getTypeParser(type, format);

function readUrl(url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url });
  } catch {
    throw new UserError(
      'DATABASE_URL cannot be read (not shown, it is a secret). Expected postgres://user:password@host:5432/database, special characters in the password written as %XX, and files that it names to be there.',
    );
  }
}
