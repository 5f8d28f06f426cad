import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/suite-setup.ts'],
    setupFiles: ['test/support/file-setup.ts'],
    benchmark: { include: ['test/**/*.bench.ts'] },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // The code keeps nothing in its modules (what it knows comes as parameters), so files can share them: loading
    // the libraries anew for each file took half of the processor's time.
    isolate: false,
    // Much of the suite waits for sockets and disks: one worker more than CI has cores, where the default is one less.
    maxWorkers: 3,
  },
});
