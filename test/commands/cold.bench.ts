import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { freshFolder } from '../support/world.ts';

const launch = join(import.meta.dirname, '../../src/launch.js');
const report =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxRSS '+process.resourceUsage().maxRSS))";

/** Runs one command in a process of its own: wall seconds, and peak memory in MB. */
function cold(args: readonly string[], input = ''): { seconds: number; megabytes: number } {
  const started = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ['--import', report, launch, ...args], {
    cwd: freshFolder(),
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  return {
    seconds: (performance.now() - started) / 1000,
    megabytes: Number(/maxRSS (\d+)/.exec(stderr)?.[1] ?? 0) / 1024,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function measure(name: string, args: readonly string[], runs: number, input?: string): void {
  cold(args, input);
  const results = Array.from({ length: runs }, () => cold(args, input));
  const seconds = median(results.map((result) => result.seconds)).toFixed(2);
  const megabytes = median(results.map((result) => result.megabytes)).toFixed(0);
  process.stdout.write(`${name}: median ${seconds} s, ${megabytes} MB over ${runs} runs\n`);
}

const questions = (count: number) =>
  Array.from({ length: count }, (_, id) =>
    JSON.stringify({ id, question: `how do microservices scale with ${id} users?` }),
  ).join('\n');

describe('a cold process', () => {
  it('answers, decides and streams', { timeout: 300_000 }, () => {
    measure('node --version', ['--version'], 3);
    measure('ask', ['ask', 'how does a monolith scale?'], 9);
    measure('ask, declined', ['ask', 'how much does Kubernetes cost?'], 9);
    measure('check --questions', ['check', '--questions'], 5);
    measure('ask --jsonl, 1,000 lines', ['ask', '--jsonl', '--offline'], 1, questions(1_000));
    measure('ask --jsonl, 10,000 lines', ['ask', '--jsonl', '--offline'], 1, questions(10_000));
  });
});
