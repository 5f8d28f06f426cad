import fc from 'fast-check';
import type { Block, Card, Choice, Span, Text } from '../../src/core/card.ts';
import type { Citation } from '../../src/core/knowledge/document.ts';

/** What people type to break out of a message, and what merely breaks careless code. */
export const hostileTexts: readonly string[] = [
  '<!channel> <!here> <!everyone> <!subteam^S012|team>',
  '<@U1> <@U012ABC|bob> <#C1> <#C012|general>',
  '@everyone @here @channel <@&123456789> <@!123> <@123>',
  '<https://evil.com|click me> https://evil.com/a?b=c&d=e HTTP://EVIL.COM',
  'evil.com www.evil.co.uk discord.gg/abc discord.com/invite/abc mail bob@example.org',
  '[click](https://evil.com) [a]: https://evil.com ![x](https://evil.com/x.png)',
  'javascript:alert(1) data:text/html,x mailto:a@b.com tel:+4912345 slack://open vscode://x',
  '*bold* _it_ ~gone~ `code` ```fence``` **b** __u__ ~~s~~ ||spoiler|| <t:1700000000:R> </say:123> <:pepe:123> <a:x:1> <id:guide>',
  '# heading\n## two\n-# small\n> quote\n>>> long quote\n- item\n* item\n+ item\n1. one\n2) two\n---',
  '&lt;!channel&gt; &amp; a < b > c & d',
  'back\\slash \\*not bold\\* \\',
  '`a` ``b`` ```\nc\n```',
  '\u202eesrever\u202c \u200bzero\u200c\u200d\ufeffwidth\u2066x\u2069 \u00adsoft \u{e0041}\u{e0042}tag',
  '@\u200beveryone evil\u200b.com ht\u200dtps://evil.com',
  '\u0000\u0007\u001b[31mred\u001b[0m\u009b31m \u001b]8;;https://evil.com\u0007link\u001b]8;;\u0007',
  '👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣ 🇩🇪',
  '\ud800 lone \udc00 surrogates \ud83d',
  'مرحبا بالعالم שלום עולם 日本語のテキスト 한국어',
  `z${'\u0301\u0316\u0489'.repeat(40)}algo`,
  `n${'\u0300'.repeat(4_000)}`,
  '   leading and trailing   ',
  '',
  ' \n\t\u200b ',
  'word '.repeat(4_000),
  'x'.repeat(20_000),
  '*_`[<@'.repeat(3_333),
  '👩‍👩‍👧‍👦'.repeat(1_500),
  'a\n'.repeat(3_000),
  'node.js main.ts e.g. i.e. v1.2 3.5 README.md a.b.c ASP.NET',
];

const shortText = fc.oneof(
  fc.constantFrom(...hostileTexts.filter((text) => text.length < 300)),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.lorem({ maxCount: 8 }),
  // Pieces of markup that only together do something.
  fc
    .array(
      fc.constantFrom(
        ...'@ here everyone < > ! # * ** _ ~ | || ` ``` [ ] ( ) https: // evil .com - \n \\ 1. + x'.split(' '),
        '\n',
        ' ',
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
);

/** Any text: mostly short and hostile, now and then very long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: shortText },
  { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.array(shortText, { minLength: 20, maxLength: 200 }).map((parts) => parts.join(' ')) },
);

const link = fc.constantFrom(
  'https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1700000000.000100&cid=C1',
  'https://discord.com/channels/1/2/3',
  'http://plain.example',
  'https://evil.com/) [x](y',
  'javascript:alert(1)',
  'https://user@evil.com/',
  `https://evil.com/${'a'.repeat(3_000)}`,
);
const span: fc.Arbitrary<Span> = fc.record(
  { text: anyText, style: fc.constantFrom('strong', 'emphasis', 'code'), link },
  { requiredKeys: ['text'] },
);
const text: fc.Arbitrary<Text> = fc.oneof(anyText, fc.array(span, { maxLength: 6 }));
const citation: fc.Arbitrary<Citation> = fc.record({
  source: anyText,
  section: anyText,
  quote: anyText,
  line: fc.nat(10_000),
});
const number = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.double());
const id = fc.string({ minLength: 1, maxLength: 100 }).filter((each) => !each.startsWith('choices:'));
const choice = fc.record(
  { id, label: anyText, hint: anyText, selected: fc.boolean() },
  { requiredKeys: ['id', 'label'] },
);
const button = fc.record(
  { id, label: anyText, style: fc.constantFrom('primary', 'danger') },
  { requiredKeys: ['id', 'label'] },
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading'), text: anyText }),
  fc.record({ kind: fc.constant('text'), text }),
  fc.record({ kind: fc.constant('list'), ordered: fc.boolean(), items: fc.array(text, { maxLength: 8 }) }),
  fc.record({ kind: fc.constant('list'), items: fc.array(shortText, { minLength: 290, maxLength: 300 }) }),
  fc.record({ kind: fc.constant('quote'), citation }),
  fc.record({
    kind: fc.constant('fields'),
    fields: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('table'),
    columns: fc.array(shortText, { maxLength: 4 }),
    rows: fc.array(fc.array(shortText, { maxLength: 5 }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('scale'),
    ends: fc.tuple(number, number),
    range: fc.tuple(number, number),
    cuts: fc.array(number, { maxLength: 4 }),
    labels: fc.array(shortText, { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('sources'), citations: fc.array(citation, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant('note'), text }),
  fc.record({ kind: fc.constant('divider') }),
  fc.record({ kind: fc.constant('choices'), choices: fc.array(choice, { maxLength: 30 }) }),
  fc.record({ kind: fc.constant('buttons'), buttons: fc.array(button, { maxLength: 30 }) }),
);

/** Any card at all, its ids made unique. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record({ summary: anyText, blocks: fc.array(block, { maxLength: 10 }) })
  .map(({ summary, blocks }) => ({ summary, blocks: uniqueIds(blocks) }));

function uniqueIds(blocks: readonly Block[]): Block[] {
  let count = 0;
  const unique = <T extends Pick<Choice, 'id'>>(each: T): T => ({ ...each, id: `${count++} ${each.id}`.slice(0, 100) });
  return blocks.map((each) => {
    if (each.kind === 'choices') return { ...each, choices: each.choices.map(unique) };
    return each.kind === 'buttons' ? { ...each, buttons: each.buttons.map(unique) } : each;
  });
}

/** Every text of a card that a person must be able to read, in order. The quotes behind a line of sources are not shown. */
export function textsOfCard(card: Card): string[] {
  return card.blocks.flatMap(textsOfBlock);
}

function textsOfBlock(each: Block): string[] {
  switch (each.kind) {
    case 'heading':
      return [each.text];
    case 'text':
    case 'note':
      return textsOfRuns(each.text);
    case 'list':
      return each.items.flatMap(textsOfRuns);
    case 'quote':
      return [each.citation.quote, each.citation.section, each.citation.source, String(each.citation.line)];
    case 'fields':
      return each.fields.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return each.rows.flat();
    case 'scale':
      return [...each.labels];
    case 'sources':
      return [...Map.groupBy(each.citations, ({ source }) => source)].flatMap(([source, cited]) => [
        source,
        ...Map.groupBy(cited, ({ section }) => section).keys(),
      ]);
    case 'divider':
      return [];
    case 'choices':
      return each.choices.map(({ label }) => label);
    case 'buttons':
      return each.buttons.map(({ label }) => label);
  }
}

function textsOfRuns(runs: Text): string[] {
  return typeof runs === 'string' ? [runs] : runs.map((each) => each.text);
}
