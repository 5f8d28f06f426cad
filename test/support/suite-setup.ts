import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Gives a whole run one temporary folder, for the tests and the processes that they start: nothing stays behind whatever is killed.
 *
 * @returns what removes it. @throws {Error} then, where a test left something in it
 */
export function setup(): () => void {
  // What one process compiled serves all that come after it, as with the launcher.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
  const folder = mkdtempSync(join(tmpdir(), 'archcheck-suite-'));
  // A PostgreSQL of a test's own runs as another user, who must get through.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return () => {
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true, maxRetries: 3 });
    if (left.length > 0)
      throw new Error(
        `expected the tests to make temporary folders with freshFolder alone; left were: ${left.join(', ')}`,
      );
  };
}
