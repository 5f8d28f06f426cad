import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Card } from '../../../src/core/card.ts';
import { neutralise } from '../../../src/core/text/neutralise.ts';
import { messageSchema } from '../../../src/platforms/discord/limits.ts';
import { posted } from '../../../src/platforms/discord/posted.ts';
import { toMessages } from '../../../src/platforms/discord/render.ts';
import { anyCard, anyText, textsOfCard } from '../../support/cards.ts';
import { expectHarmless, expectToShow, ownLinks } from '../../support/shown.ts';

const card = (...blocks: Block[]): Card => ({ summary: 'A summary', blocks });
const postedOf = (...blocks: Block[]) => posted(toMessages(card(...blocks)));
const componentsOf = (given: Card) => toMessages(given).flatMap((message) => message.components);

/** Discord's own reading of escapes: a backslash before anything but a letter, a digit or white space. */
const unescaped = (text: string) => text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1');

/** What Discord would still read as markup once escapes and code are set aside. */
function markupLeft(text: string): string {
  return text
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\\[^\p{L}\p{N}\s]/gu, '·')
    .replace(/`[^`\n]+`/g, '·')
    .replace(/\*\*[^*\n]+\*\*|\*[^*\n]+\*/g, '·')
    .replace(new RegExp(`\\[[^[\\]\\n]*\\]\\(${ownLinks.source}\\)`, 'g'), '·')
    .replace(/^(?:> )?(?:-# |### )?/gm, '')
    .replace(/^(?:- |\d+\. )/gm, '');
}

describe('any card on Discord', () => {
  it('is within the limits, shows everything, and neither pings nor links', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyCard, (given) => {
        const messages = toMessages(given);
        for (const message of messages) messageSchema.parse(message);
        const all = posted(messages);
        // Labels hold no escapes, so a backslash there must not join what stands around it.
        expectHarmless(all.replace(/\\(?=[^\p{L}\p{N}\s])/gu, '·'));
        expectToShow(all, textsOfCard(given));
      }),
      { numRuns: 150 },
    );
  });

  it('leaves no markup in what was typed, at the start of a line or within it', () => {
    fc.assert(
      fc.property(anyCard, (given) => {
        const blocks = given.blocks.filter(({ kind }) => kind !== 'choices' && kind !== 'buttons');
        const left = markupLeft(posted(toMessages({ ...given, blocks })));
        expect(/[*_~`|<[\]]/.exec(left)?.[0]).toBeUndefined();
        expect(/^ *(?:#|>|[-+] |\d+[.)] )/m.exec(left)?.[0]).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('shows a typed text exactly as it reads once neutralised', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = neutralise(text).replace(/\s/g, '') || 'Asummary';
        expect(unescaped(postedOf({ kind: 'text', text })).replace(/\s/g, '')).toBe(expected);
      }),
    );
  });

  it.each([
    ['# heading', '\\# heading'],
    ['-# small', '\\-# small'],
    ['> quote', '\\> quote'],
    ['- item\n* item\n1. item', '\\- item\n\\* item\n1\\. item'],
    ['**a** __b__ ||c|| ~~d~~', '\\*\\*a\\*\\* \\_\\_b\\_\\_ \\|\\|c\\|\\| \\~\\~d\\~\\~'],
    ['[a](b) <t:1:R> </say:1>', '\\[a\\](b) \\<t:1:R> \\</say:1>'],
    ['C# is 3 > 2 - 1', 'C# is 3 > 2 - 1'],
  ])('escapes %j as %j', (text, escaped) => {
    expect(postedOf({ kind: 'text', text })).toBe(escaped);
  });

  it('keeps styles, spaces outside the marks, and links that the bot made', () => {
    const text = [
      { text: 'a ' },
      { text: 'b ', style: 'strong' },
      { text: 'c`d', style: 'code' },
      { text: 'e', style: 'code' },
      { text: ' f', link: 'https://discord.com/channels/1/2/3' },
      { text: ' g', link: 'javascript:alert(1)' },
    ] as const;
    expect(postedOf({ kind: 'text', text })).toBe(
      'a **b** c\\`de [f](https://discord.com/channels/1/2/3) g (javascript\\[:\\]alert(1))',
    );
  });
});

describe('what is too long for Discord', () => {
  it('a text takes as many messages as its 4,000 characters ask for, cut between words', () => {
    const text = 'word '.repeat(2_000).trim();
    const messages = toMessages(card({ kind: 'text', text }));
    expect(messages).toHaveLength(3);
    for (const message of messages) {
      expect(posted([message]).length).toBeLessThanOrEqual(4_001);
      expect(posted([message])).toMatch(/^word\b[\s\S]*\bword$/);
    }
  });

  it.each([
    [40, 1],
    [41, 2],
  ])('%i dividers take %i messages', (length, count) => {
    expect(toMessages(card(...Array.from({ length }, (): Block => ({ kind: 'divider' }))))).toHaveLength(count);
  });

  it.each([
    [5, 1, 1],
    [6, 2, 1],
    [25, 5, 1],
    [26, 6, 2],
  ])('%i buttons take %i rows in %i messages', (length, rows, count) => {
    const buttons = Array.from({ length }, (_, index) => ({ id: `b${index}`, label: `Button ${index}` }));
    const given = card({ kind: 'buttons', buttons });
    expect(componentsOf(given)).toHaveLength(rows);
    expect(toMessages(given)).toHaveLength(count);
  });

  it.each([
    [10, 2, 2],
    [11, 1, 3],
    [25, 1, 3],
    [26, 2, 3],
  ])('%i choices take %i rows of components of type %i', (length, rows, type) => {
    const choices = Array.from({ length }, (_, index) => ({ id: `c${index}`, label: `Choice ${index}`, hint: 'why' }));
    const found = componentsOf(card({ kind: 'choices', choices })).filter((component) => component.type === 1);
    expect(found).toHaveLength(rows);
    expect(found.flatMap((row) => row.components).every((component) => component.type === type)).toBe(true);
  });

  it.each([
    [78, 0],
    [79, 1],
  ])(
    'a button label of %i characters puts %i texts above: past 80 with its tick it goes into a list',
    (length, texts) => {
      const found = componentsOf(card({ kind: 'buttons', buttons: [{ id: 'b', label: 'x'.repeat(length) }] }));
      expect(found.filter((component) => component.type === 10)).toHaveLength(texts);
    },
  );

  it('a table that a telephone can hold is drawn, a wider one stands row by row', () => {
    const table = (cell: string): Block => ({ kind: 'table', columns: ['', 'A'], rows: [['one', cell]] });
    expect(postedOf(table('two'))).toBe('```\n     A\n───  ───\none  two\n```');
    expect(postedOf(table('x'.repeat(40)))).toBe(`**one**\nA: ${'x'.repeat(40)}`);
  });

  it('emoji of several characters stay whole at a cut', () => {
    const family = '👩‍👩‍👧‍👦';
    const components = componentsOf(card({ kind: 'text', text: family.repeat(1_500) }));
    expect(components.length).toBeGreaterThan(1);
    for (const each of components) expect('content' in each && each.content.replaceAll(family, '')).toBe('');
  });

  it('an id of 100 characters works, one of 101 is refused by name', () => {
    const buttons = (length: number) => card({ kind: 'buttons', buttons: [{ id: 'x'.repeat(length), label: 'Go' }] });
    expect(toMessages(buttons(100))).toHaveLength(1);
    expect(() => toMessages(buttons(101))).toThrow(/Discord: .*id.* 100, this one has 101/);
  });
});

describe('the Discord schema', () => {
  const message = (components: readonly object[]) => ({
    flags: 32_768 | 4,
    components,
    allowed_mentions: { parse: [], replied_user: false },
  });
  const text = (length: number) => ({ type: 10, content: 'x'.repeat(length) });
  let ids = 0;
  const button = (label = 1, id?: number) => ({
    type: 2,
    style: 2,
    label: 'x'.repeat(label),
    custom_id: id ? 'x'.repeat(id) : `b${ids++}`,
  });
  const row = (length: number) => ({ type: 1, components: Array.from({ length }, () => button()) });
  const rowOf = (...components: object[]) => ({ type: 1, components });
  const option = (label: number, value = 1, description = 1) => ({
    label: 'x'.repeat(label),
    value: 'x'.repeat(value),
    description: 'x'.repeat(description),
  });
  const menu = (options: readonly object[], placeholder = 1) =>
    rowOf({ type: 3, custom_id: `m${ids++}`, placeholder: 'x'.repeat(placeholder), options });
  // Each limit as PLATFORMS lists it: what is at the limit, and one past it.
  it.each<[string, readonly object[], readonly object[]]>([
    ['40 components', Array(40).fill({ type: 14 }), Array(41).fill({ type: 14 })],
    [
      '40 components with nested ones',
      [{ type: 17, components: Array(39).fill({ type: 14 }) }],
      [{ type: 17, components: Array(40).fill({ type: 14 }) }],
    ],
    ['4,000 characters in all', [text(2_000), text(2_000)], [text(2_000), text(2_001)]],
    ['5 rows', [1, 2, 3, 4, 5].map(() => row(1)), [1, 2, 3, 4, 5, 6].map(() => row(1))],
    ['5 buttons in a row', [row(5)], [row(6)]],
    ['80 characters on a button', [rowOf(button(80))], [rowOf(button(81))]],
    ['100 characters in a custom_id', [rowOf(button(1, 100))], [rowOf(button(1, 101))]],
    ['25 options', [menu(Array(25).fill(option(1)))], [menu(Array(26).fill(option(1)))]],
    ['100 characters in an option', [menu([option(100)])], [menu([option(101)])]],
    ['100 characters in a value', [menu([option(1, 100)])], [menu([option(1, 101)])]],
    ['100 characters in a description', [menu([option(1, 1, 100)])], [menu([option(1, 1, 101)])]],
    ['150 characters in a placeholder', [menu([option(1)], 150)], [menu([option(1)], 151)]],
    ['each custom_id once', [rowOf(button(1, 2)), rowOf(button(1, 3))], [rowOf(button(1, 2)), rowOf(button(1, 2))]],
  ])('accepts %s and refuses one more', (_, fits, over) => {
    expect(messageSchema.safeParse(message(fits)).error).toBeUndefined();
    expect(messageSchema.safeParse(message(over)).success).toBe(false);
  });

  it('refuses a message that could ping', () => {
    expect(
      messageSchema.safeParse({ ...message([text(1)]), allowed_mentions: { parse: ['everyone'], replied_user: false } })
        .success,
    ).toBe(false);
  });
});
