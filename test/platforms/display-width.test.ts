import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/platforms/display-width.ts';

describe('the width of a text', () => {
  it('is that of string-width for every single character', () => {
    for (let code = 0; code < 0x3000; code += 1) {
      const character = String.fromCharCode(code);
      expect(displayWidth(character), code.toString(16)).toBe(stringWidth(character));
    }
  });

  it('is that of string-width for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('e\u0301', '日本', '👩‍👩‍👧', '→ −5 “x” ✓'),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(displayWidth(any)).toBe(stringWidth(any));
      }),
    );
  });
});
