import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault } from '../src/vault.ts';

const newKey = () => randomBytes(32).toString('base64');
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const secret = fc.string({ unit: 'grapheme' });
const owner = fc.string({ minLength: 1 });

describe('the vault', () => {
  it('opens what it sealed, for its owner', () => {
    fc.assert(
      fc.property(key, secret, owner, (keys, text, whose) => {
        const vault = createVault(keys);
        const sealed = vault.seal(text, whose);
        expect(vault.open(sealed, whose)).toBe(text.toWellFormed());
        expect(vault.seal(text, whose)).not.toBe(sealed);
      }),
    );
  });

  it('shows nothing of a secret', () => {
    const token = 'xoxb-1234567890-abcdef';
    const sealed = createVault(newKey()).seal(token, 'T1');
    expect(sealed).not.toContain('xoxb');
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('xoxb');
  });

  it('does not open for another owner, nor once any bit of it was changed', () => {
    fc.assert(
      fc.property(key, secret, owner, owner, fc.nat(), (keys, text, whose, other, at) => {
        const vault = createVault(keys);
        const sealed = vault.seal(text, whose);
        if (other !== whose) expect(() => vault.open(sealed, other)).toThrow(/was changed since it was sealed/);
        const [version, name, body = ''] = sealed.split('.');
        const bytes = Buffer.from(body, 'base64url');
        const bit = at % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => vault.open([version, name, bytes.toString('base64url')].join('.'), whose)).toThrow(
          /was changed since it was sealed/,
        );
      }),
    );
  });

  it('refuses whatever else stands in its place with a clear error', () => {
    const vault = createVault(newKey());
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('v1.', 'v1.00000000.', 'v1.00000000.AA', '')), (text) => {
        expect(() => vault.open(text, 'T1')).toThrow(/(?:of|for) T1/);
      }),
    );
  });

  it('goes over from key to key: the first seals, all open, and none that was taken out', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 2, maxLength: 4 }), secret, (ring, text) => {
        const [newest = '', ...older] = ring;
        const before = createVault(older.join(','));
        const sealed = before.seal(text, 'T1');
        const both = createVault(ring.join(', '));
        expect(both.isCurrent(sealed)).toBe(false);
        const again = both.seal(both.open(sealed, 'T1'), 'T1');
        expect(both.isCurrent(again)).toBe(true);
        const after = createVault(newest);
        expect(after.open(again, 'T1')).toBe(text.toWellFormed());
        expect(() => after.open(sealed, 'T1')).toThrow(/No key in ARCHCHECK_ENCRYPTION_KEYS opens the token of T1/);
        expect(() => before.open(again, 'T1')).toThrow(/Add that key behind the others/);
      }),
    );
  });

  it.each([
    '',
    'short',
    `${newKey()},`,
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    'é'.repeat(44),
  ])('takes no key like %j, and does not show it', (keys) => {
    expect(() => createVault(keys)).toThrow(/expected keys of 32 bytes as base64.*openssl rand -base64 32/);
    expect(() => createVault(keys)).not.toThrow(keys === '' ? /^$/ : keys);
  });
});
