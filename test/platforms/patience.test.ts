import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/platforms/call-error.ts';
import { pauseBeforeNext } from '../../src/platforms/patience.ts';
import { StoreError } from '../../src/storage/store-error.ts';

const hourMs = 3_600_000;
const trouble = new StoreError('away');

describe('what failed is tried again', () => {
  it('after a pause that doubles, up to five minutes', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => pauseBeforeNext(trouble, attempt, 0));
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it('for an hour where the store is away, and not a millisecond longer', () => {
    expect(pauseBeforeNext(trouble, 20, hourMs - 300_000)).toBe(300_000);
    expect(pauseBeforeNext(trouble, 20, hourMs - 300_000 + 1)).toBeNull();
  });

  it('three times where it is a mistake of ours, however old', () => {
    const mistake = new TypeError('a mistake');
    expect(pauseBeforeNext(mistake, 3, 10 * hourMs)).toBe(40_000);
    expect(pauseBeforeNext(mistake, 4, 0)).toBeNull();
  });

  it('as long as the platform is in trouble, not where it has refused', () => {
    expect(pauseBeforeNext(new CallError('chat.postMessage', 'ratelimited'), 4, 0)).toBe(80_000);
    expect(pauseBeforeNext(new CallError('chat.postMessage', 'unreachable', { uncertain: true }), 4, 0)).toBe(80_000);
    expect(pauseBeforeNext(new CallError('chat.postMessage', 'is_archived'), 4, 0)).toBeNull();
  });
});
