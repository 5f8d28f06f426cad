import { describe, expect, it } from 'vitest';
import { unmeasured } from '../../src/measures.ts';
import { BusyError, createInbox } from '../../src/platforms/inbox.ts';
import { openStore } from '../../src/storage/open-store.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

async function inbox(mostWaiting: number) {
  const clock = { now: 1_000 };
  const store = await openStore({ folder: ':memory:', clock: () => clock.now });
  const outcomes: string[] = [];
  const waiting: number[] = [];
  const made = createInbox({
    events: store.events,
    log: silent,
    now: () => clock.now,
    mostWaiting,
    measures: {
      ...unmeasured,
      event: (_, outcome) => void outcomes.push(outcome),
      waiting: (count) => void waiting.push(count),
    },
  });
  return { ...made, outcomes, waiting, clock };
}

const nothing = async () => undefined;
const arrival = (key: string, whenBusy: 'take' | 'refuse' | 'keep') => ({
  workspace: 'T1',
  key,
  payload: { key },
  whenBusy,
});

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
