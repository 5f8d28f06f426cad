import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claims, knowledge, verify } from './support.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const facts = knowledge.facts.filter((fact) => fact.text !== 'etc.');
const anyFact = fc.constantFrom(...facts);
const anyQuote = fc.oneof(
  anyFact.map((fact) => ({ section: fact.section, text: fact.text })),
  fc.record({ section: anyText, text: anyText }),
);

describe('the verifier', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyQuote, { maxLength: 5 }), (claim, quotes) => {
        expect(verify({ claim, quotes }).reason).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
  it('accepts every fact quoted word for word with its own quote', () => {
    for (const fact of facts) {
      const verdict = verify({ claim: `${fact.text}.`, quotes: [{ section: fact.section, text: fact.text }] });
      expect(verdict, `${fact.section}: ${fact.text}`).toMatchObject({ accepted: true });
    }
  });
  it('says the same of the same claim, whatever came before', () => {
    const set = claims('check');
    const first = set.map((claim) => verify(claim));
    expect(set.toReversed().map((claim) => verify(claim))).toEqual(first.toReversed());
  });
  it('does not mind the order of the quotes', () => {
    for (const claim of claims('tune')) {
      expect(verify({ ...claim, quotes: claim.quotes.toReversed() }).accepted, claim.claim).toBe(
        verify(claim).accepted,
      );
    }
  });
  it('refuses every accepted claim once its styles are swapped', () => {
    const swapped = claims('tune')
      .filter((claim) => claim.expected && verify(claim).accepted && claim.kind !== 'plain-quote')
      .map((claim) => ({ ...claim, claim: swap(claim.claim) }))
      .filter(({ claim }) => /monolith/i.test(claim) !== /microservice/i.test(claim));
    const passed = swapped.filter((claim) => verify(claim).accepted).map(({ claim }) => claim);
    expect(swapped.length).toBeGreaterThan(50);
    expect(passed).toEqual([]);
  });
});

function swap(claim: string): string {
  return claim.replace(/\bmonolith(?:s|ic)?\b|\bmicroservices?\b/gi, (name) =>
    /^mono/i.test(name) ? 'microservices' : 'a monolith',
  );
}
