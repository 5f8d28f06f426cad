import { describe, expect, it } from 'vitest';
import { claims, verify } from './support.ts';

describe.each(['tune', 'check', 'rewordings'])('the %s set of claims', (name) => {
  const set = claims(name);
  const right = set.filter((claim) => claim.expected);
  const wrong = set.filter((claim) => !claim.expected);
  it('has enough right and wrong ones to say something', () => {
    expect(right.length).toBeGreaterThanOrEqual(80);
    expect(wrong.length).toBeGreaterThanOrEqual(80);
    expect(new Set(set.map((claim) => claim.id)).size).toBe(set.length);
  });
  it('keeps at least 95 of 100 right ones', () => {
    const lost = right.filter((claim) => !verify(claim).accepted).map((claim) => `${claim.id} ${claim.claim}`);
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(right.length * 0.05);
  });
  it('refuses at least 98 of 100 wrong ones', () => {
    const passed = wrong.filter((claim) => verify(claim).accepted).map((claim) => `${claim.id} ${claim.claim}`);
    expect(passed.length, passed.join('\n')).toBeLessThanOrEqual(wrong.length * 0.02);
  });
  it('gives every refusal a rule and a reason that reads as a sentence', () => {
    for (const claim of set) {
      const { accepted, failed, reason } = verify(claim);
      expect(accepted).toBe(failed === null);
      expect(reason).toMatch(/^[A-Z"].*\.$/);
    }
  });
});
