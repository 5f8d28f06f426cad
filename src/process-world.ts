import { randomBytes } from 'node:crypto';
import type { World } from './world.ts';

// Crockford's alphabet: no letter that can be read as a digit, so that an id can be said aloud and typed.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The world of this process. A reader that goes away (`| head`) ends it quietly. */
export function processWorld(): World {
  process.stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(
      `Standard output cannot be written (${error.code ?? error.message}). Make room, or send it elsewhere.\n`,
    );
    process.exit(1);
  });
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: () => process.cwd(),
    now: () => Date.now(),
    id: () => Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join(''),
    onStop(stop) {
      // Without a listener of ours the next signal, of either kind, ends the process.
      const once = () => {
        process.off('SIGTERM', once).off('SIGINT', once);
        stop();
      };
      process.on('SIGTERM', once).on('SIGINT', once);
    },
    onFault: (fault) => void process.on('uncaughtException', fault),
    exit: (status) => process.exit(status),
  };
}
