import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/core/pace.ts';

describe('a pace', () => {
  it('lets a minute’s worth through at once, and one past it waits for the next token', () => {
    let now = 0;
    const pace = createPace(6, () => now);
    for (let count = 1; count <= 6; count += 1) {
      expect(pace.waitMs('ana')).toBe(0);
      pace.take('ana');
    }
    expect(pace.waitMs('ana')).toBe(10_000);
    expect(pace.waitMs('ben')).toBe(0);
    now = 9_999;
    expect(pace.waitMs('ana')).toBe(1);
    now = 10_000;
    expect(pace.waitMs('ana')).toBe(0);
  });

  it('lets everything through without a limit', () => {
    const pace = createPace(0, () => 0);
    for (let count = 0; count < 100; count += 1) pace.take('ana');
    expect(pace.waitMs('ana')).toBe(0);
  });

  it('never lets more through in a minute than twice its figure, however the tokens are asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(4_000), { maxLength: 300 }), (perMinute, pauses) => {
        let now = 0;
        const pace = createPace(perMinute, () => now);
        const passed: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (pace.waitMs('ana') > 0) continue;
          pace.take('ana');
          passed.push(now);
        }
        const inMinute = passed.map((start) => passed.filter((at) => at >= start && at < start + 60_000).length);
        expect(Math.max(0, ...inMinute)).toBeLessThanOrEqual(2 * perMinute);
      }),
    );
  });
});
