import type { Transaction } from 'kysely';
import type { Job, JobStore } from '../core/jobs.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import { toJson } from './json.ts';
import type { Tables } from './schema.ts';

export function createJobStore({ read, write }: Database, clock: Clock): JobStore {
  return {
    put: (job) => write((transaction) => putJob(transaction, job)),

    async remove({ workspace, key, dueAt }) {
      const { numDeletedRows } = await write((transaction) =>
        transaction
          .deleteFrom('jobs')
          .where('workspace', '=', workspace)
          .where('key', '=', key)
          .where('due_at', '=', dueAt)
          .executeTakeFirst(),
      );
      return numDeletedRows === 1n;
    },

    async due(platforms, limit) {
      const rows = await read()
        .selectFrom('jobs')
        .selectAll()
        .where('platform', 'in', platforms)
        .where('due_at', '<=', clock())
        .orderBy('due_at')
        .orderBy('workspace')
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(({ due_at: dueAt, payload, ...row }) => ({ ...row, dueAt, payload: JSON.parse(payload) }));
    },
  };
}

/** Keeps a job within a change of something else, so that neither is there without the other. */
export async function putJob(
  transaction: Transaction<Tables>,
  { workspace, key, platform, dueAt, payload }: Job,
): Promise<void> {
  const row = { platform, due_at: dueAt, payload: toJson(payload) };
  await transaction
    .insertInto('jobs')
    .values({ workspace, key, ...row })
    .onConflict((conflict) => conflict.columns(['workspace', 'key']).doUpdateSet(row))
    .execute();
}
