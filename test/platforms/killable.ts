import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A bot in a process of its own. */
export interface KillableBot {
  /** What it said when it was there. */
  readonly said: string;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Kills it, as a power cut would. */
  end(): Promise<void>;
}

/** Resolves when it is there. @param program a file that runs the bot; see archcheck-process.ts @param order what it is told, as JSON */
export async function startKillable(program: string, order: object): Promise<KillableBot> {
  const child = fork(program, [JSON.stringify(order)]);
  return {
    said: await heard(child),
    async idle() {
      const answer = heard(child);
      child.send('idle?');
      await answer;
    },
    async end() {
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
