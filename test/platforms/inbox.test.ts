import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { unmeasured } from '../../src/measures.ts';
import { CallError } from '../../src/platforms/call-error.ts';
import { stillHeld } from '../../src/platforms/holding.ts';
import { BusyError, createInbox } from '../../src/platforms/inbox.ts';
import { openStore } from '../../src/storage/open-store.ts';

async function inbox(mostWaiting = 10) {
  const clock = { now: 1_000 };
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const store = await openStore({ folder: ':memory:', clock: () => clock.now });
  const outcomes: string[] = [];
  const waiting: number[] = [];
  const made = createInbox({
    events: store.events,
    log: { error: say, warn: say, info: () => undefined, debug: () => undefined },
    now: () => clock.now,
    mostWaiting,
    measures: {
      ...unmeasured,
      event: (_, outcome) => void outcomes.push(outcome),
      waiting: (count) => void waiting.push(count),
    },
  });
  return {
    ...made,
    store,
    outcomes,
    waiting,
    clock,
    said,
    /** Time passes, and what is due by then is taken up. */
    async later(ms: number) {
      clock.now += ms;
      await made.start();
      await made.stop();
    },
  };
}

const nothing = async () => undefined;
const arrival = (key: string, whenBusy: 'take' | 'refuse' | 'keep') => ({
  workspace: 'T1',
  key,
  payload: { key },
  whenBusy,
});

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

const minute = 60_000;

describe('an inbox in which too much waits', () => {
  it('refuses chatter unacknowledged and unwritten, takes everything else, and takes chatter again later', async () => {
    const { take, idle, outcomes, waiting } = await inbox(2);
    const hold = Promise.withResolvers<void>();
    const acknowledged: string[] = [];
    const done: string[] = [];
    const arrives = (key: string, whenBusy: 'take' | 'refuse', until: Promise<void> = Promise.resolve()) =>
      take(
        'slack',
        arrival(key, whenBusy),
        async () => void acknowledged.push(key),
        async () => {
          await until;
          done.push(key);
        },
      );
    const held = [arrives('a', 'refuse', hold.promise), arrives('b', 'refuse', hold.promise)];
    await expect(arrives('c', 'refuse')).rejects.toThrow(BusyError);
    await arrives('button', 'take');
    expect(acknowledged).not.toContain('c');
    hold.resolve();
    await Promise.all(held);
    await idle();
    await arrives('c', 'refuse');
    expect(done).toEqual(['button', 'a', 'b', 'c']);
    expect(outcomes.filter((each) => each === 'refused')).toHaveLength(1);
    expect(waiting.at(-1)).toBe(0);
  });

  it('keeps what the platform does not send again, and does it when there is room', async () => {
    const { take, idle, serve, start, stop, outcomes, clock } = await inbox(1);
    const done: string[] = [];
    const hold = Promise.withResolvers<void>();
    serve('discord', (payload) => async () => void done.push(JSON.stringify(payload)));
    const held = take('discord', arrival('a', 'keep'), nothing, () => hold.promise);
    await take('discord', arrival('b', 'keep'), nothing, async () => void done.push('at once'));
    await take('discord', arrival('b', 'keep'), nothing, async () => void done.push('twice'));
    expect(done).toEqual([]);
    hold.resolve();
    await held;
    clock.now += 30_000;
    await start();
    await idle();
    await stop();
    expect(done).toEqual(['{"key":"b"}']);
    expect(outcomes).toEqual(['kept', 'taken', 'known', 'done', 'resumed', 'done']);
  });

  it('counts what came again, what failed and what was given up', async () => {
    const { take, outcomes } = await inbox(2);
    await take('slack', arrival('a', 'refuse'), nothing, nothing);
    await take('slack', arrival('a', 'refuse'), nothing, nothing);
    await take('slack', arrival('b', 'refuse'), nothing, async () => {
      throw new Error('no');
    });
    expect(outcomes).toEqual(['taken', 'done', 'known', 'taken', 'failed']);
  });
});

describe('work that fails', () => {
  /** @returns the times of the attempts, in seconds after the first */
  async function failing(error: Error, minutes: number) {
    const { take, serve, later, clock, said } = await inbox();
    const began = clock.now;
    const attempts: number[] = [];
    const work = async () => {
      attempts.push((clock.now - began) / 1_000);
      throw error;
    };
    serve('slack', () => work);
    await take('slack', arrival('a', 'refuse'), nothing, work);
    for (let step = 0; step < minutes * 12; step += 1) await later(5_000);
    return { attempts, said };
  }

  it('because the platform is away is tried ever more slowly, and given up when nobody waits any more', async () => {
    const { attempts, said } = await failing(new CallError('post', 'unreachable', { uncertain: true }), 90);
    expect(attempts.slice(0, 6)).toEqual([0, 10, 30, 70, 150, 310]);
    expect(attempts.at(-1)).toBeLessThanOrEqual(3_600);
    expect(attempts.at(-1)).toBeGreaterThan(3_000);
    expect(said[0]).toBe('slack/a: Error: post: unreachable; it is tried again in 10 s');
    expect(said.at(-1)).toMatch(/unreachable; it is given up after \d+ attempts in \d+ s; whoever waits.* ask again/);
  });

  it('because of a mistake of ours is tried four times', async () => {
    const { attempts, said } = await failing(new TypeError('no'), 10);
    expect(attempts).toEqual([0, 10, 30, 70]);
    expect(said.at(-1)).toMatch(/given up after 4 attempts/);
  });

  it('is left to its lease where the store cannot even note that', async () => {
    const { take, store, said } = await inbox();
    await take('slack', arrival('a', 'refuse'), nothing, async () => {
      await store.close();
      throw new TypeError('no');
    });
    expect(said.at(-1)).toMatch(/taken up again when its lease has ended/);
  });

  it('and ends the process each time is not tried for ever', async () => {
    const { store, serve, later, said, clock } = await inbox();
    const done: string[] = [];
    serve('slack', () => async () => void done.push('done'));
    const event = { workspace: 'T1', id: 'slack/a', payload: {} };
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(await store.events.claim(event, 20_000)).toMatchObject({ attempt });
      clock.now += 20_000;
    }
    await later(minute);
    expect(said).toEqual([expect.stringContaining('has ended the process too often; it is given up')]);
    expect(done).toEqual([]);
  });
});

describe('what another platform left over', () => {
  it('waits for a copy that serves it, and is given up after a week without one', async () => {
    const { store, serve, later, outcomes, said } = await inbox();
    const done: string[] = [];
    serve('slack', () => async () => void done.push('slack'));
    await store.events.claim({ workspace: 'T1', id: 'discord/a', payload: {} }, 20_000);
    await store.events.claim({ workspace: 'T1', id: 'slack/a', payload: {} }, 20_000);
    await later(6.9 * 24 * 60 * minute);
    expect(done).toEqual(['slack']);
    expect(outcomes).toEqual(['resumed', 'done']);
    await later(0.1 * 24 * 60 * minute + 1);
    expect(outcomes.at(-1)).toBe('unserved');
    expect(said).toEqual(['discord/a: left over, and no copy serves the platform that it came from; it is given up']);
    await later(minute);
    expect(said).toHaveLength(1);
  });

  it('is done by a copy that serves it', async () => {
    const { store, serve, later } = await inbox();
    const done: unknown[] = [];
    serve('discord', (payload) => async () => void done.push(payload));
    await store.events.claim({ workspace: 'T1', id: 'discord/a', payload: { late: true } }, 20_000);
    await later(20_000);
    expect(done).toEqual([{ late: true }]);
  });
});

describe('a process that was held up for longer than its lease', () => {
  /** Work that goes on, and then shows something, when it is let. */
  function slow(shown: string[], text: string) {
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const work = async () => {
      begun.resolve();
      await held.promise;
      await stillHeld();
      shown.push(text);
    };
    return { work, begun: begun.promise, goOn: () => held.resolve() };
  }

  it('does not begin anew what it is at itself', async () => {
    const { take, serve, start, stop, idle, outcomes, clock, store } = await inbox();
    const shown: string[] = [];
    const { work, begun, goOn } = slow(shown, 'first');
    serve('slack', () => async () => void shown.push('second'));
    const taken = take('slack', arrival('a', 'take'), nothing, work);
    await begun;
    clock.now += minute;
    const started = start();
    await started;
    await take('slack', arrival('a', 'take'), nothing, async () => void shown.push('third'));
    goOn();
    await taken;
    await stop();
    await idle();
    expect(shown).toEqual(['first']);
    expect(outcomes).toEqual(['taken', 'known', 'known', 'done']);
    clock.now += minute;
    expect(await store.events.takeUp(10, 1)).toEqual([]);
  });

  it('shows nothing where another copy has taken its work over', async () => {
    const { take, outcomes, clock, store, said } = await inbox();
    const shown: string[] = [];
    const { work, begun, goOn } = slow(shown, 'twice');
    const taken = take('slack', arrival('a', 'take'), nothing, work);
    await begun;
    clock.now += minute;
    const [elsewhere] = await store.events.takeUp(10, 20_000);
    goOn();
    await taken;
    expect(shown).toEqual([]);
    expect(outcomes).toEqual(['taken', 'taken-over']);
    expect(said).toEqual([]);
    expect(elsewhere && (await store.events.done(elsewhere))).toBe(true);
  });

  it('goes on where nobody has, and then nobody does', async () => {
    const { take, outcomes, clock, store } = await inbox();
    const shown: string[] = [];
    const { work, begun, goOn } = slow(shown, 'once');
    const taken = take('slack', arrival('a', 'take'), nothing, async () => {
      await work();
      expect(await store.events.takeUp(10, 20_000)).toEqual([]);
    });
    await begun;
    clock.now += minute;
    goOn();
    await taken;
    expect(shown).toEqual(['once']);
    expect(outcomes).toEqual(['taken', 'done']);
  });
});

describe('a store that does not answer for a while', () => {
  it('is asked again once it has, and not by ever more at a time', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const asked = { renew: 0, takeUp: 0 };
    const never = Promise.withResolvers<never>();
    let isAway = false;
    const { take, start } = createInbox({
      events: {
        claim: async ({ workspace, id }) => ({ workspace, id, attempt: 1, claimedAt: 0 }),
        renew: () => {
          asked.renew += 1;
          return isAway ? never.promise : Promise.resolve(true);
        },
        takeUp: async () => {
          asked.takeUp += 1;
          return isAway ? never.promise : [];
        },
        done: async () => true,
        forget: async () => 0,
      },
      log: silent,
      now: () => Date.now(),
    });
    await start();
    void take('slack', arrival('a', 'take'), nothing, () => never.promise);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual({ renew: 2, takeUp: 4 });
    isAway = true;
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(asked).toEqual({ renew: 3, takeUp: 5 });
  });
});
