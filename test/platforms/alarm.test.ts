import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/core/jobs.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Log } from '../../src/log.ts';
import { createAlarm, type Ring } from '../../src/platforms/alarm.ts';
import { createInbox } from '../../src/platforms/inbox.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { freshFolder } from '../support/world.ts';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

describe('what falls due', () => {
  let folder: string;
  let now: number;
  let opened: Store[];
  let said: string[];

  beforeEach(() => {
    folder = freshFolder();
    now = Date.UTC(2026, 10, 26);
    opened = [];
    said = [];
    rung.splice(0);
  });

  afterEach(async () => {
    for (const store of opened) await store.close();
  });

  const log: Log = { error: say, warn: say, info: () => undefined, debug: () => undefined };
  function say(text: string) {
    said.push(text);
  }

  /** A process of its own on the same store. */
  async function process(ring: Ring, platform = 'slack') {
    const store = await openStore({ folder, clock: () => now });
    opened.push(store);
    const inbox = createInbox({ events: store.events, log, now: () => now });
    const alarm = createAlarm({ jobs: store.jobs, inbox, log, now: () => now });
    alarm.serve(platform, ring);
    return { store, inbox, alarm };
  }

  const job = (dueAt: number, key = 'review:D-1'): Job => ({
    workspace: 'acme',
    key,
    platform: 'slack',
    dueAt,
    payload: { decision: 'D-1' },
  });
  const rung: Job[] = [];
  const ring: Ring = async (one) => void rung.push(one);

  it('is done when its time comes, not before, and once', async () => {
    const { store, alarm } = await process(ring);
    await store.jobs.put(job(now + 5));
    now += 4;
    await alarm.look();
    expect(rung).toEqual([]);
    now += 1;
    await alarm.look();
    await alarm.look();
    expect(rung).toEqual([job(now)]);
  });

  it('is done once by several processes that find it at the same moment', async () => {
    const processes = await Promise.all([1, 2, 3].map(() => process(ring)));
    for (let n = 0; n < 50; n += 1) await processes[0]?.store.jobs.put(job(now, `review:D-${n}`));
    await Promise.all(processes.flatMap(({ alarm }) => [alarm.look(), alarm.look()]));
    expect(rung.map(({ key }) => key).sort()).toEqual(Array.from({ length: 50 }, (_, n) => `review:D-${n}`).sort());
  });

  it('is done after a week in which nothing ran, the longest overdue first', async () => {
    const { store, alarm } = await process(ring);
    for (const [at, key] of ['c', 'a', 'b'].entries()) await store.jobs.put(job(now + at * hourMs, key));
    now += weekMs;
    await alarm.start();
    await alarm.stop();
    expect(rung.map(({ key }) => key)).toEqual(['c', 'a', 'b']);
  });

  it('is taken up again by another process when the one that was at it died', async () => {
    const { promise: never } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const dying = await process(async () => {
      begun.resolve();
      await never;
    });
    await dying.store.jobs.put(job(now));
    void dying.alarm.look();
    await begun.promise;
    now += 60_000;
    const resumed: boolean[] = [];
    const other = await process(async (one, again) => {
      rung.push(one);
      resumed.push(again);
    });
    await other.alarm.look();
    expect(rung).toEqual([]);
    await other.inbox.start();
    await other.inbox.stop();
    expect([rung.length, resumed]).toEqual([1, [true]]);
  });

  it('is not done twice by a clock that jumps ahead and back', async () => {
    const { store, alarm } = await process(ring);
    await store.jobs.put(job(now + hourMs));
    now += 2 * hourMs;
    await alarm.look();
    now -= 3 * hourMs;
    await alarm.look();
    // What was seen to for this date is not seen to again, even if somebody sets the same date once more.
    await store.jobs.put(job(now + 2 * hourMs));
    now += 3 * hourMs;
    await alarm.look();
    expect(rung).toHaveLength(1);
    expect(await store.jobs.due(['slack'], 10)).toEqual([]);
    await store.jobs.put(job(now + 1));
    now += 1;
    await alarm.look();
    expect(rung).toHaveLength(2);
  });

  it('is tried again where it fails, and left to the processes of its platform', async () => {
    let failures = 0;
    const { store, alarm } = await process(async (one) => {
      failures += 1;
      if (failures === 1) throw new Error('the platform is down');
      rung.push(one);
    });
    const discord = await process(ring, 'discord');
    await store.jobs.put(job(now));
    await discord.alarm.look();
    expect([failures, rung.length]).toEqual([0, 0]);
    await alarm.look();
    expect(said).toEqual([expect.stringContaining('the platform is down')]);
    // Put off in the meantime, which is another matter.
    await store.jobs.put(job(now + hourMs));
    now += 30_000;
    await alarm.look();
    expect([failures, rung.length]).toEqual([2, 1]);
    now += hourMs;
    await alarm.look();
    expect([failures, rung.length]).toEqual([3, 2]);
    expect(rung[0]).toEqual(job(rung[0]?.dueAt ?? 0));
  });

  it('is tried until a platform is there again, ever more seldom', async () => {
    const [began, tried]: [number, number[]] = [now, []];
    const { store, alarm } = await process(async (_, resumed) => {
      tried.push((now - began) / 60_000);
      expect(resumed).toBe(tried.length > 1);
      if (now < began + 5 * hourMs) throw new Error('the platform is down');
    });
    await store.jobs.put(job(now));
    for (; now < began + 10 * hourMs; now += 30_000) await alarm.look();
    expect(tried).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 123.5, 183.5, 243.5, 303.5]);
  });

  it('is done at once where somebody hastens it, and not again when it is found', async () => {
    const [one, other] = [await process(ring), await process(ring)];
    await one.store.jobs.put(job(now));
    await Promise.all([one.alarm.hasten(job(now)), other.alarm.hasten(job(now)), other.alarm.look()]);
    await one.alarm.hasten(job(now));
    expect(rung).toEqual([job(now)]);
    expect(await one.store.jobs.due(['slack'], 9)).toEqual([]);
  });

  it('tells whoever hastens it what it is given up for, and keeps to itself what is tried again', async () => {
    const errors = ['archived', 'unreachable'].map((text) => new Error(text));
    const { alarm } = await process(ring);
    alarm.serve(
      'slack',
      async ({ dueAt }) => {
        throw errors[dueAt - now];
      },
      (error) => {
        if (error !== errors[0]) throw error;
      },
    );
    await expect(alarm.hasten(job(now))).rejects.toThrow('archived');
    expect(said).toEqual([]);
    await alarm.hasten(job(now + 1));
    expect(said).toEqual([expect.stringContaining('tried again')]);
  });

  it('is looked for again when the store was in trouble', async () => {
    const { store, alarm } = await process(ring);
    await store.close();
    await alarm.start();
    await alarm.stop();
    expect(said).toEqual([expect.stringContaining('what is due could not be looked up')]);
  });
});
