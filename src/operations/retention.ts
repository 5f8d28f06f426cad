import type { Store } from '../core/ports.ts';
import type { Log } from '../log.ts';

/** Days; 0 is for ever. */
export interface KeepDays {
  readonly answers: number;
  readonly drafts: number;
  readonly events: number;
  /** The data of a workspace that the bot was taken out of. */
  readonly departed: number;
}

/** Drops what has grown old, and erases who left long ago. Every copy does so; what one has done is nothing to do for another. */
export interface Retention {
  /** Looks once. */
  look(): Promise<void>;
  /** Looks now and every hour, until it is stopped. */
  start(): void;
  /** Resolves when what was begun is done. */
  stop(): Promise<void>;
}

export interface RetentionParts {
  readonly store: Pick<Store, 'retention' | 'workspaces'>;
  readonly keepDays: KeepDays;
  readonly now: () => number;
  readonly log: Log;
}

const dayMs = 24 * 3_600_000;
const lookMs = 3_600_000;
const erasedAtOnce = 10;

export function createRetention({ store, keepDays, now, log }: RetentionParts): Retention {
  const before = (days: number) => (days === 0 ? null : now() - days * dayMs);
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const dropped = await store.retention.drop({
      answers: before(keepDays.answers),
      drafts: before(keepDays.drafts),
      events: before(keepDays.events),
    });
    if (dropped > 0) log.info(`${dropped} rows had been kept for long enough and are dropped`);
    const leftBefore = before(keepDays.departed);
    if (leftBefore === null) return;
    const kept = new Set<string>();
    for (let more = true; more; ) {
      const gone = await store.workspaces.gone(leftBefore, erasedAtOnce + kept.size);
      const next = gone.filter((workspace) => !kept.has(workspace));
      for (const workspace of next) if (!(await isErased(workspace, leftBefore))) kept.add(workspace);
      more = next.length === erasedAtOnce;
    }
  }

  /** @returns false where it could not be: that is no reason to keep the data of those behind it */
  async function isErased(workspace: string, leftBefore: number): Promise<boolean> {
    try {
      const erased = await store.workspaces.erase(workspace, leftBefore);
      const rows = erased.reduce((sum, table) => sum + table.rows, 0);
      if (rows > 0) log.info(`${workspace}: left ${keepDays.departed} days ago; its ${rows} rows are erased`);
      return true;
    } catch (error) {
      log.error(`${workspace}: what it left cannot be erased: ${String(error)}; it is tried again in an hour`);
      return false;
    }
  }

  const lookNow = () => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error(`what is old could not be dropped: ${String(error)}`));
  };

  return {
    look,
    start() {
      lookNow();
      timer = setInterval(lookNow, lookMs).unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await looking;
    },
  };
}
