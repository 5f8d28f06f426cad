import fc from 'fast-check';
import { load } from 'js-yaml';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { adrFileName, toAdr } from '../../../src/core/decisions/adr.ts';
import type { Decision } from '../../../src/core/decisions/decision.ts';
import { groundsOf } from '../../../src/core/decisions/grounds.ts';
import { neutralise } from '../../../src/core/text/neutralise.ts';
import { decisionOf } from '../../storage/decision-of.ts';
import { capped, engine, questionnaire } from '../check/support.ts';

const markdown = new MarkdownIt({ html: true, linkify: true });
const ann = { id: 'ann', name: 'Ann' };
const bob = { id: 'bob', name: 'Bob' };

const full = decisionOf({
  id: 'D-12',
  createdAt: Date.UTC(2026, 10, 26),
  status: 'accepted',
  deciders: [ann, bob],
  reviewAt: Date.UTC(2027, 1, 24),
  check: {
    id: 'c1',
    answers: capped,
    verdict: 'evolve',
    rules: questionnaire.rules,
    createdAt: 16,
    grounds: groundsOf(questionnaire, engine.evaluate(capped), 'evolve', []),
  },
  predecessor: 'D-3',
  posted: { conversation: 'C1', message: '1', link: 'https://acme.slack.com/archives/C1/p1' },
  history: [
    { at: Date.UTC(2026, 10, 26), by: ann, version: 1, what: { kind: 'recorded' } },
    { at: Date.UTC(2026, 10, 27), by: bob, version: 1, what: { kind: 'accepted' } },
  ],
});
const split = decisionOf({
  id: 'D-13',
  createdAt: Date.UTC(2026, 10, 26),
  title: 'Buy a billing product',
  context: 'Three vendors were looked at.\n\nNone of them runs on our own machines.',
  status: 'objected',
  chosen: 'other',
  chosenName: 'Buy it',
  reason: 'It is not what we are good at.',
  considered: ['Monolith', 'Monolith for now', 'Microservices', 'Buy it'],
  confirmation: 'Invoices go out on the first of each month.',
  check: {
    id: 'c2',
    answers: { team: 'solo' },
    verdict: 'monolith',
    rules: questionnaire.rules,
    createdAt: 16,
    grounds: groundsOf(questionnaire, engine.evaluate({ team: 'solo' }), 'other', ['Team: 2 × “One person”']),
  },
  history: [
    { at: Date.UTC(2026, 10, 26), by: ann, version: 1, what: { kind: 'recorded' } },
    { at: Date.UTC(2026, 10, 28), by: bob, version: 1, what: { kind: 'objected', reason: 'The price is not known.' } },
  ],
});

/** What a reader of the file sees of it: the front matter's data, the headings, and every text, link and HTML. */
function read(file: string) {
  const [, yaml = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? [];
  const tokens = markdown.parse(body, {});
  const inline = tokens.flatMap(({ children }) => children ?? []);
  return {
    front: load(yaml),
    headings: tokens.flatMap(({ type, tag }, at) =>
      type === 'heading_open' ? [`${tag} ${plain(tokens[at + 1])}`] : [],
    ),
    kinds: new Set([...tokens, ...inline].map(({ type }) => type)),
    links: inline.filter(({ type }) => type === 'link_open').map((token) => token.attrGet('href')),
    text: tokens
      .filter(({ type }) => type === 'inline')
      .map(plain)
      .join('\n'),
  };
}

function plain(token: { children: { content: string }[] | null } | undefined): string {
  return (token?.children ?? []).map(({ content }) => content).join('');
}

const structure = [
  'h1',
  'h2 Context and Problem Statement',
  'h2 Decision Drivers',
  'h2 Considered Options',
  'h2 Decision Outcome',
  'h3 Consequences',
  'h3 Confirmation',
  'h2 More Information',
];
const harmless = new Set([
  ...['heading_open', 'heading_close', 'paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special'],
  ...['bullet_list_open', 'bullet_list_close', 'list_item_open', 'list_item_close', 'link_open', 'link_close'],
]);

function expectStructure(decision: Decision): void {
  const { front, headings, kinds, links, text } = read(toAdr(decision));
  expect(Object.keys(Object(front))).toEqual(['status', 'date', 'decision-makers']);
  expect(headings.map((heading, at) => (at === 0 ? heading.slice(0, 2) : heading))).toEqual(structure);
  expect([...kinds].filter((kind) => !harmless.has(kind))).toEqual([]);
  expect(links).toEqual(decision.posted?.link == null ? [] : [decision.posted.link]);
  const shown = (typed: string) => neutralise(typed).replace(/\s+/g, ' ').trim();
  expect(headings[0]).toBe(`h1 ${shown(`${decision.id}: ${decision.title}`)}`);
  expect(text).toContain(shown(decision.reason));
}

describe('the Markdown file', () => {
  test('reads like this', async () => {
    await expect(toAdr(full)).toMatchFileSnapshot('./adr-accepted.golden.md');
    await expect(toAdr(split)).toMatchFileSnapshot('./adr-objected.golden.md');
  });

  test('gives the pulls towards what was chosen against the verdict, and what speaks against that', () => {
    const verdict = engine.evaluate(capped);
    const grounds = groundsOf(questionnaire, verdict, 'microservices', []);
    const check = {
      id: 'c1',
      answers: capped,
      verdict: verdict.verdict,
      rules: questionnaire.rules,
      createdAt: 16,
      grounds,
    };
    const { text } = read(toAdr({ ...full, check, chosen: 'microservices', chosenName: 'Microservices' }));
    expect(text).toMatch(/Good, because it covers many business areas \(\+2\)/);
    expect(text).toMatch(/Bad, because at most Monolith for now/);
    expect(text).not.toMatch(/Good, because .*\(−/);
  });

  test('has the front matter of MADR 4', () => {
    expect(read(toAdr(full)).front).toEqual({
      status: 'accepted',
      date: '2026-11-27',
      'decision-makers': ['Ann', 'Bob'],
    });
    const { front } = read(toAdr({ ...full, status: 'superseded', successor: 'D-15' }));
    expect(front).toMatchObject({ status: 'superseded by D-15' });
  });

  const attacks = [
    '# Not a heading',
    '---\nstatus: accepted\n---',
    'x\n---\n# y',
    '===',
    '<script>alert(1)</script>',
    '<!-- hidden',
    '[click](https://evil.com) ![x](http://evil.com/x.png)',
    'https://evil.com/x',
    'https://evil.com www.evil.com ann@evil.com',
    '&lt;b&gt; &#35;',
    '* one\n* two',
    '1. one',
    '- [ ] task',
    '> quote',
    '    code',
    '```\ncode\n```',
    '| a | b |\n|---|---|',
    '\\# \\\\',
    '@everyone <@U1> <!channel>',
    '[ref]: https://evil.com',
    '$x$ {{ y }} ~~z~~',
    '"quoted": [yaml, {x: 1}]\n!!js/function',
    '\u202eevil\u0000\u200b',
    'a'.repeat(5_000),
    '*'.repeat(5_000),
  ];

  test.each(attacks)('keeps its structure, whatever is typed: %j', (attack) => {
    const named = { id: 'x', name: attack };
    const [first] = full.history;
    const history = [
      ...(first ? [first] : []),
      { at: 20, by: named, version: 1, what: { kind: 'objected', reason: attack } } as const,
    ];
    const typed = { title: attack, context: attack, reason: attack, chosenName: attack, confirmation: attack };
    expectStructure({ ...full, ...typed, deciders: [named], recorder: named, history, considered: [attack] });
    expect(read(toAdr({ ...full, deciders: [named] })).front).toHaveProperty('decision-makers', [
      neutralise(attack).replace(/\s+/g, ' ').trim(),
    ]);
  });

  test('keeps its structure and shows what was typed, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks.slice(0, 22)),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\n\n', '\n', '  '),
    );
    const typed = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(typed, typed, typed, (title, context, reason) => {
        expectStructure({ ...full, title, context, reason });
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['Billing stays one unit', 'D-12-billing-stays-one-unit.md'],
    ['../../etc/passwd', 'D-12-etc-passwd.md'],
    ['日本', 'D-12.md'],
    ['x'.repeat(500), `D-12-${'x'.repeat(55)}.md`],
  ])('is named so that every file system takes it: %j', (title, name) => {
    expect(adrFileName({ id: 'D-12', title })).toBe(name);
  });
});

test('no text is a tag for the templates that Jekyll fills in first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('{', '%', '}', '{{', '{%', '%}', ' include x ', 'a', '-', '\n\n'), { maxLength: 9 }),
      (parts) => {
        const typed = parts.join('');
        const adr = toAdr({ ...full, title: typed, context: typed, reason: typed, confirmation: typed, deciders: [] });
        expect(adr).not.toMatch(/\{\{|\{%/);
      },
    ),
    { numRuns: 300 },
  );
});
