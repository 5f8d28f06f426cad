import { StoreError } from '../storage/store-error.ts';
import { CallError } from './call-error.ts';

/** How often something is tried that fails each time. */
const maxAttempts = 4;
/** Where the platform or the store is in trouble, it is tried until so long after it came: later nobody waits for an answer any more. */
const longestMs = 3_600_000;
/** Between the attempts: the first pause, and the longest. */
const pauseMs = 10_000;
const longestPauseMs = 300_000;

/**
 * How long to wait until work that failed is tried again.
 *
 * @param attempt which one it was, from 1
 * @param ageMs since what is worked on came
 * @returns milliseconds; null where it is given up
 */
export function pauseBeforeNext(error: unknown, attempt: number, ageMs: number): number | null {
  const afterMs = Math.min(pauseMs * 2 ** (attempt - 1), longestPauseMs);
  const isOver = passes(error) ? ageMs + afterMs > longestMs : attempt >= maxAttempts;
  return isOver ? null : afterMs;
}

/** Whether the same work may succeed later: a mistake of ours stays one. */
function passes(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof CallError && error.passes);
}
