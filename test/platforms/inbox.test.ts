import { describe, expect, it } from 'vitest';
import { unmeasured } from '../../src/measures.ts';
import { BusyError, createInbox } from '../../src/platforms/inbox.ts';
import { openStore } from '../../src/storage/open-store.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

async function inbox(mostWaiting: number) {
  const store = await openStore({ folder: ':memory:', clock: () => 1_000 });
  const outcomes: string[] = [];
  const waiting: number[] = [];
  const made = createInbox({
    events: store.events,
    log: silent,
    now: () => 1_000,
    mostWaiting,
    measures: {
      ...unmeasured,
      event: (_, outcome) => void outcomes.push(outcome),
      waiting: (count) => void waiting.push(count),
    },
  });
  return { ...made, outcomes, waiting };
}

const nothing = async () => undefined;
const arrival = (key: string, chatter: boolean) => ({ workspace: 'T1', key, payload: {}, chatter });

describe('an inbox in which too much waits', () => {
  it('refuses chatter unacknowledged and unwritten, takes everything else, and takes chatter again later', async () => {
    const { take, idle, outcomes, waiting } = await inbox(2);
    const hold = Promise.withResolvers<void>();
    const acknowledged: string[] = [];
    const done: string[] = [];
    const arrives = (key: string, chatter: boolean, until: Promise<void> = Promise.resolve()) =>
      take(
        'slack',
        arrival(key, chatter),
        async () => void acknowledged.push(key),
        async () => {
          await until;
          done.push(key);
        },
      );
    const held = [arrives('a', true, hold.promise), arrives('b', true, hold.promise)];
    await expect(arrives('c', true)).rejects.toThrow(BusyError);
    await arrives('button', false);
    expect(acknowledged).not.toContain('c');
    hold.resolve();
    await Promise.all(held);
    await idle();
    await arrives('c', true);
    expect(done).toEqual(['button', 'a', 'b', 'c']);
    expect(outcomes.filter((each) => each === 'refused')).toHaveLength(1);
    expect(waiting.at(-1)).toBe(0);
  });

  it('counts what came again, what failed and what was given up', async () => {
    const { take, outcomes } = await inbox(2);
    await take('slack', arrival('a', true), nothing, nothing);
    await take('slack', arrival('a', true), nothing, nothing);
    await take('slack', arrival('b', true), nothing, async () => {
      throw new Error('no');
    });
    expect(outcomes).toEqual(['taken', 'done', 'known', 'taken', 'failed']);
  });
});
