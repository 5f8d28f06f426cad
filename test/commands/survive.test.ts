import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../support/world.ts';

const launch = join(import.meta.dirname, '../../src/launch.js');

/** A real process in a folder of its own, and what it has printed so far. */
function start(cwd: string, args: readonly string[] = ['start']) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [launch, ...args], { cwd, stdio: 'pipe' });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const ended = once(child, 'close').then(() => {
    throw new Error(`it ended before that was seen: ${errors || output}`);
  });
  ended.catch(() => undefined);
  const seen = async (text: string) => {
    while (!output.includes(text)) await Promise.race([once(child.stdout, 'data'), ended]);
  };
  return { child, seen, output: () => output };
}

describe('a real process', () => {
  it('loses no answer to kill -9 in the middle of a check', async () => {
    const cwd = freshFolder();
    const killed = start(cwd);
    killed.child.stdin.write('/arch-check\n3\n3\n');
    await killed.seen('Question 3');
    killed.child.kill('SIGKILL');
    await once(killed.child, 'close');

    const next = start(cwd);
    next.child.stdin.end('/arch-check\nb\n');
    await once(next.child, 'close');
    expect(next.output()).toMatch(/Question 3 of/);
    expect(next.output()).toMatch(/✓ 3 {2}Mature/);
  });

  it('ends quietly when its reader goes away', async () => {
    const { child } = start(freshFolder(), ['ask', '--jsonl']);
    child.stdout.destroy();
    child.stdin.on('error', () => undefined);
    child.stdin.end('{"id":1,"question":"what is a monolith?"}\n'.repeat(200));
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    const [status] = await once(child, 'close');
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
  });

  it('ends at SIGTERM with what was said already kept', async () => {
    const cwd = freshFolder();
    const stopped = start(cwd);
    stopped.child.stdin.write('/arch-check\n1\n');
    await stopped.seen('What would change it');
    stopped.child.kill('SIGTERM');
    const [status] = await once(stopped.child, 'close');
    expect(status).toBe(0);
    const list = start(cwd, ['decisions']);
    await once(list.child, 'close');
    expect(list.output()).toMatch(/Monolith +Check of \d\d \w+ \d{4}/);
  });
});
