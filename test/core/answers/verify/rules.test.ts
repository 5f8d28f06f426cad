import { describe, expect, it } from 'vitest';
import { check, verify } from './support.ts';

describe('a quote', () => {
  it('must be there', () => {
    expect(check('A monolith is easy to deploy.')).toMatchObject({ accepted: false, failed: 'quote' });
  });
  it('must stand in the document word for word', () => {
    expect(check('A monolith is easy to deploy.', 'Deployment & DevOps > Monolith: Simple deployments')).toMatchObject({
      failed: 'quote',
      reason: 'The quote "Simple deployments" does not stand in "Deployment & DevOps > Monolith", word for word.',
    });
  });
  it('must stand in the section that is named', () => {
    expect(check('A monolith is easy to deploy.', 'Scalability > Monolith: Simple deployment')).toMatchObject({
      failed: 'quote',
    });
  });
  it('must say more than the name of a style', () => {
    expect(check('A monolith is a style.', 'Overview: Monolith')).toMatchObject({ failed: 'quote' });
  });
  it('must say what the sentence says', () => {
    expect(check('A monolith is easy to deploy.', 'Communication > Monolith: Internal function calls').accepted).toBe(
      false,
    );
  });
  it('may be a row of a table, a cell, or a line with its colon', () => {
    expect(
      check('Microservices isolate faults well.', 'Core Differences: Fault Isolation | Weak | Strong').accepted,
    ).toBe(true);
    expect(check('Microservices isolate faults well.', 'Core Differences: Strong').accepted).toBe(true);
    expect(check('A monolith is easy to deploy.', 'Deployment & DevOps > Monolith: Simple deployment:').accepted).toBe(
      true,
    );
  });
});

describe('the style that a sentence speaks of', () => {
  it('must be that of the quote', () => {
    expect(
      check(
        'A monolith lets teams work independently.',
        'Development & Maintenance > Microservices: team independence',
      ),
    ).toMatchObject({
      accepted: false,
      failed: 'subject',
    });
  });
  it('must be that of the table column', () => {
    expect(
      check('A monolith has strong fault isolation.', 'Core Differences: Fault Isolation | Weak | Strong').accepted,
    ).toBe(false);
    expect(
      check('A monolith is deployed as independent services.', 'Core Differences: Independent services'),
    ).toMatchObject({ failed: 'column' });
  });
  it('is followed clause by clause in a comparison', () => {
    const quotes = [
      'Deployment & DevOps > Monolith: Simple deployment',
      'Deployment & DevOps > Microservices: Complex deployment',
    ];
    expect(check('Deployment is simple for a monolith, but complex for microservices.', ...quotes).accepted).toBe(true);
    expect(check('Deployment is complex for a monolith, but simple for microservices.', ...quotes).accepted).toBe(
      false,
    );
  });
  it('is followed through pronouns and "the latter"', () => {
    const quote = 'Deployment & DevOps > Microservices: Requires mature DevOps';
    expect(check('Think twice about microservices: they call for mature DevOps.', quote).accepted).toBe(true);
    expect(check('Think of a monolith: it calls for mature DevOps.', quote).accepted).toBe(false);
  });
  it('must be named, unless the quote is about neither', () => {
    expect(check('Debugging is easier.', 'Development & Maintenance > Monolith: debug').accepted).toBe(false);
    expect(
      check(
        'Let real scaling needs drive the architecture.',
        'My Take: Evolve architecture based on real scaling needs',
      ).accepted,
    ).toBe(true);
  });
  it('is handed on from sentence to sentence, for one that says only "it"', () => {
    const first = check('A monolith is simple to deploy.', 'Deployment & DevOps > Monolith: Simple deployment');
    expect(first.about).toBe('monolith');
    const next = {
      claim: 'It is easy to debug, too.',
      quotes: [{ section: 'Development & Maintenance > Monolith', text: 'debug' }],
    };
    expect(verify({ ...next, about: first.about })).toMatchObject({ accepted: true, about: 'monolith' });
    expect(verify({ ...next, about: 'microservices' })).toMatchObject({ accepted: false, failed: 'subject' });
    expect(verify(next)).toMatchObject({ accepted: false, failed: 'subject' });
  });
  it('does not matter where whole lines are quoted and nothing else is said', () => {
    const quotes = [
      'System Architecture > Monolith: tightly coupled',
      'System Architecture > Monolith: shared codebase',
    ];
    expect(check('tightly coupled; shared codebase', ...quotes).accepted).toBe(true);
    expect(check('tightly coupled, shared codebase.', ...quotes).accepted).toBe(true);
    expect(check('tightly coupled; shared codebase; cheap', ...quotes).accepted).toBe(false);
    expect(check('not tightly coupled; shared codebase', ...quotes).accepted).toBe(false);
  });
  it('may be both only where the quotes say it of both', () => {
    expect(
      check('Monoliths and microservices are both easy to debug.', 'Development & Maintenance > Monolith: debug')
        .accepted,
    ).toBe(false);
  });
});

describe('what a sentence adds', () => {
  it.each([
    [
      'numbers',
      'A monolith suits a team of up to 8 people.',
      'When to Use What > Use Monolith when: working solo or small team',
    ],
    ['numbers', 'Microservices scale twice as efficiently.', 'Scalability > Microservices: More efficient scaling'],
    ['names', 'Microservices communicate through gRPC or Thrift.', 'Communication > Microservices: gRPC'],
    ['over-claim', 'Microservices always scale efficiently.', 'Scalability > Microservices: More efficient scaling'],
    ['over-claim', 'A monolith is the only way to build MVPs.', 'When to Use What > Use Monolith when: building MVPs'],
    ['over-claim', 'Every company should start with a monolith.', 'My Take: Start with a monolith'],
    [
      'overlap',
      'Microservices are loosely coupled and cheaper to host.',
      'System Architecture > Microservices: loosely coupled',
    ],
  ])('fails as %s: %s', (rule, claim, quote) => {
    expect(check(claim, quote)).toMatchObject({ accepted: false, failed: rule });
  });
  it('is named in the reason', () => {
    expect(
      check(
        'Microservices are loosely coupled and cheaper to host.',
        'System Architecture > Microservices: loosely coupled',
      ).reason,
    ).toBe('No quote says anything of "cheaper".');
  });
});

describe('what a sentence leaves out', () => {
  it.each([
    ['A monolith has low complexity.', 'Core Differences: Low (initially)'],
    ['A monolith is harder to maintain.', 'Development & Maintenance > Monolith: harder to maintain'],
    ['A monolith is good for AI apps.', 'AI / Backend Use Case > Monolith: small AI apps'],
  ])('fails as a condition: %s', (claim, quote) => {
    expect(check(claim, quote)).toMatchObject({ accepted: false, failed: 'condition' });
  });
  it.each([
    ['Move to microservices.', 'My Take: Move to microservices'],
    ['Microservices mean unnecessary complexity.', 'My Take: Premature microservices = unnecessary complexity'],
  ])('fails: %s', (claim, quote) => {
    expect(check(claim, quote).accepted).toBe(false);
  });
  it.each([
    ['At first, the complexity of a monolith is low.', 'Core Differences: Low (initially)'],
    [
      'Once it gets big, a monolith is harder to look after.',
      'Development & Maintenance > Monolith: harder to maintain',
    ],
    ['Wait with microservices until you really need them.', 'My Take: Move to microservices only when needed'],
  ])('passes with it: %s', (claim, quote) => {
    expect(check(claim, quote).accepted).toBe(true);
  });
});

describe('what a sentence turns around', () => {
  it.each([
    [
      'polarity',
      'Microservices do not introduce latency.',
      'Communication > Microservices: Introduces latency and complexity',
    ],
    ['polarity', 'Microservices do not isolate faults.', 'Core Differences: Strong'],
    [
      'direction',
      'Choosing microservices makes a system grow large.',
      'When to Use What > Use Microservices when: system grows large',
    ],
  ])('fails as %s: %s', (rule, claim, quote) => {
    expect(check(claim, quote)).toMatchObject({ accepted: false, failed: rule });
  });
  it.each([
    ['Microservices provide mature DevOps.', 'Deployment & DevOps > Microservices: Requires mature DevOps'],
    ['Deploying a monolith is difficult.', 'Deployment & DevOps > Monolith: Simple deployment'],
    [
      'Latency and complexity bring about the network of microservices.',
      'Communication > Microservices: Introduces latency and complexity',
    ],
  ])('fails: %s', (claim, quote) => {
    expect(check(claim, quote).accepted).toBe(false);
  });
  it('passes where the denial of one word is the other', () => {
    expect(
      check('Deploying microservices is not easy.', 'Deployment & DevOps > Microservices: Complex deployment').accepted,
    ).toBe(true);
  });
});

describe('what a sentence joins', () => {
  const debug = 'Development & Maintenance > Monolith: debug';
  const shared = 'System Architecture > Monolith: shared codebase';
  it('fails where it makes one quote the cause of another', () => {
    expect(check('A monolith is easier to debug because it has a shared codebase.', debug, shared)).toMatchObject({
      failed: 'causal',
    });
  });
  it('passes where it only lists both', () => {
    expect(check('A monolith is easier to debug and has a shared codebase.', debug, shared).accepted).toBe(true);
  });
  it('passes where the document sums one up by the other', () => {
    expect(
      check(
        'Because microservices communicate over the network, they have to live with latency.',
        'Communication > Microservices: Network-based',
        'Communication > Microservices: Introduces latency and complexity',
      ).accepted,
    ).toBe(true);
  });
  it('fails where it weighs two things that no quote weighs', () => {
    expect(
      check(
        'For microservices, gRPC is better than REST.',
        'Communication > Microservices: gRPC',
        'Communication > Microservices: REST',
      ),
    ).toMatchObject({
      accepted: false,
    });
    expect(
      check(
        'With microservices, versioning is a challenge more than distributed debugging.',
        'Development & Maintenance > Microservices: versioning',
        'Development & Maintenance > Microservices: distributed debugging',
      ),
    ).toMatchObject({ failed: 'comparison' });
  });
  it('fails where it gives the judgement of one quote to the thing of another', () => {
    expect(
      check(
        'At scale, a monolith is easier to debug but harder to test.',
        debug,
        'Development & Maintenance > Monolith: test',
        'Development & Maintenance > Monolith: harder to maintain',
      ).accepted,
    ).toBe(false);
  });
});

describe('what models make of a right sentence', () => {
  const monolith = 'Development & Maintenance > Monolith: ';
  it('may not hold always, however the quote compares', () => {
    expect(check('A monolith is always easier to debug.', `${monolith}Easier to`, `${monolith}debug`)).toMatchObject({
      failed: 'over-claim',
    });
  });
  it('may not advise against what a quote recommends', () => {
    const small = 'When to Use What > Use Monolith when: working solo or small team';
    expect(check('With a small team, use a monolith.', small).accepted).toBe(true);
    expect(check('With a small team, do not use a monolith.', small)).toMatchObject({ failed: 'polarity' });
    expect(check('With a small team, microservices are not the choice.', small).accepted).toBe(false);
  });
  it('may not take out what a quote counts among a kind of thing', () => {
    const loose = 'System Architecture > Microservices: loosely coupled';
    expect(check('Loose coupling is a characteristic of microservices.', loose).accepted).toBe(true);
    expect(check('Loose coupling is not a characteristic of microservices.', loose)).toMatchObject({
      failed: 'polarity',
    });
  });
  it('may not turn scaling needs and architecture around', () => {
    expect(
      check(
        'Real scaling needs follow from the architecture.',
        'My Take: Evolve architecture based on real scaling needs',
      ),
    ).toMatchObject({ failed: 'direction' });
  });
  it('may not rest on a line that only introduces others', () => {
    expect(check('Microservices are great.', 'Development & Maintenance > Microservices: Advantages')).toMatchObject({
      failed: 'quote',
    });
    expect(check('A monolith is limited.', 'Scalability > Monolith: Limitations')).toMatchObject({ failed: 'quote' });
  });
});

describe('what a sentence leaves no room for', () => {
  const debug = 'Development & Maintenance > Monolith: debug';
  const easier = 'Development & Maintenance > Monolith: Easier to';
  const devops = 'Deployment & DevOps > Microservices: Requires mature DevOps';
  const premature = 'My Take: Premature microservices = unnecessary complexity';
  const speed = 'When to Use What > Use Monolith when: speed is critical';
  const scaling = 'When to Use What > Use Microservices when: need independent scaling';
  const versioning = 'Development & Maintenance > Microservices: versioning';
  const team = 'When to Use What > Use Monolith when: working solo or small team';

  it.each<[string, string, string[]]>([
    ['over-claim', "Microservices' only challenge is versioning.", [versioning]],
    ['over-claim', 'Only small teams can use a monolith.', [team]],
    [
      'over-claim',
      'Microservices alone enable independent scaling.',
      ['AI / Backend Use Case > Microservices: independent scaling (e.g., inference vs API)'],
    ],
    [
      'over-claim',
      'Monolith and microservices are the only two styles of backend systems.',
      ['Overview: Monolith and Microservices are two fundamental architectural styles for building backend systems.'],
    ],
    [
      'subject',
      'A monolith, like microservices, is loosely coupled.',
      ['System Architecture > Microservices: loosely coupled'],
    ],
    [
      'overlap',
      'Microservices are independently deployable, so you can release several times a day.',
      ['System Architecture > Microservices: independently deployable'],
    ],
    ['over-claim', 'A monolith cannot be scaled at all.', ['Scalability > Monolith: Scale entire application']],
    ['over-claim', 'A monolith used to be easier to debug.', [easier, debug]],
    ['condition', 'Microservices no longer require mature DevOps.', [devops]],
    ['polarity', 'Premature microservices avoid unnecessary complexity.', [premature]],
    ['polarity', 'Use a monolith unless speed is critical.', [speed]],
    [
      'causal',
      'A monolith is easier to debug because fault isolation is weak.',
      [easier, debug, 'Core Differences: Weak'],
    ],
  ])('is refused (%s): %s', (failed, claim, quotes) => {
    expect(check(claim, ...quotes)).toMatchObject({ accepted: false, failed });
  });

  it.each<[string, string[]]>([
    ['Do not use microservices unless you need independent scaling.', [scaling]],
    ['Avoid premature microservices, since they are unnecessary complexity.', [premature]],
    [
      'Expect latency and complexity from microservices.',
      ['Communication > Microservices: Introduces latency and complexity'],
    ],
    [
      'Premature microservices are unnecessary complexity, so start with a monolith.',
      [premature, 'My Take: Start with a monolith'],
    ],
  ])('is kept where the quotes say it: %s', (claim, quotes) => {
    expect(check(claim, ...quotes)).toMatchObject({ accepted: true });
  });
});
