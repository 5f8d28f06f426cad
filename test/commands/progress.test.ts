import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';
import { createWorld } from '../support/world.ts';

function watched(isTTY: boolean) {
  const world = createWorld();
  let time = 0;
  const stderr = Object.assign(world.stderr, { isTTY });
  const progress = createProgress({ ...world, stderr, now: () => time }, 'lines');
  return { progress, errors: world.errors, wait: (ms: number) => (time += ms) };
}

describe('progress', () => {
  it('says nothing of what takes less than a second', () => {
    const { progress, errors, wait } = watched(false);
    progress.at(1);
    wait(999);
    progress.at(2);
    progress.end();
    expect(errors()).toBe('');
  });

  it('writes plain lines, one a second, where nobody looks on', () => {
    const { progress, errors, wait } = watched(false);
    for (let done = 1; done <= 5; done += 1) {
      wait(600);
      progress.at(done);
    }
    progress.end();
    expect(errors()).toBe('2 lines\n4 lines\n');
  });

  it('draws a bar on a terminal and leaves its line', () => {
    const { progress, errors, wait } = watched(true);
    wait(1_000);
    progress.at(1, 2);
    progress.end();
    expect(errors()).toBe(`\r[${'#'.repeat(15)}${' '.repeat(15)}] 1 of 2 lines\n`);
  });
});
