import type { Clock } from '../clock.ts';

/** Makes the ids of one server: the same in every run, never the same twice. */
export function createIds(clock: Clock) {
  let count = 0;
  let lastMicros = 0;
  const next = () => {
    count += 1;
    return count;
  };
  return {
    /** `U0000000A`-like, with the letter of its kind in front. */
    id: (prefix: string) => `${prefix}0${next().toString(36).toUpperCase().padStart(8, '0')}`,
    number: next,
    /** A message's timestamp: seconds with six digits, each later than the one before. */
    ts(): string {
      lastMicros = Math.max(lastMicros + 1, clock.now() * 1_000);
      const digits = String(lastMicros).padStart(16, '0');
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
  };
}

export type Ids = ReturnType<typeof createIds>;
