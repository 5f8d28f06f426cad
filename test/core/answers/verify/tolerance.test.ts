import { describe, expect, it } from 'vitest';
import { check } from './support.ts';

const small = 'When to Use What > Use Monolith when: working solo or small team';
const simple = 'When to Use What > Use Monolith when: requirements are simple';
const needed = 'My Take: Move to microservices only when needed';
const devops = 'Deployment & DevOps > Microservices: Requires mature DevOps';

describe('words that no list knows', () => {
  it('colour a stretch that a quote backs', () => {
    expect(check('If you are a one-person outfit, go for a monolith.', small).accepted).toBe(true);
  });
  it('are an addition in a stretch of their own', () => {
    expect(
      check(
        'A monolith is one unified application, usually written by a wizard.',
        'Overview: Monolith → single unified application',
      ).accepted,
    ).toBe(false);
  });
  it('are an addition where they are plural nouns or verbs made from another word', () => {
    expect(
      check(
        'If several teams in different villages are involved, use microservices.',
        'When to Use What > Use Microservices when: multiple teams involved',
      ).accepted,
    ).toBe(false);
    expect(
      check(
        'At scale, the large codebase of a monolith mesmerised developers.',
        'Development & Maintenance > Monolith: large codebase',
      ).accepted,
    ).toBe(false);
  });
});

describe('whom a sentence is told to', () => {
  it('needs no quote', () => {
    expect(check('For your board: microservices demand mature DevOps.', devops).accepted).toBe(true);
    expect(check('Remember, class: microservices demand mature DevOps.', devops).accepted).toBe(true);
  });
  it('needs one as soon as the sentence says something of them', () => {
    expect(check('Microservices demand mature DevOps of the board.', devops).accepted).toBe(false);
  });
});

describe('a denial', () => {
  it('falls on the word that has an opposite', () => {
    const independent = 'AI / Backend Use Case > Microservices: independent scaling (e.g., inference vs API)';
    expect(check('With microservices, inference and the API do not scale in lockstep.', independent).accepted).toBe(
      true,
    );
    expect(check('With microservices, inference and the API scale in lockstep.', independent).accepted).toBe(false);
  });
  it('before "unless" or "without" says what is needed', () => {
    expect(check("Don't make the jump to microservices unless you truly have to.", needed).accepted).toBe(true);
    expect(check("Don't attempt microservices without a mature DevOps setup.", devops).accepted).toBe(true);
    expect(check('Microservices work without mature DevOps.', devops).accepted).toBe(false);
  });
  it('is not undone by a word inside a phrase: "before you need them" is too early', () => {
    expect(check('Move to microservices before you need them.', needed).accepted).toBe(false);
  });
  it('may stand after the word', () => {
    const efficient = 'Scalability > Microservices: More efficient scaling';
    expect(check("Microservices waste less when it's time to scale.", efficient).accepted).toBe(true);
    expect(check("Microservices waste more when it's time to scale.", efficient).accepted).toBe(false);
  });
});

describe('a number', () => {
  it('may count the quotes and nothing else', () => {
    const haste = 'When to Use What > Use Monolith when: speed is critical';
    expect(
      check('Being in a hurry and having simple needs are two signs that a monolith fits.', haste, simple).accepted,
    ).toBe(true);
    expect(
      check('Being in a hurry and having simple needs are three signs that a monolith fits.', haste, simple).failed,
    ).toBe('numbers');
  });
});

describe('a sentence on "this style"', () => {
  it('speaks of the style that all its quotes are about', () => {
    const loose = 'System Architecture > Microservices: loosely coupled';
    expect(check('Services in this style are loosely coupled.', loose).accepted).toBe(true);
    expect(
      check('Services in this style are loosely coupled.', loose, 'System Architecture > Monolith: tightly coupled')
        .accepted,
    ).toBe(false);
  });
});
