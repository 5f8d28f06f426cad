import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../../src/cli.ts';
import type { World } from '../../src/world.ts';
import { builtIn } from './built-in.ts';

/** A world of one's own: what goes in is given, what comes out is kept, and the clock stands still unless it is told otherwise. */
export interface TestWorld extends World {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: PassThrough & { isTTY?: boolean; columns?: number };
  readonly stderr: PassThrough & { isTTY?: boolean };
  output(): string;
  errors(): string;
}

export interface WorldOptions {
  readonly input?: string | Readable;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly columns?: number;
}

const folders: string[] = [];

/** A new empty folder that is this test's own. It goes when the file of tests ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archcheck-test-'));
  folders.push(folder);
  return folder;
}

/** Removes every folder that was made so far. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

export function createWorld({ input = '', env = {}, cwd = freshFolder(), columns }: WorldOptions = {}): TestWorld {
  const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
  const stderr = new PassThrough();
  const output: string[] = [];
  const errors: string[] = [];
  stdout.on('data', (chunk) => output.push(String(chunk)));
  stderr.on('data', (chunk) => errors.push(String(chunk)));
  let ids = 0;
  return {
    env,
    stdin: typeof input === 'string' ? Readable.from(input === '' ? [] : [input]) : input,
    stdout,
    stderr,
    cwd: () => cwd,
    now: () => Date.UTC(2026, 10, 23, 9, 0, ids),
    id: () => {
      ids += 1;
      return `id${ids}`;
    },
    onStop: () => undefined,
    onFault: () => undefined,
    exit: () => undefined,
    output: () => output.join(''),
    errors: () => errors.join(''),
  };
}

/** Runs one command line as a person would, and gives what they see. */
export async function archcheck(
  args: readonly string[],
  options: WorldOptions = {},
): Promise<{ status: number; output: string; errors: string }> {
  const world = createWorld(options);
  const status = await run(args, world, builtIn);
  return { status, output: world.output(), errors: world.errors() };
}
