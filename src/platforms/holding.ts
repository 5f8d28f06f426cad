import { AsyncLocalStorage } from 'node:async_hooks';

/** Another copy has taken the work over, because this process was held up for longer than its lease. Whatever it did now would be done twice. */
export class TakenOverError extends Error {
  override name = 'TakenOverError';
}

const checks = new AsyncLocalStorage<() => Promise<void>>();

/**
 * Does work that may be taken away meanwhile.
 *
 * @param check rejects with a {@link TakenOverError} once it was
 */
export function whileHeld(check: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  return checks.run(check, work);
}

/**
 * To be awaited before each call that shows or changes something. Nothing to wait for where no lease is about to end, nor outside of what
 * an inbox does.
 *
 * @throws {TakenOverError} where the work is somebody else's by now
 */
export async function stillHeld(): Promise<void> {
  await checks.getStore()?.();
}
