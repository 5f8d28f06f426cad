import pg from 'pg';
import { pause } from './crowd.ts';

/** What only somebody with access to the database sees and does. */
export interface LookingIn {
  /** Lets a job fall due now. */
  fallDue(workspace: string, key: string): Promise<void>;
  /** How many events somebody holds, or is to take up. */
  held(): Promise<number>;
  /** Lets those leases end that no copy prolongs any more. */
  endDeadLeases(): Promise<void>;
  /** By table. */
  sizes(): Promise<Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>>;
  /** The numbers of the server's processes: the one that starts all others, and those. */
  processes(): Promise<{ readonly first: number; readonly others: readonly number[] }>;
  close(): Promise<void>;
}

/** A copy prolongs its leases to 20 s every 5 s. */
const livingLeaseMs = 14_000;

export function lookIn(databaseUrl: string): LookingIn {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  /** The server may be restarting. */
  async function ask<Row extends pg.QueryResultRow>(text: string, values: readonly (string | number)[] = []) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        if (attempt === 50) throw error;
        await pause(200);
      }
    }
  }

  return {
    fallDue: async (workspace, key) =>
      void (await ask('update jobs set due_at = 1 where workspace = $1 and key = $2', [workspace, key])),
    async held() {
      const [row] = await ask<{ held: number }>(
        'select count(*)::integer as held from events where lease_until is not null',
      );
      return row?.held ?? 0;
    },
    endDeadLeases: async () =>
      void (await ask('update events set lease_until = 1 where lease_until < $1', [Date.now() + livingLeaseMs])),
    async sizes() {
      await ask('analyze');
      const rows = await ask<{ name: string; rows: number; bytes: number }>(`
        select relname as name, n_live_tup::integer as rows, pg_total_relation_size(relid)::integer as bytes
          from pg_stat_user_tables where n_live_tup > 0 order by relname`);
      return Object.fromEntries(rows.map(({ name, ...size }) => [name, size]));
    },
    async processes() {
      const [server] = await ask<{ first: number; others: number[] }>(`
        select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer as first,
          array(select pid from pg_stat_activity) as others`);
      return server ?? { first: 0, others: [] };
    },
    close: () => pool.end(),
  };
}
