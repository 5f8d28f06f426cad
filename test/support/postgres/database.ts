import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe } from 'vitest';
import { freshFolder } from '../world.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'cluster.sh');

/** The PostgreSQL that tests may make databases in, where there is one: `cluster.sh run npm test` starts one. */
const server = process.env['TEST_DATABASE_URL'];

/** Tests that need a real PostgreSQL. Without one each says by name that it did not run, and one line says how to run them. */
export function describeOnPostgres(name: string, tests: () => void): void {
  if (server === undefined) {
    process.stderr.write(
      `Not run, for want of a PostgreSQL: ${name}. To run it: test/support/postgres/cluster.sh run npm test\n`,
    );
  }
  describe.skipIf(server === undefined)(`${name}, on PostgreSQL`, tests);
}

/** A fresh database of one's own. @returns its URL, and a way to drop it once nobody is connected any more */
export async function freshDatabase(options = ''): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(`create database ${name} ${options}`);
  return { url: urlOf({ database: name }), drop: () => execute(`drop database ${name} with (force)`) };
}

/** Empties the tables of a database, whatever they are. */
export const emptyTables = `do $$ declare names text; begin
  select string_agg(quote_ident(tablename), ', ') into names from pg_tables
   where schemaname = 'public' and tablename not like 'archcheck_migration%';
  if names is not null then execute 'truncate ' || names; end if;
end $$`;

/** The server's URL with something else in it. */
export function urlOf(parts: { database?: string; user?: string; password?: string; port?: string }): string {
  const url = new URL(server ?? '');
  if (parts.database !== undefined) url.pathname = parts.database;
  if (parts.user !== undefined) url.username = parts.user;
  if (parts.password !== undefined) url.password = parts.password;
  if (parts.port !== undefined) url.port = parts.port;
  return url.href;
}

/** Runs statements, as the owner of the server unless another URL is given. */
export function execute(text: string, url = server): Promise<void> {
  return connected(url, async (client) => {
    await client.query(text);
  });
}

/** The rows of a query. */
export function rowsOf(url: string, text: string): Promise<Record<string, unknown>[]> {
  return connected(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows);
}

async function connected<T>(url: string | undefined, action: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

/** Where PostgreSQL's programs are. */
export async function programsFolder(): Promise<string> {
  return (await run(script, ['find'])).stdout.trim();
}

/** A server of one's own, to restart. */
export async function startServer(): Promise<{
  readonly url: string;
  /** As after a power cut. Resolves when it serves again. */
  restart(): Promise<void>;
  drop(): Promise<void>;
}> {
  const folder = freshFolder();
  const { stdout } = await run(script, ['start', folder]);
  return {
    url: stdout.trim(),
    restart: async () => {
      await run(script, ['restart', folder]);
    },
    drop: async () => {
      await run(script, ['drop', folder]);
    },
  };
}
