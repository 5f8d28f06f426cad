import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock, Store } from '../../src/core/ports.ts';
import { openStore } from '../../src/storage/open-store.ts';

/** The store in a folder, or in a database where the place is a URL. */
export function openAt(place: string, clock: Clock = () => 0): Promise<Store> {
  return openStore(
    place.startsWith('postgres:') ? { folder: '', databaseUrl: place, clock } : { folder: place, clock },
  );
}

/** Runs one of this folder's programs. The lines end once it has: with an error that shows what it said, unless it was killed. */
export function start(program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], { stdio: 'pipe' });
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  async function* lines(): AsyncGenerator<string> {
    yield* createInterface({ input: child.stdout });
    await ended;
    if (child.exitCode !== 0 && child.signalCode !== 'SIGKILL') throw new Error(`the process failed: ${complaint}`);
  }
  return { child, lines: lines() };
}

export async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
