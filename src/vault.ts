import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { UserError } from './core/errors.ts';

/** What is kept is not what was sealed for its owner: no key helps. */
export class BrokenSealError extends UserError {
  override name = 'BrokenSealError';
}

/** Seals secrets before they are stored, each for one owner: sealed for one workspace it does not open for another. */
export interface Vault {
  seal(secret: string, owner: string): string;
  /**
   * @throws {UserError} where a key is missing
   * @throws {BrokenSealError} where it is not what was sealed for this owner
   */
  open(sealed: string, owner: string): string;
  /** Whether it is sealed with the key that seals now; else it should be sealed anew. */
  isCurrent(sealed: string): boolean;
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
/** What GCM is made for. A fresh random one for each sealing: safe for 2³² of them under one key. */
const nonceBytes = 12;
const tagBytes = 16;
const form = /^v1\.([0-9a-f]{8})\.([\w-]+)$/;

/**
 * @param keys as in `ARCHCHECK_ENCRYPTION_KEYS`: base64 of 32 bytes each, separated by commas. The first seals, all open.
 * @throws {UserError} where one has another form
 */
export function createVault(keys: string): Vault {
  const ring = keys.split(',').map((text) => keyOf(text.trim()));
  const [current] = ring;
  if (current === undefined) throw new RangeError('a text splits into one part at least');
  return {
    seal(secret, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce, { authTagLength: tagBytes }).setAAD(boundTo(owner));
      const body = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.name}.${body.toString('base64url')}`;
    },
    open(sealed, owner) {
      const [, name, text = ''] = form.exec(sealed) ?? [];
      const known = ring.find((each) => each.name === name);
      if (name !== undefined && known === undefined) {
        throw new UserError(
          `No key in ARCHCHECK_ENCRYPTION_KEYS opens the token of ${owner}: it was sealed with the key ${name}, and those set are ${ring.map((each) => each.name).join(', ')}. Add that key behind the others, or have archcheck installed there again.`,
        );
      }
      const body = Buffer.from(text, 'base64url');
      try {
        if (known === undefined || body.length < nonceBytes + tagBytes) throw new RangeError('too short');
        const decipher = createDecipheriv(algorithm, known.key, body.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(boundTo(owner)).setAuthTag(body.subarray(-tagBytes));
        const secret = decipher.update(body.subarray(nonceBytes, -tagBytes));
        return Buffer.concat([secret, decipher.final()]).toString('utf8');
      } catch {
        throw new BrokenSealError(
          `The token that is kept for ${owner} was changed since it was sealed, or is another workspace's. Have archcheck installed there again, and find out who writes to the store.`,
        );
      }
    },
    isCurrent: (sealed) => form.exec(sealed)?.[1] === current.name,
  };
}

function boundTo(owner: string): Buffer {
  return Buffer.from(`archcheck token of ${owner}`);
}

function keyOf(text: string): { readonly name: string; readonly key: Buffer } {
  const key = Buffer.from(text, 'base64');
  if (key.length !== keyBytes || !/^[A-Za-z0-9+/]{43}=$/.test(text)) {
    throw new UserError(
      'ARCHCHECK_ENCRYPTION_KEYS: expected keys of 32 bytes as base64, separated by commas, the newest first; got something else (not shown, it is a secret). Make one with: openssl rand -base64 32',
    );
  }
  // Tells keys apart and nothing about them.
  return { name: createHash('sha256').update('archcheck key').update(key).digest('hex').slice(0, 8), key };
}
