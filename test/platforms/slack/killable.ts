import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SlackServer } from '../../support/slack/server.ts';
import { type Mode, reached, wayTo } from './archcheck.ts';

export interface KillableArchcheck {
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  kill(): Promise<void>;
}

/** @param aheadMs how far its clock is ahead of the real one: what an earlier process held is over after half a minute */
export async function startKillable(
  server: SlackServer,
  mode: Mode,
  data: string,
  aheadMs: number,
): Promise<KillableArchcheck> {
  const order = JSON.stringify({ ...wayTo(server, mode), data, aheadMs });
  const child = fork(join(import.meta.dirname, 'archcheck-process.ts'), [order]);
  const url = await heard(child);
  await reached(server, url === '' ? null : url);
  return {
    async idle() {
      const answer = heard(child);
      child.send('idle?');
      await answer;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** What the process says next. */
async function heard(child: ChildProcess): Promise<string> {
  const [said]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the bot’s process has ended'))),
  ]);
  return String(said);
}
