import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../../src/platforms/slack/markdown.ts';
import { effectsOf } from '../../support/slack/effects.ts';

const harmful = fc.constantFrom(
  ...[
    '<@U1>',
    '<!here>',
    '@channel',
    'https://evil.example',
    '[a](b.com)',
    '[a]: x.com',
    '![a](b)',
    '`',
    '**',
    '~~',
    '\n# ',
    '\n1. ',
  ],
  ...['<https://a.b|c>', ':tada:', '&lt;@U1&gt;', 'www.evil.com', 'mailto:a@b.com', '\n- ', '|', '\\', '\n> '],
);
const text = fc
  .array(fc.oneof(harmful, fc.string({ maxLength: 8, unit: 'grapheme' })), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('text as Markdown for Slack', () => {
  test('pings nobody and links nothing, whatever it is', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const markdown = toMarkdown(typed);
        expect(effectsOf(markdown, [{ type: 'markdown', text: markdown }])).toEqual({ pings: [], links: [] });
      }),
    );
  });

  test('only grows when a sentence is added', () => {
    const sentence = text.map((typed) => `${typed.replace(/\s+/g, ' ').trim()}.`);
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 2, maxLength: 4 }), (sentences) => {
        const before = toMarkdown(sentences.slice(0, -1).join(' '));
        expect(toMarkdown(sentences.join(' ')).startsWith(before)).toBe(true);
      }),
    );
  });

  test.each([
    ['a_b *c* `d` ~e~', 'a\\_b \\*c\\* \\`d\\` \\~e\\~'],
    ['1. one\n- two\n# three', '1\\. one\n\\- two\n\\# three'],
    ['5 < 6 & 7 > 6', '5 &lt; 6 &amp; 7 &gt; 6'],
    ['at 10:30, :tada: that', 'at 10:30, \\:tada: that'],
    ['[a](b)', '\\[a\\]\\(b)'],
  ])('shows %j as it is', (typed, markdown) => {
    expect(toMarkdown(typed)).toBe(markdown);
  });
});
