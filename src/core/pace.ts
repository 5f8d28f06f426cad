import type { Clock } from './ports.ts';
import { createRecent } from './recent.ts';

/** A bucket of tokens for each key, refilled evenly, from which one may also take ahead of time. */
export interface Pace {
  /** How long the next one would have to wait, in milliseconds; 0 within the limit. */
  waitMs(key: string): number;
  /** Takes a token, ahead of time where none is left. */
  take(key: string): void;
}

/** Buckets that are kept; one that is forgotten is full again, which does no harm. */
const maxKeys = 50_000;

/** @param perMinute how many a minute, and how many at once after a pause; 0 for no limit */
export function createPace(perMinute: number, clock: Clock): Pace {
  if (perMinute === 0) return { waitMs: () => 0, take: () => undefined };
  const everyMs = 60_000 / perMinute;
  const burstMs = 60_000 - everyMs;
  // For each key the time at which its bucket is full again: all there is to know of it.
  const fullAt = createRecent<number>(maxKeys);
  return {
    waitMs: (key) => Math.max(0, Math.ceil((fullAt.get(key) ?? 0) - burstMs - clock())),
    take(key) {
      fullAt.set(key, Math.max(fullAt.get(key) ?? 0, clock()) + everyMs);
    },
  };
}
