import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import type { Store } from '../core/ports.ts';
import type { TableCount } from '../core/workspaces.ts';
import type { World } from '../world.ts';
import { createProgress } from './progress.ts';

export interface EraseOptions {
  readonly workspace: string;
  readonly yes?: boolean;
}

/** `store export`: all that is kept of a workspace but its token and who answered what in a blind check, a JSON object a line, into a new file. */
export function storeExport(world: World, app: App, workspace: string, file: string): Promise<number> {
  return onStore(world, app, async ({ workspaces }) => {
    const total = totalOf(await workspaces.count(workspace));
    if (total === 0) throw nothingKept(workspace);
    // What people wrote: for this user alone.
    const target = await open(resolve(world.cwd(), file), 'wx', 0o600).catch((error: unknown) => {
      throw new UserError(
        `${file} cannot be written (${codeOf(error)}). Name a file that is not there yet, in a folder that you may write to.`,
      );
    });
    const progress = createProgress(world, 'rows');
    const written = new Map<string, number>();
    let done = 0;
    try {
      const head = { archcheck: 'export', workspace, exportedAt: new Date(world.now()).toISOString() };
      await target.write(`${JSON.stringify(head)}\n`);
      for await (const { table, row } of workspaces.rows(workspace)) {
        await target.write(`${JSON.stringify({ table, row })}\n`);
        written.set(table, (written.get(table) ?? 0) + 1);
        done += 1;
        progress.at(done, Math.max(done, total));
      }
      await target.sync();
    } finally {
      progress.end();
      await target.close();
    }
    world.stdout.write(listOf([...written].map(([table, rows]) => ({ table, rows }))));
    world.stdout.write(`${file} holds all ${done} rows of ${workspace}, without its token.\n`);
  });
}

/** `store erase`: erases all that is kept of a workspace, its token among it, and looks that nothing is left. */
export function storeErase(world: World, app: App, { workspace, yes = false }: EraseOptions): Promise<number> {
  return onStore(world, app, async ({ workspaces }) => {
    const counts = await workspaces.count(workspace);
    if (totalOf(counts) === 0) throw nothingKept(workspace);
    if (!yes) {
      world.stdout.write(listOf(counts));
      throw new UserError(
        `Nothing was erased. To erase these ${totalOf(counts)} rows of ${workspace} for good, say it again with --yes.`,
      );
    }
    const erased = await workspaces.erase(workspace, null);
    world.stdout.write(listOf(erased));
    const left = totalOf(await workspaces.count(workspace));
    if (left > 0) {
      throw new UserError(
        `${left} rows of ${workspace} are there again: it goes on using archcheck. Take the bot out of it first, then erase once more.`,
      );
    }
    world.stdout.write(`All ${totalOf(erased)} rows of ${workspace} are erased. Nothing of it is left in any table.\n`);
  });
}

/** Looking must not make a store. */
async function onStore(world: World, app: App, work: (store: Store) => Promise<void>): Promise<number> {
  const file = join(resolve(world.cwd(), app.dataFolder), 'archcheck.db');
  if (app.config.DATABASE_URL === undefined && !existsSync(file))
    throw new UserError(`There is no store in ${app.dataFolder}. Name the folder that it is in with --data.`);
  try {
    await work(await app.store());
    return 0;
  } finally {
    await app.close();
  }
}

function nothingKept(workspace: string): UserError {
  return new UserError(
    `Nothing is kept of ${JSON.stringify(workspace)}. Expected the id of a Slack workspace (T…) or organisation (E…), of a Discord server, or terminal.`,
  );
}

function listOf(counts: readonly TableCount[]): string {
  return counts
    .filter(({ rows }) => rows > 0)
    .map(({ table, rows }) => `${table.padEnd(16)} ${rows}\n`)
    .join('');
}

function totalOf(counts: readonly TableCount[]): number {
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
