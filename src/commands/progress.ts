import type { World } from '../world.ts';

/** Tells on standard error how far something is. Says nothing of what takes less than a second. */
export interface Progress {
  /** @param done how much is done; `of` where the whole is known */
  at(done: number, of?: number): void;
  /** Leaves the line clean behind a bar. */
  end(): void;
}

const everyMs = 1_000;
const barWidth = 30;

/** @param what is counted, in the plural: "lines" */
export function createProgress({ stderr, now }: World, what: string): Progress {
  const isTerminal = stderr.isTTY === true;
  let next = now() + everyMs;
  let shown = false;
  return {
    at(done, of) {
      const time = now();
      if (time < next) return;
      next = time + everyMs;
      shown = true;
      const count = of === undefined ? `${done} ${what}` : `${done} of ${of} ${what}`;
      stderr.write(isTerminal ? `\r${bar(done, of)}${count}` : `${count}\n`);
    },
    end() {
      if (shown && isTerminal) stderr.write('\n');
    },
  };
}

function bar(done: number, of: number | undefined): string {
  if (of === undefined || of <= 0) return '';
  const filled = Math.round((Math.min(done, of) / of) * barWidth);
  return `[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] `;
}
