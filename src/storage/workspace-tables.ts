import { type Kysely, sql } from 'kysely';
import type { WorkspaceRow } from '../core/workspaces.ts';
import type { Tables } from './schema.ts';

/**
 * Every table, with the columns that tell its rows apart within a workspace. A table that is not here does not compile, so that none is
 * forgotten when a workspace is exported or erased. Each stands before those that it refers to.
 */
const keys: { readonly [Table in keyof Tables]: readonly (keyof Tables[Table])[] } = {
  feedback: ['answer', 'person'],
  answers: ['id'],
  checks: ['id'],
  drafts: ['conversation', 'person'],
  events: ['id'],
  threads: ['channel', 'thread'],
  decision_terms: ['term', 'number'],
  decision_texts: ['number'],
  decisions: ['number'],
  team_answers: ['team_check', 'person'],
  team_checks: ['id'],
  jobs: ['key'],
  usage: ['day'],
  settings: ['channel'],
  departures: [],
  installations: [],
};

/** What is left out of an export, because it is not the workspace's to have: tokens, and who answered what where all answer blind. */
const secret: Partial<Record<string, readonly string[]>> = { installations: ['sealed'], team_answers: ['answers'] };

type Row = WorkspaceRow['row'];

export const workspaceTables: readonly string[] = Object.keys(keys);

function columnsOf(table: string): readonly string[] {
  return Object.entries(keys).find(([name]) => name === table)?.[1] ?? [];
}

/** What tells a table's rows apart within a workspace, for a statement. */
export function keyOf(table: string) {
  return sql.join(columnsOf(table).map((column) => sql.ref(column)));
}

/** How many rows of a table belong to a workspace. */
export async function countRows(db: Kysely<Tables>, table: string, workspace: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where workspace = ${workspace}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deleteRows(db: Kysely<Tables>, table: string, workspace: string): Promise<void> {
  await sql`delete from ${sql.table(table)} where workspace = ${workspace}`.execute(db);
}

/** A workspace's rows of a table, without secrets, in the order of their keys, so many at a time. */
export async function* rowsOf(
  db: Kysely<Tables>,
  table: string,
  workspace: string,
  atOnce = 500,
): AsyncGenerator<readonly Row[]> {
  const columns = columnsOf(table);
  const key = keyOf(table);
  const order = columns.length === 0 ? sql`` : sql`order by ${key}`;
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} where workspace = ${workspace} ${after} ${order} limit ${sql.lit(atOnce)}
    `.execute(db);
    if (rows.length > 0) yield rows.map((row) => withoutSecrets(table, row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return;
    after = sql`and (${key}) > (${sql.join(columns.map((name) => last[name] ?? null))})`;
  }
}

function withoutSecrets(table: string, row: Row): Row {
  const left = secret[table] ?? [];
  return Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name)));
}
