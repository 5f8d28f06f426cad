import type { Claimed, EventStore } from '../core/events.ts';
import type { Log } from '../log.ts';
import { type Measures, unmeasured } from '../measures.ts';
import { TakenOverError, whileHeld } from './holding.ts';
import { pauseBeforeNext } from './patience.ts';
import { createWorkQueue } from './work-queue.ts';

/** Something that came from a platform: `key` makes it the same thing when it comes again; null where twice does no harm. */
export interface Arrival {
  readonly workspace: string;
  readonly key: string | null;
  /** Plain JSON, all that the work needs. */
  readonly payload: unknown;
  /**
   * What becomes of it while too much waits: it is refused, where the platform sends it again; kept, where it does not, and done when there is
   * room; or taken all the same, as a command, a button and a form are, and whatever does not say.
   */
  readonly whenBusy?: 'take' | 'refuse' | 'keep';
}

/** Not taken and not acknowledged, because too much waits already: the platform sends it again. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/** @param resumed true where an earlier attempt may have done part of it already */
export type Work = (resumed: boolean) => Promise<void>;

/**
 * What was acknowledged is done: each arrival is written down, acknowledged, worked on once, and taken up again after a crash. One for
 * all platforms of a process, because the store hands out what was left over from any of them.
 */
export interface Inbox {
  /** Says how what a platform left over is done: parses the payload and gives the work; null where it cannot be read any more. */
  serve(platform: string, resume: (payload: unknown) => Work | null): void;
  /**
   * Resolves when the work is done, or when there is none: it is done already, or somebody else is at it.
   *
   * @param acknowledge called once it is written down
   * @throws {BusyError} for what is to be refused while too much waits: nothing is written down and nothing acknowledged
   */
  take(platform: string, arrival: Arrival, acknowledge: () => Promise<void>, work: Work): Promise<void>;
  /** Takes up what was left over, now and from time to time. */
  start(): Promise<void>;
  /** From now on what is left over is left to others. */
  leave(): void;
  /** Resolves when what is under way now is done, whatever comes meanwhile. */
  begun(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Finishes what was begun. Nothing more may be taken. */
  stop(): Promise<void>;
}

export interface InboxParts {
  readonly events: EventStore;
  readonly log: Log;
  readonly now: () => number;
  readonly measures?: Measures;
  /** How much may be under way before messages are refused or kept for later. */
  readonly mostWaiting?: number;
}

/** Something that this process is at. */
interface Held {
  claim: Claimed;
  /** When its lease ends, by this copy's clock. */
  until: number;
}

/** A few kilobytes each. */
const defaultMostWaiting = 10_000;
/** What a copy held that died is taken up by another within a lease and a look: 23 s. */
const leaseMs = 20_000;
const renewMs = 5_000;
const lookMs = 3_000;
/** More than there are in the hour that something is tried for. Whatever takes more has ended the process each time. */
const mostAttempts = 20;
const taken = 20;
/** How long what no copy serves waits for one: a week leaves room for a platform that was down. */
const waitedForMs = 7 * 24 * 3_600_000;

export function createInbox(parts: InboxParts): Inbox {
  const { events, log, now, measures = unmeasured, mostWaiting = defaultMostWaiting } = parts;
  const services = new Map<string, (payload: unknown) => Work | null>();
  const running = new Set<Promise<void>>();
  const held = new Map<string, Held>();
  let arriving = 0;
  let leaving = false;
  // A store that is away for a minute answers neither; asking again before it has would only make it a longer line.
  let asking = false;
  let renewing = false;
  // Acknowledgements first: a platform waits three seconds for those, and a person longer for an answer.
  const queue = createWorkQueue(() => arriving > 0);
  let timers: readonly NodeJS.Timeout[] = [];

  const track = (work: Promise<void>): Promise<void> => {
    const tracked = work.finally(() => {
      running.delete(tracked);
      measures.waiting(running.size);
    });
    running.add(tracked);
    measures.waiting(running.size);
    return tracked;
  };

  /** @param asked when the claim was asked for */
  async function run(platform: string, claim: Claimed, asked: number, work: Work, resumed: boolean): Promise<void> {
    const key = JSON.stringify([claim.workspace, claim.id]);
    const until = asked + leaseMs;
    const known = held.get(key);
    if (known !== undefined) {
      // Its lease ended while this process was held up. It is at it still, and goes on under the new claim.
      Object.assign(known, { claim, until });
      return measures.event(platform, 'known');
    }
    const hold: Held = { claim, until };
    held.set(key, hold);
    measures.event(platform, resumed ? 'resumed' : 'taken');
    const check = async () => {
      if (now() + renewMs >= hold.until && !(await isRenewed(hold))) throw new TakenOverError(claim.id);
    };
    try {
      await queue.run(() => whileHeld(check, () => work(resumed)));
      await events.done(hold.claim);
      measures.event(platform, 'done');
    } catch (error) {
      if (error instanceof TakenOverError) {
        measures.event(platform, 'taken-over');
        log.info(`${claim.id}: this process was held up, and another has taken it over`);
      } else await tryAgain(platform, hold.claim, error);
    } finally {
      held.delete(key);
    }
  }

  /** @returns false where somebody else is at it by now, or it is done */
  async function isRenewed(hold: Held): Promise<boolean> {
    const { claim } = hold;
    const until = now() + leaseMs;
    if (await events.renew(claim, leaseMs)) hold.until = until;
    else if (hold.claim === claim) return false;
    return true;
  }

  async function tryAgain(platform: string, claim: Claimed, error: unknown): Promise<void> {
    const { id, attempt, claimedAt } = claim;
    const ageMs = now() - claimedAt;
    const afterMs = pauseBeforeNext(error, attempt, ageMs);
    measures.event(platform, afterMs === null ? 'given-up' : 'failed');
    const then =
      afterMs === null
        ? `it is given up after ${attempt} attempts in ${Math.round(ageMs / 1_000)} s; whoever waits for an answer has to ask again`
        : `it is tried again in ${afterMs / 1_000} s`;
    log.error(`${id}: ${String(error)}; ${then}`, { attempt });
    // Where the store is away its lease ends by itself, and it is taken up then.
    await (afterMs === null ? events.done(claim) : events.renew(claim, afterMs)).catch((trouble: unknown) =>
      log.error(`${id}: ${String(trouble)}; it is taken up again when its lease has ended`),
    );
  }

  async function renew(): Promise<void> {
    if (renewing) return;
    renewing = true;
    await Promise.allSettled([...held.values()].map(isRenewed)).then((all) => {
      renewing = false;
      for (const one of all) if (one.status === 'rejected') throw one.reason;
    });
  }

  async function takeUp(): Promise<void> {
    while (!asking && !leaving) {
      // What a copy serves that is away for a while waits for it, but not for ever.
      const whose = { sources: [...services.keys()], orBefore: now() - waitedForMs };
      const asked = now();
      asking = true;
      const left = await events.takeUp(taken, leaseMs, whose).finally(() => {
        asking = false;
      });
      await Promise.all(
        left.map((event) => {
          const [platform = '', ...rest] = event.id.split('/');
          const serve = rest.length > 0 ? services.get(platform) : undefined;
          const work = serve?.(event.payload);
          if (work && event.attempt <= mostAttempts) return track(run(platform, event, asked, work, true));
          // An id of another version may begin with anything.
          measures.event(serve ? platform : 'unknown', serve ? 'given-up' : 'unserved');
          const why = serve
            ? 'cannot be read, or has ended the process too often'
            : 'no copy serves the platform that it came from';
          log.warn(`${event.id}: left over, and ${why}; it is given up`);
          return events.done(event).then(() => undefined);
        }),
      );
      if (left.length < taken) return;
    }
  }

  const begun = async () => void (await Promise.allSettled([...running]));

  async function idle(): Promise<void> {
    while (running.size > 0) await begun();
  }

  return {
    serve: (platform, resume) => void services.set(platform, resume),
    async take(platform, { workspace, key, payload, whenBusy = 'take' }, acknowledge, work) {
      const isBusy = running.size >= mostWaiting;
      if (isBusy && whenBusy === 'keep' && key !== null) {
        // Its lease runs out like that of a process that died with it.
        const kept = await events.claim({ workspace, id: `${platform}/${key}`, payload }, leaseMs);
        measures.event(platform, kept === null ? 'known' : 'kept');
        return acknowledge();
      }
      if (isBusy && whenBusy === 'refuse') {
        measures.event(platform, 'refused');
        throw new BusyError(`${running.size} events are under way; it is left to the platform to send this again`);
      }
      const arrived = performance.now();
      const tell = async () => {
        await acknowledge();
        measures.acknowledged(platform, performance.now() - arrived);
      };
      await track(
        (async () => {
          if (key === null) {
            await tell();
            await work(false);
            return;
          }
          arriving += 1;
          const asked = now();
          const claim = await events
            .claim({ workspace, id: `${platform}/${key}`, payload }, leaseMs)
            .then(async (claimed) => {
              // It is written down, so it is done, whether or not the platform hears of it; what comes again is known.
              await tell().catch((error: unknown) => log.info(`not acknowledged: ${String(error)}`));
              return claimed;
            })
            .finally(() => {
              arriving -= 1;
            });
          if (claim === null) measures.event(platform, 'known');
          else await run(platform, claim, asked, work, claim.attempt > 1);
        })(),
      );
    },
    async start() {
      leaving = false;
      await takeUp();
      const every = (ms: number, what: string, work: () => Promise<void>) =>
        setInterval(() => {
          track(work()).catch((error: unknown) => log.error(`${what}: ${String(error)}`));
        }, ms).unref();
      timers = [
        every(lookMs, 'what was left over could not be taken up', takeUp),
        every(renewMs, 'leases could not be prolonged', renew),
      ];
    },
    leave() {
      leaving = true;
    },
    begun,
    idle,
    async stop() {
      leaving = true;
      await idle();
      // Until then leases are renewed, or others would begin what is being finished here.
      for (const timer of timers) clearInterval(timer);
    },
  };
}
