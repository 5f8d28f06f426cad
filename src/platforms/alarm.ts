import { z } from 'zod';
import type { Job, JobStore } from '../core/jobs.ts';
import type { Log } from '../log.ts';
import { TakenOverError } from './holding.ts';
import type { Inbox } from './inbox.ts';

/** @param resumed true where an earlier attempt may have done part of it already */
export type Ring = (job: Job, resumed: boolean) => Promise<void>;

/** Notes what trying again would not change. @throws everything else */
export type GiveUp = (error: unknown, job: Job) => void;

/**
 * Hands what falls due to the inbox, which does it once across all processes on a store and takes it up again after a crash. What fell
 * due while nothing ran is done when something does, and what fails while a platform is down when that is there again. A clock that jumps
 * ahead makes things due early, one that jumps back late; neither makes them twice.
 */
export interface Alarm {
  /** Says how what is due on a platform is done. What is due on others is left to their processes. */
  serve(platform: string, ring: Ring, giveUp?: GiveUp): void;
  /**
   * Does something that is due now, unless somebody is at it already, or has done it.
   *
   * @throws what it was given up for; what may be tried again is, later
   */
  hasten(job: Job): Promise<void>;
  /** Looks once. Resolves when what it found is done, or somebody else is at it. */
  look(): Promise<void>;
  /** Looks now and from time to time. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface AlarmParts {
  readonly jobs: JobStore;
  readonly inbox: Inbox;
  readonly log: Log;
  readonly now: () => number;
}

const lookMs = 10_000;
const taken = 20;
/** After the first time that something failed; each further one is twice as far off, up to an hour. */
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
/** With an hour between them more than a week. */
const mostTries = 200;
/** The inbox's name for what is due on a platform: it is left to the copies that serve that. */
const sourceOf = (platform: string) => `due-${platform}`;

/** What something was given up for; null where it was done, or is tried again. */
type Refused = { readonly error: unknown } | null;

const notGivenUp: GiveUp = (error) => {
  throw error;
};

const jobSchema = z.object({
  workspace: z.string(),
  key: z.string(),
  platform: z.string(),
  dueAt: z.number(),
  payload: z.unknown(),
});

/** What failed before, under a name of its own: what is put off meanwhile is not touched by it. */
const againSchema = z.object({ kind: z.literal('again'), tries: z.int(), job: jobSchema });

export function createAlarm({ jobs, inbox, log, now }: AlarmParts): Alarm {
  const rings = new Map<string, (job: Job, resumed: boolean) => Promise<Refused>>();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function take(job: Job): Promise<Refused> {
    // One due date, one event: what is put off is due again, what is found twice is not.
    const arrival = { workspace: job.workspace, key: `${job.key}/${job.dueAt}`, payload: job };
    const off = async () => void (await jobs.remove(job));
    let refused: Refused = null;
    await inbox.take(sourceOf(job.platform), arrival, off, async (resumed) => {
      refused = (await rings.get(job.platform)?.(job, resumed)) ?? null;
    });
    return refused;
  }

  async function look(): Promise<void> {
    for (;;) {
      const due = rings.size === 0 ? [] : await jobs.due([...rings.keys()], taken);
      await Promise.all(due.map(take));
      if (due.length < taken) return;
    }
  }

  async function settle(job: Job, error: unknown, giveUp: GiveUp, tries: number): Promise<Refused> {
    // Whoever has taken it over sees to it.
    if (error instanceof TakenOverError) throw error;
    try {
      giveUp(error, job);
      return { error };
    } catch {
      const over = tries >= mostTries;
      log.error(`${job.key}: ${String(error)}; ${over ? 'given up' : 'it is tried again later'}`, { tries });
      const dueAt = now() + Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
      const payload: z.output<typeof againSchema> = { kind: 'again', tries: tries + 1, job };
      if (!over) await jobs.put({ ...job, key: `again:${job.key}`, dueAt, payload });
      return null;
    }
  }

  const lookNow = (): Promise<void> => {
    looking = look().catch((error: unknown) => log.error(`what is due could not be looked up: ${String(error)}`));
    return looking;
  };

  return {
    serve(platform, ring, giveUp = notGivenUp) {
      const rung = async (job: Job, resumed: boolean, tries: number): Promise<Refused> => {
        try {
          await ring(job, resumed);
          return null;
        } catch (error) {
          return settle(job, error, giveUp, tries);
        }
      };
      const rungAgain = (job: Job, resumed: boolean): Promise<Refused> => {
        const again = againSchema.safeParse(job.payload).data;
        return again === undefined ? rung(job, resumed, 1) : rung(again.job, true, again.tries);
      };
      rings.set(platform, rungAgain);
      inbox.serve(sourceOf(platform), (payload) => {
        const job = jobSchema.safeParse(payload);
        return job.success ? async (resumed) => void (await rungAgain(job.data, resumed)) : null;
      });
    },
    async hasten(job) {
      const refused = await take(job).catch((error: unknown) => {
        log.error(`${job.key}: ${String(error)}; it is due, so it is looked for again`);
        return null;
      });
      if (refused !== null) throw refused.error;
    },
    look,
    async start() {
      await lookNow();
      timer = setInterval(lookNow, lookMs).unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await looking;
    },
  };
}
