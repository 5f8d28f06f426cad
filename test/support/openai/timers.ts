import type { After } from '../../../src/models/openai.ts';

/** Timers that only go off when the test says that time has passed. */
export interface Timers {
  readonly after: After;
  advance(ms: number): void;
  /** How many are set. */
  readonly count: number;
}

export function createTimers(): Timers {
  let now = 0;
  const set = new Set<{ at: number; run: () => void }>();
  return {
    after(ms, run) {
      const timer = { at: now + ms, run };
      set.add(timer);
      return () => void set.delete(timer);
    },
    advance(ms) {
      now += ms;
      for (const timer of [...set].sort((one, other) => one.at - other.at)) {
        if (timer.at > now || !set.delete(timer)) continue;
        timer.run();
      }
    },
    get count() {
      return set.size;
    },
  };
}
