import { sql, type Transaction } from 'kysely';
import { dateOf } from '../core/dates.ts';
import type { RetentionStore } from '../core/workspaces.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { keyOf } from './workspace-tables.ts';

/** A few milliseconds' worth. */
const rowsAtOnce = 500;

export function createRetentionStore({ write }: Database): RetentionStore {
  async function dropAll(table: keyof Tables, time: string, before: number | string | null): Promise<number> {
    if (before === null) return 0;
    for (let dropped = 0; ; ) {
      const rows = await write((transaction) => dropPiece(transaction, table, time, before), { repeatable: true });
      dropped += rows;
      if (rows < rowsAtOnce) return dropped;
    }
  }

  return {
    async drop({ answers, drafts, events }) {
      // Ratings go with their answers.
      const dropped = await dropAll('answers', 'created_at', answers);
      const began = await dropAll('threads', 'noted_at', answers);
      const used = await dropAll('usage', 'day', answers === null ? null : dateOf(answers));
      const unfinished = await dropAll('drafts', 'saved_at', drafts);
      return dropped + began + used + unfinished + (await dropAll('events', 'done_at', events));
    },
  };
}

/** A row that is written meanwhile is looked at again, and stays. */
async function dropPiece(
  transaction: Transaction<Tables>,
  table: keyof Tables,
  time: string,
  before: number | string,
): Promise<number> {
  const key = keyOf(table);
  const { rows } = await sql`
    delete from ${sql.table(table)} where ${sql.ref(time)} < ${before} and (workspace, ${key}) in (
      select workspace, ${key} from ${sql.table(table)} where ${sql.ref(time)} < ${before} limit ${sql.lit(rowsAtOnce)}
    ) returning 1 as dropped
  `.execute(transaction);
  return rows.length;
}
