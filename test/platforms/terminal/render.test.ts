import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Block, Card } from '../../../src/core/card.ts';
import { posted } from '../../../src/platforms/terminal/posted.ts';
import { toText } from '../../../src/platforms/terminal/render.ts';
import { anyCard, textsOfCard } from '../../support/cards.ts';
import { expectHarmless, expectToShow, ownLinks } from '../../support/shown.ts';

const card = (...blocks: Block[]): Card => ({ summary: 'A summary', blocks });
const view = (width: number) => ({ width, colour: false });

describe('any card in the terminal', () => {
  it('fits its width, shows everything, and writes no control sequence but our own', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyCard, fc.integer({ min: 20, max: 200 }), fc.boolean(), (given, width, colour) => {
        const text = toText(given, { width, colour });
        const plain = posted(text);
        if (!colour) expect(text).toBe(plain);
        for (const line of plain.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        // An address that is wider than the window is broken over lines.
        const joined = plain.replace(/\n[ │]*/g, ' ');
        expectHarmless(joined.replace(/\(https:[^)]*\)/g, '·'));
        expectToShow(
          plain.replace(/\s/g, '').replace(new RegExp(`\\(${ownLinks.source}\\)`, 'g'), ''),
          textsOfCard(given),
        );
      }),
      { numRuns: 120 },
    );
  });
});

describe('the terminal', () => {
  const table: Block = {
    kind: 'table',
    columns: ['Aspect', 'Monolith', 'Microservices'],
    rows: [['Deployment', 'One unit', 'Independent services']],
  };

  it('draws a table side by side where it fits', () => {
    expect(toText(card(table), view(44))).toBe(
      [
        'Aspect      Monolith  Microservices',
        '──────────  ────────  ────────────────────',
        'Deployment  One unit  Independent services',
      ].join('\n'),
    );
  });

  it('stacks the rows of a table that is wider than the window', () => {
    expect(toText(card(table), view(40))).toBe(
      ['Deployment', '  Monolith: One unit', '  Microservices: Independent services'].join('\n'),
    );
  });

  it.each([
    [1, 20],
    [Number.NaN, 80],
    [1_000, 100],
  ])('takes a width of %d for one of %i', (width, longest) => {
    const lines = toText(card({ kind: 'text', text: 'word '.repeat(500) }), view(width)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(longest - 6);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(longest);
  });

  it('measures what it wraps in columns, not characters', () => {
    const lines = toText(card({ kind: 'text', text: '日本語のテキスト'.repeat(5) }), view(20)).split('\n');
    expect(lines[0]).toBe('日本語のテキスト日本');
  });

  it('shows each choice and button with the key that chooses it', () => {
    const text = toText(
      card(
        {
          kind: 'choices',
          choices: [
            { id: 'a', label: 'Solo', selected: true },
            { id: 'b', label: 'One small team', hint: 'up to about 10' },
          ],
        },
        {
          kind: 'buttons',
          buttons: [
            { id: 'c', label: 'Back' },
            { id: 'd', label: "Don't know" },
          ],
        },
      ),
      view(80),
    );
    expect(text).toBe("✓ 1  Solo\n  2  One small team: up to about 10\n\n[b] Back   [d] Don't know");
  });

  it('writes its own marks in ASCII where there is nothing else', () => {
    const text = toText(
      card(
        { kind: 'heading', text: 'Hello' },
        { kind: 'list', items: ['one'] },
        { kind: 'scale', ends: [0, 10], range: [3, 3], cuts: [5], labels: [] },
      ),
      { width: 21, colour: false, unicode: false },
    );
    expect(text).toBe(
      [
        'Hello',
        '-----',
        '',
        '* one',
        '',
        '|-----O---+---------|',
        '0        +5       +10',
        '+3 on a scale from 0',
        'to +10',
      ].join('\n'),
    );
  });

  it('closes every colour on the line that opened it', () => {
    const text = toText(card({ kind: 'note', text: 'word '.repeat(60) }), { width: 40, colour: true });
    for (const line of text.split('\n')) {
      expect(line.startsWith('\u001b[2m')).toBe(true);
      expect(line.endsWith('\u001b[22m')).toBe(true);
    }
  });
});
