import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { isMigrationTable } from './migrations.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** A table as it went over. */
export interface MovedTable {
  readonly table: string;
  readonly rows: number;
}

/** A number of rows, and a checksum of all that is in them, whatever their order. */
interface Sum {
  readonly rows: number;
  readonly sum: bigint;
}

type Row = Readonly<Record<string, string | number | null>>;

const rowsAtOnce = 500;

/**
 * Copies everything from the embedded store into an empty PostgreSQL database of the same schema, reads it back and compares. All of it or
 * nothing: a move that fails, or is killed, leaves the target as it was. Meanwhile nobody else writes to either.
 *
 * @param progress told after every piece how many rows of how many are copied
 * @returns the tables, in the order of their making
 * @throws {StoreError} where the target is not empty, or holds something else in the end
 */
export function moveStore(
  source: Kysely<Tables>,
  target: Kysely<Tables>,
  progress: (done: number, of: number) => void,
): Promise<readonly MovedTable[]> {
  return source.transaction().execute((from) => target.transaction().execute((to) => moveTables(from, to, progress)));
}

async function moveTables(
  from: Transaction<Tables>,
  to: Transaction<Tables>,
  progress: (done: number, of: number) => void,
): Promise<readonly MovedTable[]> {
  const tables = await tablesOf(from);
  await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))} in share row exclusive mode`.execute(to);
  let total = 0;
  for (const table of tables) {
    const kept = await countRows(to, table);
    if (kept > 0) {
      throw new StoreError(
        `The target is not empty: its table ${table} has ${kept} rows. Nothing was moved. Name an empty database, or empty this one if it holds nothing that is needed.`,
      );
    }
    total += await countRows(from, table);
  }
  const moved: MovedTable[] = [];
  let done = 0;
  for (const table of tables) {
    const sent = await copyTable(from, to, table, (rows) => {
      done += rows;
      progress(done, total);
    });
    const kept = await readBack(to, table);
    if (sent.rows !== kept.rows || sent.sum !== kept.sum) {
      throw new StoreError(
        `The table ${table} arrived as something else: ${sent.rows} rows were sent, ${kept.rows} came. Nothing was moved. Is something else writing to the target?`,
      );
    }
    moved.push({ table, rows: kept.rows });
  }
  // Until the server counts by itself it plans for empty tables: a search takes ten times as long.
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(to);
  return moved;
}

/** In the order of their making, hence each behind those that it refers to. */
async function tablesOf(from: Transaction<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite^_%' escape '^' order by rowid
  `.execute(from);
  return rows.map((row) => row.name).filter((name) => !isMigrationTable(name));
}

async function countRows(db: Transaction<Tables>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

async function copyTable(
  from: Transaction<Tables>,
  to: Transaction<Tables>,
  table: string,
  copied: (rows: number) => void,
): Promise<Sum> {
  const columns = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(from);
  const names = columns.rows.map((column) => column.name);
  const into = sql`${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})`;
  let sent = nothing;
  for (let last = -1; ; ) {
    const { rows } = await sql<Row & { row_number: number }>`
      select rowid as row_number, * from ${sql.table(table)} where rowid > ${last} order by rowid limit ${rowsAtOnce}
    `.execute(from);
    const end = rows.at(-1);
    if (end === undefined) return sent;
    last = end.row_number;
    const values = rows.map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`);
    await sql`insert into ${into} values ${sql.join(values)}`.execute(to);
    sent = add(sent, rows, names);
    copied(rows.length);
  }
}

async function readBack(to: Transaction<Tables>, table: string): Promise<Sum> {
  await sql`declare read_back no scroll cursor for select * from ${sql.table(table)}`.execute(to);
  let kept = nothing;
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from read_back`.execute(to);
    const [first] = rows;
    if (first === undefined) break;
    kept = add(kept, rows, Object.keys(first));
  }
  await sql`close read_back`.execute(to);
  return kept;
}

const nothing: Sum = { rows: 0, sum: 0n };

/** By the columns' names, because a table that was changed may have them in another order on each side. */
function add({ rows, sum }: Sum, more: readonly Row[], names: readonly string[]): Sum {
  const sorted = names.toSorted();
  const sums = more.map((row) => {
    const text = JSON.stringify(sorted.map((name) => [name, row[name]]));
    return createHash('sha256').update(text).digest().readBigUInt64BE();
  });
  return { rows: rows + more.length, sum: sums.reduce((total, one) => BigInt.asUintN(64, total + one), sum) };
}
