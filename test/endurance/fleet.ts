import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freshFolder } from '../support/world.ts';

const launch = join(import.meta.dirname, '../../src/launch.js');
const mostComplaints = 200;
const numbers = /[A-Z]?\d[\w.]*/g;
const mostAttempts = 10;

/** A copy of the bot: `start` in a process of its own, killed and started again on the same ports. */
export interface Copy {
  /** Where it takes signed requests, if it does. */
  readonly port: number;
  /** How often it was started. */
  starts(): number;
  /** What it logged as a warning or an error, with how often; ids and numbers left out. */
  complaints(): ReadonlyMap<string, number>;
  /** Resolves when it is ready. One that ends before is started again, as a supervisor does. @throws Error after ten times */
  start(): Promise<void>;
  isReady(): Promise<boolean>;
  /** Its memory in bytes and its processor time in seconds, as it says itself; null where it does not answer. */
  figures(): Promise<Figures | null>;
  /** As a machine that sleeps does. @returns lets it go on */
  holdUp(): () => void;
  /** As `kill -9`. */
  kill(): Promise<void>;
  /** As an operator does. @throws Error unless it exits with 0 */
  stop(): Promise<void>;
}

export interface Figures {
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly processorSeconds: number;
}

/** @param settings of the platforms and the store; the ports are its own */
export async function createCopy(settings: Readonly<Record<string, string>>): Promise<Copy> {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const cwd = freshFolder();
  const url = `http://127.0.0.1:${operationsPort}`;
  const complaints = new Map<string, number>();
  let child: ChildProcessWithoutNullStreams | null = null;
  let starts = 0;

  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );

  /** @returns false where it ended before it was ready */
  async function begin(): Promise<boolean> {
    starts += 1;
    const started = spawn(process.execPath, [launch, 'start'], {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        ARCHCHECK_OPERATIONS_PORT: String(operationsPort),
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...settings,
      },
    });
    child = started;
    createInterface({ input: started.stderr }).on('line', (line) => {
      const [, said = line] = /"msg":"(.*?)"[,}]/.exec(line) ?? [];
      const complaint = said.replace(numbers, '#');
      if (complaints.size < mostComplaints) complaints.set(complaint, (complaints.get(complaint) ?? 0) + 1);
    });
    started.stdout.resume();
    while (!(await isReady())) {
      if (started.exitCode !== null) return false;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return true;
  }

  return {
    port,
    starts: () => starts,
    complaints: () => complaints,
    isReady,
    async start() {
      for (let attempt = 1; !(await begin()); attempt += 1)
        if (attempt === mostAttempts) throw new Error(`a copy did not start:\n${[...complaints.keys()].join('\n')}`);
    },
    figures: () =>
      fetch(`${url}/metrics`).then(
        async (response) => {
          const text = await response.text();
          const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
          return {
            residentBytes: figure('process_resident_memory_bytes'),
            heapBytes: figure('nodejs_heap_size_used_bytes'),
            processorSeconds: figure('process_cpu_seconds_total'),
          };
        },
        () => null,
      ),
    holdUp() {
      const stopped = child;
      stopped?.kill('SIGSTOP');
      return () => void stopped?.kill('SIGCONT');
    },
    async kill() {
      await ended(child, 'SIGKILL');
    },
    async stop() {
      const status = await ended(child, 'SIGTERM');
      if (status !== 0) throw new Error(`a copy ended with ${status}:\n${[...complaints.keys()].join('\n')}`);
    },
  };
}

/** @returns its status; null where it was killed */
async function ended(child: ChildProcessWithoutNullStreams | null, signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
  const closed = once(child, 'close');
  child.kill(signal);
  const [status]: unknown[] = await closed;
  return status;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}
