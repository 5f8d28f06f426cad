import { describe, expect, it } from 'vitest';
import type { Watch } from './entrance.ts';
import { createEntrances } from './entrances.ts';

const slowestMs = 1_000;

describe('fuzzing', () => {
  it('tries more than 100,000 inputs, none of which crashes, hangs or gets out unescaped', {
    timeout: 3_600_000,
  }, async () => {
    let tried = 0;
    for (const { name, inputs, assert } of await createEntrances()) {
      let slowest = 0;
      let count = 0;
      const watch: Watch = async (work) => {
        // The processor's time: the machine may be busy with something else.
        const started = process.cpuUsage();
        count += 1;
        await work();
        const { user, system } = process.cpuUsage(started);
        slowest = Math.max(slowest, (user + system) / 1_000);
        // Here, so that the input is named.
        expect(slowest).toBeLessThan(slowestMs);
      };
      await assert(inputs, watch);
      tried += count;
      process.stdout.write(`${name}: ${count} inputs, the slowest took ${slowest.toFixed(1)} ms\n`);
    }
    process.stdout.write(`${tried} inputs in all\n`);
    expect(tried).toBeGreaterThanOrEqual(100_000);
  });
});
