import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    benchmark: { include: ['test/**/*.bench.ts'] },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Much of the suite waits for sockets and disks: one worker more than CI has cores, where the default is one less.
    maxWorkers: 3,
  },
});
