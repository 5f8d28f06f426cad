import { describe, expect, it } from 'vitest';
import { claims, type LabelledClaim, verify } from './support.ts';

// Written with this code at hand and used to mend it: no evidence of how good it is, but what it can do already it must not lose.
const honest = claims('honest');
const adversarial = claims('model');

function shareAccepted(items: readonly LabelledClaim[]): number {
  return items.filter((item) => verify(item).accepted).length / items.length;
}

describe('sentences as models write them', () => {
  it('passes at least 97 of 100 that are written as the prompt asks', () => {
    expect(honest.length).toBeGreaterThanOrEqual(100);
    expect(shareAccepted(honest)).toBeGreaterThanOrEqual(0.97);
  });

  it('rejects at least 98 of 100 wrong ones and keeps at least 90 of 100 right ones', () => {
    const wrong = adversarial.filter(({ expected }) => !expected);
    const right = adversarial.filter(({ expected }) => expected);
    expect(Math.min(wrong.length, right.length)).toBeGreaterThanOrEqual(180);
    expect(shareAccepted(wrong)).toBeLessThanOrEqual(0.02);
    expect(shareAccepted(right)).toBeGreaterThanOrEqual(0.9);
  });
});

const right = [...honest, ...adversarial.filter(({ expected }) => expected)];

/** What a model may make of a right sentence; each makes it wrong. */
const changes: Readonly<Record<string, (claim: string) => string>> = {
  'with the styles swapped': swapped,
  'with its verb denied': denied,
  'with a number': (claim) => ending(claim, ', by 40 percent'),
  'with a time': (claim) => ending(claim, ' within 3 months'),
  'with a name': (claim) => ending(claim, ', as Netflix does'),
  'that is made to hold always': (claim) => ending(claim, ', always'),
  'that is made to hold everywhere': (claim) => ending(claim, ' in every project'),
  'with a gain of money': (claim) => ending(claim, ' and saves money'),
  'with a gain of speed': (claim) => ending(claim, ' and runs faster'),
  'with a gain of safety': (claim) => ending(claim, ' and is more secure'),
  'with a reason': (claim) => ending(claim, ' because teams prefer it'),
  'with a result': (claim) => ending(claim, ', so outages are rare'),
  'with a duty': (claim) => ending(claim, ', so you must choose it'),
  'without a downside': (claim) => ending(claim, ' without any drawbacks'),
  'with an audience': (claim) => ending(claim, ', especially for large enterprises'),
};

describe.each(Object.entries(changes))('a right sentence %s', (_, change) => {
  it('is refused, whichever it was', () => {
    const passed = right
      .map((item) => ({ ...item, before: item.claim, claim: change(item.claim) }))
      .filter((item) => item.claim !== item.before && !isSymmetric(item) && verify(item).accepted)
      .map(({ claim }) => claim);
    expect(passed).toEqual([]);
  });
});

/** What is said of both styles at once stays true when they are swapped. */
function isSymmetric({ quotes }: LabelledClaim): boolean {
  return quotes.some(({ text }) => text.startsWith('Monolith and Microservices are'));
}

function ending(claim: string, words: string): string {
  return claim.replace(/\.$/, `${words}.`);
}

function swapped(claim: string): string {
  return claim.replace(/\b(?:a monolith|monoliths?|microservices)\b/gi, (name) => {
    const other = /micro/i.test(name) ? 'a monolith' : 'microservices';
    return /^[A-Z]/.test(name) ? `${other.charAt(0).toUpperCase()}${other.slice(1)}` : other;
  });
}

const denials: Readonly<Record<string, string>> = {
  is: 'is not',
  are: 'are not',
  has: 'does not have',
  have: 'do not have',
  can: 'cannot',
  lets: 'does not let',
  let: 'do not let',
  gives: 'does not give',
  give: 'do not give',
  use: 'do not use',
  require: 'do not require',
  introduces: 'does not introduce',
  start: 'do not start',
  enable: 'do not enable',
  communicate: 'do not communicate',
};

function denied(claim: string): string {
  const verb = new RegExp(`\\b(?:${Object.keys(denials).join('|')})\\b`, 'i');
  return claim.replace(verb, (word) => denials[word.toLowerCase()] ?? word);
}
