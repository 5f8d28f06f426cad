import { UserError } from '../core/errors.ts';
import type { Clock, Store } from '../core/ports.ts';
import { StoreError } from '../storage/store-error.ts';

export interface StoreTrouble {
  /** To be told of whatever an operation of the store was rejected with. */
  failed(error: unknown): void;
  /** What is wrong with it, or null. */
  now(): Promise<string | null>;
}

/** Long enough for two probes to see it: a full disk is noticed by a write, not by a look. */
const rememberedMs = 15_000;

export function createStoreTrouble(store: Store, clock: Clock): StoreTrouble {
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(error) {
      // A wrong cursor is the caller's trouble.
      if (error instanceof StoreError || !(error instanceof UserError)) failedAt = clock();
    },
    async now() {
      if (clock() - failedAt < rememberedMs) return 'an operation failed a moment ago';
      // Takes the write lock and changes nothing.
      await store.events.forget(0);
      return null;
    },
  };
}
