import type { Transaction } from 'kysely';
import type { Clock } from '../core/ports.ts';
import type { TableCount, WorkspaceStore } from '../core/workspaces.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { countRows, deleteRows, rowsOf, workspaceTables } from './workspace-tables.ts';

export function createWorkspaceStore({ read, write }: Database, clock: Clock): WorkspaceStore {
  return {
    async left(workspace) {
      await write((transaction) => noteLeft(transaction, workspace, clock()), { repeatable: true });
    },

    async joined(workspace) {
      await write((transaction) => noteJoined(transaction, workspace), { repeatable: true });
    },

    async gone(leftBefore, limit) {
      const rows = await read()
        .selectFrom('departures')
        .select('workspace')
        .where('left_at', '<', leftBefore)
        .orderBy('left_at')
        .orderBy('workspace')
        .limit(limit)
        .execute();
      return rows.map(({ workspace }) => workspace);
    },

    async count(workspace) {
      const counts: TableCount[] = [];
      for (const table of workspaceTables) counts.push({ table, rows: await countRows(read(), table, workspace) });
      return counts;
    },

    async *rows(workspace) {
      for (const table of workspaceTables)
        for await (const rows of rowsOf(read(), table, workspace)) for (const row of rows) yield { table, row };
    },

    erase: (workspace, leftBefore) =>
      write(
        async (transaction) => {
          if (leftBefore !== null && !(await holdDeparture(transaction, workspace, leftBefore))) return [];
          const erased: TableCount[] = [];
          for (const table of workspaceTables) {
            erased.push({ table, rows: await countRows(transaction, table, workspace) });
            await deleteRows(transaction, table, workspace);
          }
          return erased;
        },
        { repeatable: true },
      ),
  };
}

/** Whether a workspace is gone still; it cannot come back before the transaction ends. */
async function holdDeparture(transaction: Transaction<Tables>, workspace: string, leftBefore: number) {
  const row = await transaction
    .selectFrom('departures')
    .select('workspace')
    .where('workspace', '=', workspace)
    .where('left_at', '<', leftBefore)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function noteLeft(transaction: Transaction<Tables>, workspace: string, leftAt: number): Promise<void> {
  await transaction
    .insertInto('departures')
    .values({ workspace, left_at: leftAt })
    .onConflict((conflict) => conflict.column('workspace').doNothing())
    .execute();
}

export async function noteJoined(transaction: Transaction<Tables>, workspace: string): Promise<void> {
  await transaction.deleteFrom('departures').where('workspace', '=', workspace).execute();
}
