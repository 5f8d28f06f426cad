import { resolve } from 'node:path';
import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import type { World } from '../world.ts';

/** `store backup FILE`: a copy of the embedded store, taken while it is in use. */
export async function storeBackup(world: World, { config, dataFolder }: App, file: string): Promise<number> {
  if (config.DATABASE_URL !== undefined)
    throw new UserError('DATABASE_URL is set, so everything is kept in PostgreSQL. Copy it with pg_dump.');
  const { backUpSqlite } = await import('../storage/backup-sqlite.ts');
  await backUpSqlite(resolve(world.cwd(), dataFolder), resolve(world.cwd(), file));
  world.stdout.write(`${file}\n`);
  return 0;
}
