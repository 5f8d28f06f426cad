import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Card } from '../../../src/core/card.ts';
import { neutralise } from '../../../src/core/text/neutralise.ts';
import { messageSchema } from '../../../src/platforms/slack/limits.ts';
import { posted } from '../../../src/platforms/slack/posted.ts';
import { toMessages } from '../../../src/platforms/slack/render.ts';
import { anyCard, anyText, textsOfCard } from '../../support/cards.ts';
import { expectHarmless, expectToShow, ownLinks } from '../../support/shown.ts';

const card = (...blocks: Block[]): Card => ({ summary: 'A summary', blocks });
const blocksOf = (given: Card) => toMessages(given).flatMap((message) => message.blocks);

describe('any card on Slack', () => {
  it('is within the limits, shows everything, and neither pings nor links', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyCard, (given) => {
        const messages = toMessages(given);
        for (const message of messages) {
          messageSchema.parse(message);
          expect(message.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
        const all = posted(messages);
        expectHarmless(all);
        expectToShow(posted(messages.map((message) => ({ ...message, text: '' }))), textsOfCard(given));
        const links = JSON.stringify(messages).match(/"url":"[^"]*"/g) ?? [];
        for (const link of links) expect(link).toMatch(new RegExp(`^"url":"${ownLinks.source}"$`));
      }),
      { numRuns: 150 },
    );
  });

  it('shows a typed text exactly as it reads once neutralised', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = posted(blocksOf(card({ kind: 'text', text })).map((block) => ({ ...shell, blocks: [block] })));
        const fallback = neutralise(text).trim() === '';
        expect(shown.replace(/\s/g, '')).toBe(fallback ? 'Asummary' : neutralise(text).replace(/\s/g, ''));
      }),
    );
  });
});

describe('what is too long for Slack', () => {
  it.each([
    [3_000, 1],
    [3_001, 2],
  ])('a text of %i characters takes %i blocks', (length, count) => {
    expect(blocksOf(card({ kind: 'text', text: 'x'.repeat(length) }))).toHaveLength(count);
  });

  it.each([
    [150, 'header'],
    [151, 'rich_text'],
  ])('a heading of %i characters is a %s', (length, type) => {
    expect(blocksOf(card({ kind: 'heading', text: 'x'.repeat(length) }))).toMatchObject([{ type }]);
  });

  it.each([
    [50, 1],
    [51, 2],
  ])('%i dividers take %i messages', (length, count) => {
    const dividers = Array.from({ length }, (): Block => ({ kind: 'divider' }));
    expect(toMessages(card(...dividers))).toHaveLength(count);
  });

  it.each([
    [25, 1],
    [26, 2],
  ])('%i buttons take %i rows', (length, count) => {
    const buttons = Array.from({ length }, (_, index) => ({ id: `b${index}`, label: `Button ${index}` }));
    expect(blocksOf(card({ kind: 'buttons', buttons }))).toHaveLength(count);
  });

  it.each([
    [10, 'button', 10],
    [11, 'static_select', 1],
    [100, 'static_select', 1],
    [101, 'static_select', 2],
  ])('%i choices are %s, %i of them', (length, type, count) => {
    const choices = Array.from({ length }, (_, index) => ({ id: `c${index}`, label: `Choice ${index}` }));
    const elements = blocksOf(card({ kind: 'choices', choices })).flatMap((block) =>
      block.type === 'actions' ? block.elements : [],
    );
    expect(elements).toHaveLength(count);
    expect(elements.every((element) => element.type === type)).toBe(true);
  });

  it.each([
    [73, 1],
    [74, 2],
  ])(
    'a button label of %i characters takes %i blocks: past 75 with its tick it goes into a numbered list',
    (length, count) => {
      expect(blocksOf(card({ kind: 'buttons', buttons: [{ id: 'b', label: 'x'.repeat(length) }] }))).toHaveLength(
        count,
      );
    },
  );

  it.each([
    [99, 'table'],
    [100, 'rich_text'],
  ])('a table of a head and %i rows is a %s', (length, type) => {
    const rows = Array.from({ length }, (_, index) => [`row ${index}`, 'a', 'b']);
    expect(blocksOf(card({ kind: 'table', columns: ['', 'A', 'B'], rows }))[0]).toMatchObject({ type });
  });

  it.each([
    [20, 'table'],
    [21, 'rich_text'],
  ])('a table of %i columns is a %s', (length, type) => {
    const cells = Array.from({ length }, (_, index) => `c${index}`);
    expect(blocksOf(card({ kind: 'table', columns: cells, rows: [cells] }))[0]).toMatchObject({ type });
  });

  it('a second table in a message is shown row by row', () => {
    const table: Block = { kind: 'table', columns: ['', 'A'], rows: [['one', 'two']] };
    expect(blocksOf(card(table, table)).map((block) => block.type)).toEqual(['table', 'rich_text']);
  });

  it('a message holds 13,200 characters at most, and a heading goes along with what it heads', () => {
    const paragraph: Block = { kind: 'text', text: 'word '.repeat(590) };
    const messages = toMessages(
      card(paragraph, paragraph, paragraph, paragraph, { kind: 'heading', text: 'Next' }, paragraph),
    );
    expect(messages).toHaveLength(2);
    for (const message of messages) expect(posted([message]).length).toBeLessThan(13_200);
    expect(messages[1]?.blocks[0]).toMatchObject({ type: 'header' });
    expect(messages.map((message) => message.text)).toEqual(['A summary (1 of 2)', 'A summary (2 of 2)']);
  });

  it('a summary over the fallback length stands in the blocks in full', () => {
    const summary = 'summary '.repeat(500);
    const [message] = toMessages({ summary, blocks: [{ kind: 'divider' }] });
    expect(message?.text.length).toBeLessThanOrEqual(4_000);
    expectToShow(posted(toMessages({ summary, blocks: [] })).slice(message?.text.length), [summary]);
  });

  it('emoji of several characters stay whole at a cut', () => {
    const family = '👩‍👩‍👧‍👦';
    const texts = blocksOf(card({ kind: 'text', text: family.repeat(1_500) })).map((block) =>
      posted([{ ...shell, blocks: [block] }]),
    );
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(text.replaceAll(family, '').trim()).toBe('');
  });

  it('an id of 100 characters works, one of 101 is refused by name', () => {
    const buttons = (length: number) => card({ kind: 'buttons', buttons: [{ id: 'x'.repeat(length), label: 'Go' }] });
    expect(toMessages(buttons(100))).toHaveLength(1);
    expect(() => toMessages(buttons(101))).toThrow(/Slack: .*id.* 100, this one has 101/);
  });

  it('the same id twice is refused by name', () => {
    const button = { id: 'same', label: 'Go' };
    expect(() => toMessages(card({ kind: 'buttons', buttons: [button, button] }))).toThrow(/Slack: .*"same"/);
  });
});

const shell = { text: '', mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;

describe('the Slack schema', () => {
  const message = (blocks: readonly object[]) => ({ ...shell, text: 'x', blocks });
  const paragraph = (length: number) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(length) }] }],
  });
  const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length), emoji: false });
  const buttonOf = (label: number, value: number, action: number) => ({
    type: 'actions',
    elements: [{ type: 'button', action_id: 'a'.repeat(action), text: plain(label), value: 'v'.repeat(value) }],
  });
  const table = (rows: number, columns: number, length: number) => ({
    type: 'table',
    column_settings: [],
    rows: Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => ({ type: 'raw_text', text: 'x'.repeat(length) })),
    ),
  });
  // Each limit as PLATFORMS lists it: what is at the limit, and one past it.
  it.each<[string, readonly object[], readonly object[]]>([
    ['50 blocks', Array(50).fill({ type: 'divider' }), Array(51).fill({ type: 'divider' })],
    ['3,000 characters in a block', [paragraph(3_000)], [paragraph(3_001)]],
    ['150 characters in a header', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }]],
    [
      '10 context elements',
      [{ type: 'context', elements: Array(10).fill(plain(1)) }],
      [{ type: 'context', elements: Array(11).fill(plain(1)) }],
    ],
    ['75 characters on a button', [buttonOf(75, 1, 1)], [buttonOf(76, 1, 1)]],
    ['2,000 characters in a button value', [buttonOf(1, 2_000, 1)], [buttonOf(1, 2_001, 1)]],
    ['255 characters in an action_id', [buttonOf(1, 1, 255)], [buttonOf(1, 1, 256)]],
    ['100 table rows', [table(100, 1, 1)], [table(101, 1, 1)]],
    ['20 table columns', [table(1, 20, 1)], [table(1, 21, 1)]],
    ['10,000 characters in a table', [table(10, 10, 100)], [table(10, 11, 91)]],
    ['one table', [table(1, 1, 1)], [table(1, 1, 1), table(1, 1, 1)]],
    [
      '13,200 characters in all',
      [...Array(4).fill(paragraph(3_000)), paragraph(1_200)],
      [...Array(4).fill(paragraph(3_000)), paragraph(1_201)],
    ],
  ])('accepts %s and refuses one more', (_, fits, over) => {
    expect(messageSchema.safeParse(message(fits)).error).toBeUndefined();
    expect(messageSchema.safeParse(message(over)).success).toBe(false);
  });
});
