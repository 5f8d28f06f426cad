import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../../../src/core/answers/verify/verify.ts';
import { createKnowledge } from '../../../../src/core/knowledge/knowledge.ts';
import { parseDocument } from '../../../../src/core/knowledge/parse.ts';
import { defaultDocument, wording } from './support.ts';

const handbook = parseDocument(
  'handbook',
  `# Team handbook

## Releases

- Ship the billing module on Tuesdays after the smoke run
- Never deploy during the quarterly freeze

## Storage

Postgres holds the orders; Redis holds sessions for 30 minutes.
`,
);
const verify = createVerifier(createKnowledge([defaultDocument, handbook]), wording);
const check = (claim: string, section: string, text: string) => verify({ claim, quotes: [{ section, text }] });

describe('a document that a team adds', () => {
  it('backs sentences close to its own words', () => {
    expect(
      check(
        'The billing module ships on Tuesdays, after the smoke run.',
        'Releases',
        'Ship the billing module on Tuesdays after the smoke run',
      ),
    ).toMatchObject({ accepted: true });
    expect(
      check(
        'Redis holds sessions for 30 minutes and Postgres holds the orders.',
        'Storage',
        'Postgres holds the orders; Redis holds sessions for 30 minutes.',
      ),
    ).toMatchObject({ accepted: true });
  });
  it('backs no other day, number or name', () => {
    expect(
      check(
        'The billing module ships on Fridays after the smoke run.',
        'Releases',
        'Ship the billing module on Tuesdays after the smoke run',
      ),
    ).toMatchObject({ failed: 'names' });
    expect(
      check(
        'Redis holds sessions for 45 minutes.',
        'Storage',
        'Postgres holds the orders; Redis holds sessions for 30 minutes.',
      ),
    ).toMatchObject({ failed: 'numbers' });
  });
  it('backs a denial only as a denial', () => {
    expect(
      check(
        'Never deploy during the quarterly freeze, says the handbook.',
        'Releases',
        'Never deploy during the quarterly freeze',
      ).accepted,
    ).toBe(true);
    expect(
      check('Deploy during the quarterly freeze.', 'Releases', 'Never deploy during the quarterly freeze').accepted,
    ).toBe(false);
  });
});
