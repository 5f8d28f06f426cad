import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from '../app.ts';
import { settings } from '../config.ts';
import { UserError } from '../core/errors.ts';
import type { World } from '../world.ts';
import { createProgress } from './progress.ts';

export interface MoveOptions {
  /** A URL as in `DATABASE_URL`, which it is without this one. */
  readonly to?: string;
}

/** Copies the embedded store into a PostgreSQL database, and compares. The embedded store stays as it is. */
export async function storeMove(world: World, app: App, options: MoveOptions): Promise<number> {
  const url = targetOf(options.to ?? app.config.DATABASE_URL);
  const folder = resolve(world.cwd(), app.dataFolder);
  if (!existsSync(join(folder, 'archcheck.db')))
    throw new UserError(`There is no store in ${app.dataFolder}. Name the folder that it is in with --data.`);
  const [{ openSqlite }, { openPostgres, openUnhurried, placeOf }, { moveStore }] = await Promise.all([
    import('../storage/sqlite.ts'),
    import('../storage/postgres.ts'),
    import('../storage/move.ts'),
  ]);
  const source = await openSqlite(folder);
  try {
    // Once as a copy of archcheck would, which makes the tables.
    await (await openPostgres(url)).destroy();
    const target = openUnhurried(url);
    const progress = createProgress(world, 'rows');
    try {
      const moved = await moveStore(source, target, progress.at);
      for (const { table, rows } of moved) world.stdout.write(`${table.padEnd(16)} ${rows}\n`);
      const all = moved.reduce((sum, { rows }) => sum + rows, 0);
      world.stdout.write(
        `${placeOf(url).name} now holds all ${all} rows, read back and compared. ${app.dataFolder} was left as it is.\n` +
          'With DATABASE_URL set archcheck uses the database.\n',
      );
    } finally {
      progress.end();
      await target.destroy();
    }
  } finally {
    await source.destroy();
  }
  return 0;
}

function targetOf(url: string | undefined): string {
  const parsed = settings.shape.DATABASE_URL.safeParse(url);
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  throw new UserError(
    'Expected a database to move to: --to postgres://user:password@host/database, or DATABASE_URL set. What came is not shown: it may hold a password.',
  );
}
