import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { postedEverywhere } from '../../../../src/commands/posted.ts';
import { draftCard } from '../../../../src/core/decisions/draft/draft-card.ts';
import { secretsIn, withoutSecrets } from '../../../../src/core/decisions/draft/secrets.ts';

import { draft } from './support.ts';

/** Each is put together here, so that nobody's scanner takes this file for a leak. */
const secrets: readonly [string, string][] = [
  ['a way in without a word for it', 'admin on the box is still maple-Fox-77'],
  ['an AWS key', `AKIA${'IOSFODNN7EXAMPLE'}`],
  ['an AWS secret', `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`],
  ['a Slack token', `xoxb-${'123456789012-1234567890123-AbCdEfGhIjKlMnOp'}`],
  ['a GitHub token', `ghp_${'a8Kd93jfkLsm20dkfPqz71hGtYbNcVx4Re6w'}`],
  ['an OpenAI key', `sk-proj-${'Ab12Cd34Ef56Gh78Ij90Kl12'}`],
  ['a Stripe key', `sk_live_${'51HxYzABCDEFghijklmnop'}`],
  ['a JWT', `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N'}`],
  ['a connection string', 'postgres://admin:hunter2@db.internal:5432/app'],
  ['a webhook', `https://hooks.slack.com/services/${'T000/B000/XXXXYYYY'}`],
  ['a signed address', 'https://files.example.com/x?sig=abc123&token=zzz'],
  ['a private key', `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEow\n-----END RSA PRIVATE KEY-----`],
  ['a password', 'password: hunter2'],
  ['a password in words', 'the password is swordfish'],
  ['a password with its owner', 'creds: admin / Tr0ub4dor'],
  ['an environment', 'DB_PASSWORD=s3cr3t'],
  ['a bearer', `Authorization: Bearer ${'abcdef0123456789abcdef'}`],
  ['a password that comes first', 'the wiki says hunter2 is the password'],
  ['a password for use', 'use tr0ub4dor as the password'],
  ['a password that will be', 'the new password will be Blau-Wal-77'],
  ['a password in another language', 'das Passwort lautet Sommer24'],
  ['a password with its place', 'db password (prod): hunter2'],
  ['a password in JSON', '{"password":"hunter2"}'],
  ['a phrase', 'the passphrase is correct horse battery staple'],
  ['a user with a colon', 'curl -u alice:wonderland9'],
  ['an administrator', 'use admin / letmein123'],
  ['a one-time code', 'otp 882113'],
  ['a licence', 'license key ABCD-EFGH-1234-5678'],
  ['a card', '4111 1111 1111 1111'],
  ['a hash', '9f8e7d6c5b4a39281706f5e4d3c2b1a0'],
];

describe.each(secrets)('%s', (_, secret) => {
  it('is found wherever it stands, and nothing of it is left', () => {
    for (const text of [secret, `decided: monolith, ${secret}`, `${secret}\nwe stay on the monolith`]) {
      const value = secret.split(/[\s:=]+/).at(-1) ?? secret;
      expect(secretsIn(text).length).toBeGreaterThan(0);
      expect(withoutSecrets(text)).not.toContain(value);
    }
  });

  it('is nowhere in a draft, and the card says that something was left out', () => {
    const made = draft('ana: one app or services?', `bo: decided: we keep the monolith, ${secret} for those who ask`);
    const shown = Object.values(postedEverywhere(draftCard(made))).join('\n');
    expect(`${JSON.stringify(made)}${shown}`).not.toContain(secret);
    expect(made.chosen).toBe('monolith');
    expect(shown).toContain('left out');
  });
});

test.each([
  'the token is expired',
  'password is wrong again',
  'we need a secret store and a token service',
  'see commit 4f2a91c and PR 1234567890123',
  'https://example.com/why-we-went-back-to-the-monolith-2024',
  'AbstractSingletonProxyFactoryBean is a joke',
  'it takes 1234 5678 9012 requests',
])('“%s” holds no secret', (text) => {
  expect(secretsIn(text)).toEqual([]);
});

test('a secret survives nowhere, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...secrets.map(([, secret]) => secret)),
      fc.array(
        fc.constantFrom('decided:', 'monolith', 'because', 'we', 'need', 'microservices', ',', '.', '\n', 'ok'),
        { maxLength: 8 },
      ),
      fc.array(fc.constantFrom('so', "I'll", 'write', 'it', '?', 'agreed', '\n', 'split'), { maxLength: 8 }),
      (secret, before, after) => {
        const made = draft('ana: one app?', `bo: ${before.join(' ')} ${secret} ${after.join(' ')}`);
        expect(JSON.stringify(made)).not.toContain(JSON.stringify(secret).slice(1, -1));
      },
    ),
    { numRuns: 300 },
  );
});
