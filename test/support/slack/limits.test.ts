import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { callApi } from './api.ts';
import { type SlackServer, startSlack } from './server.ts';

let server: SlackServer;
let channel: string;
beforeAll(async () => {
  server = await startSlack();
  channel = [...server.slack.workspaces.flatMap((workspace) => [...workspace.channels.keys()])][0] ?? '';
});
afterAll(() => server.close());

const x = (count: number) => 'x'.repeat(count);
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string): JsonObject => ({ type: 'section', text: mrkdwn(text) });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });
const button = (id: string, more: JsonObject = {}): JsonObject => ({
  type: 'button',
  action_id: id,
  text: plain('Go'),
  ...more,
});
const option = (value: string, more: JsonObject = {}): JsonObject => ({ text: plain('One'), value, ...more });
const options = (count: number) => many(count, (index) => option(`v${index}`));
const select = (more: JsonObject): JsonObject => ({
  type: 'static_select',
  action_id: 's',
  placeholder: plain('Choose'),
  ...more,
});
const choice = (type: string, count: number): JsonObject => ({ type, action_id: 'c', options: options(count) });
const row = (columns: number) => many(columns, () => ({ type: 'raw_text', text: 'c' }));
const table = (rows: unknown[]): JsonObject => ({ type: 'table', rows });
const input = (more: JsonObject = {}): JsonObject => ({
  type: 'input',
  label: plain('Name'),
  element: { type: 'plain_text_input', action_id: 'name' },
  ...more,
});
const rich = (...elements: JsonObject[]): JsonObject => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

type Edge = [what: string, limit: number, make: (size: number) => JsonObject[], problem: string];
const longer = (limit: number, pointer: string) =>
  `must be less than ${limit + 1} characters [json-pointer:${pointer}]`;
const more = (limit: number, pointer: string) => `no more than ${limit} items allowed [json-pointer:${pointer}]`;

const messageEdges: Edge[] = [
  ['blocks', 50, (n) => many(n, () => ({ type: 'divider' })), more(50, '/blocks')],
  ['section text', 3_000, (n) => [section('a'), section(x(n))], longer(3_000, '/blocks/1/text/text')],
  [
    'section fields',
    10,
    (n) => [{ type: 'section', fields: many(n, () => mrkdwn('f')) }],
    more(10, '/blocks/0/fields'),
  ],
  [
    'a section field',
    2_000,
    (n) => [{ type: 'section', fields: [mrkdwn(x(n))] }],
    longer(2_000, '/blocks/0/fields/0/text'),
  ],
  ['a header', 150, (n) => [{ type: 'header', text: plain(x(n)) }], longer(150, '/blocks/0/text/text')],
  [
    'context elements',
    10,
    (n) => [{ type: 'context', elements: many(n, () => plain('c')) }],
    more(10, '/blocks/0/elements'),
  ],
  ['actions', 25, (n) => [actions(...many(n, (at) => button(`b${at}`)))], more(25, '/blocks/0/elements')],
  [
    'context actions',
    5,
    (n) => [
      {
        type: 'context_actions',
        elements: many(n, (at) => ({ type: 'icon_button', icon: 'trash', text: plain('Delete'), action_id: `i${at}` })),
      },
    ],
    more(5, '/blocks/0/elements'),
  ],
  [
    'the description of an image',
    2_000,
    (n) => [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: x(n) }],
    longer(2_000, '/blocks/0/alt_text'),
  ],
  ['table rows', 100, (n) => [table(many(n, () => row(1)))], more(100, '/blocks/0/rows')],
  ['table columns', 20, (n) => [table([row(n)])], more(20, '/blocks/0/rows/0')],
  [
    'table text',
    10_000,
    (n) => [
      table([
        [
          { type: 'raw_text', text: x(n - 1) },
          { type: 'raw_text', text: 'y' },
        ],
      ]),
    ],
    longer(10_000, '/blocks/0'),
  ],
  ['tables', 1, (n) => many(n, () => table([row(1)])), 'only one table allowed [json-pointer:/blocks]'],
  [
    'a button’s text',
    75,
    (n) => [actions(button('b', { text: plain(x(n)) }))],
    longer(75, '/blocks/0/elements/0/text/text'),
  ],
  [
    'a button’s value',
    2_000,
    (n) => [actions(button('b', { value: x(n) }))],
    longer(2_000, '/blocks/0/elements/0/value'),
  ],
  [
    'an option’s text',
    75,
    (n) => [actions(select({ options: [option('v', { text: plain(x(n)) })] }))],
    longer(75, '/blocks/0/elements/0/options/0/text/text'),
  ],
  [
    'an option’s value',
    75,
    (n) => [actions(select({ options: [option(x(n))] }))],
    longer(75, '/blocks/0/elements/0/options/0/value'),
  ],
  [
    'an option’s description',
    75,
    (n) => [actions(select({ options: [option('v', { description: plain(x(n)) })] }))],
    longer(75, '/blocks/0/elements/0/options/0/description/text'),
  ],
  [
    'options of a select',
    100,
    (n) => [actions(select({ options: options(n) }))],
    more(100, '/blocks/0/elements/0/options'),
  ],
  ['radio buttons', 10, (n) => [actions(choice('radio_buttons', n))], more(10, '/blocks/0/elements/0/options')],
  ['checkboxes', 10, (n) => [actions(choice('checkboxes', n))], more(10, '/blocks/0/elements/0/options')],
  ['an overflow menu', 5, (n) => [actions(choice('overflow', n))], more(5, '/blocks/0/elements/0/options')],
  [
    'a context text',
    3_000,
    (n) => [{ type: 'context', elements: [plain(x(n))] }],
    longer(3_000, '/blocks/0/elements/0/text'),
  ],
  [
    'the title of an image',
    2_000,
    (n) => [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', title: plain(x(n)) }],
    longer(2_000, '/blocks/0/title/text'),
  ],
  ['an address', 3_000, (n) => [actions(button('b', { url: x(n) }))], longer(3_000, '/blocks/0/elements/0/url')],
  [
    'a placeholder',
    150,
    (n) => [actions(select({ options: options(1), placeholder: plain(x(n)) }))],
    longer(150, '/blocks/0/elements/0/placeholder/text'),
  ],
  [
    'groups of options',
    100,
    (n) => [actions(select({ option_groups: many(n, () => ({ label: plain('G'), options: options(1) })) }))],
    more(100, '/blocks/0/elements/0/option_groups'),
  ],
  ...['title', 'text', 'confirm', 'deny'].map((name): Edge => {
    const limit = name === 'title' ? 100 : name === 'text' ? 300 : 30;
    const all = { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain('n') };
    return [
      `the ${name} of a confirmation`,
      limit,
      (n) => [actions(button('b', { confirm: { ...all, [name]: plain(x(n)) } }))],
      longer(limit, `/blocks/0/elements/0/confirm/${name}/text`),
    ];
  }),
  ['an input’s label', 2_000, (n) => [input({ label: plain(x(n)) })], longer(2_000, '/blocks/0/label/text')],
  ['an input’s hint', 2_000, (n) => [input({ hint: plain(x(n)) })], longer(2_000, '/blocks/0/hint/text')],
  [
    'an input’s initial value',
    3_000,
    (n) => [input({ element: { type: 'plain_text_input', initial_value: x(n) } })],
    longer(3_000, '/blocks/0/element/initial_value'),
  ],
  ['an action id', 255, (n) => [actions(button(x(n)))], longer(255, '/blocks/0/elements/0/action_id')],
  ['a block id', 255, (n) => [{ type: 'divider', block_id: x(n) }], longer(255, '/blocks/0/block_id')],
];

describe('a message', () => {
  test.each(messageEdges)('takes %s up to %i, and one more is refused where it is', async (_, limit, make, problem) => {
    expect(await callApi(server, 'chat.postMessage', { channel, blocks: make(limit) })).toMatchObject({ ok: true });
    expect(await callApi(server, 'chat.postMessage', { channel, blocks: make(limit + 1) })).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [problem],
      response_metadata: { messages: [`[ERROR] ${problem}`] },
    });
  });

  const refused: [what: string, block: JsonObject | JsonObject[], problem: string][] = [
    [
      'an unknown block',
      { type: 'carousel_of_mine' },
      'unsupported type: carousel_of_mine [json-pointer:/blocks/0/type]',
    ],
    [
      'an unknown property',
      button('b', { disabled: true }),
      'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
    ],
    ['an empty text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'an empty rich text run',
      rich({ type: 'text', text: '' }),
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'an unknown rich text run',
      rich({ type: 'blink', text: 'a' }),
      'unsupported type: blink [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    ['an empty rich text', rich(), 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]'],
    ['a section without text', { type: 'section' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'markup in a header',
      { type: 'header', text: mrkdwn('a') },
      'must be one of the following values: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'markup on a button',
      button('b', { text: mrkdwn('a') }),
      'must be one of the following values: plain_text [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      'an initial option that is not offered',
      select({ options: options(2), initial_option: option('other') }),
      'initial option must match one of the options [json-pointer:/blocks/0/elements/0]',
    ],
    ...['multi_static_select', 'plain_text_input', 'number_input'].map((type): [string, JsonObject, string] => [
      `${type} among actions`,
      { type, action_id: 'a', placeholder: plain('p'), options: options(1) },
      `unsupported element: ${type} [json-pointer:/blocks/0/elements/0/type]`,
    ]),
    [
      'the same action id twice',
      [actions(button('b')), actions(button('b'))],
      '`action_id` already exists: b [json-pointer:/blocks/1/elements/0/action_id]',
    ],
    [
      'the same block id twice',
      [
        { type: 'divider', block_id: 'd' },
        { type: 'divider', block_id: 'd' },
      ],
      '`block_id` already exists: d [json-pointer:/blocks/1/block_id]',
    ],
  ];
  test.each(refused)('is refused with %s', async (_, given, problem) => {
    const list = Array.isArray(given) ? given : [given];
    const elements = ['button', 'static_select', 'multi_static_select', 'plain_text_input', 'number_input'];
    const blocks = list.map((block) => (elements.includes(String(block['type'])) ? actions(block) : block));
    expect(await callApi(server, 'chat.postMessage', { channel, blocks })).toMatchObject({
      error: 'invalid_blocks',
      errors: [problem],
    });
  });

  test.each([
    [
      'all text of blocks',
      13_200,
      'chat.postMessage',
      (n: number) => ({ blocks: [...many(4, () => section(x(3_000))), section(x(n - 12_000))] }),
      'msg_blocks_too_long',
    ],
    [
      'markdown over all blocks',
      12_000,
      'chat.postMessage',
      (n: number) => ({
        blocks: [
          { type: 'markdown', text: x(6_000) },
          { type: 'markdown', text: x(n - 6_000) },
        ],
      }),
      'msg_too_long',
    ],
    ['markdown_text', 12_000, 'chat.postMessage', (n: number) => ({ markdown_text: x(n) }), 'msg_too_long'],
    ['text', 40_000, 'chat.postMessage', (n: number) => ({ text: x(n) }), 'msg_too_long'],
    ['text of an update', 4_000, 'chat.update', (n: number) => ({ text: x(n) }), 'msg_too_long'],
  ])('takes %s up to %i characters', async (_, limit, method, make, error) => {
    const { ts } = await callApi(server, 'chat.postMessage', { channel, text: 'first' });
    expect(await callApi(server, method, { channel, ts, ...make(limit) })).toMatchObject({ ok: true });
    expect(await callApi(server, method, { channel, ts, ...make(limit + 1) })).toMatchObject({ ok: false, error });
  });

  test('needs something to say, blocks that are a list, and metadata of the right form', async () => {
    expect(await callApi(server, 'chat.postMessage', { channel })).toMatchObject({ error: 'no_text' });
    expect(await callApi(server, 'chat.postMessage', { channel, blocks: 'b' })).toMatchObject({
      error: 'invalid_blocks_format',
    });
    expect(
      await callApi(server, 'chat.postMessage', { channel, text: 'a', metadata: { event_type: 'e' } }),
    ).toMatchObject({
      error: 'invalid_metadata_schema',
    });
  });
});

describe('a modal', () => {
  const modal = (change: JsonObject): JsonObject => ({
    type: 'modal',
    title: plain('Check'),
    submit: plain('Send'),
    blocks: [input()],
    ...change,
  });
  const open = (view: JsonObject) => {
    const installation = server.installation();
    const [user = ''] = installation.workspace.users.keys();
    return callApi(server, 'views.open', { trigger_id: server.slack.triggers.issue(installation, user), view });
  };
  const edges: [what: string, limit: number, make: (size: number) => JsonObject, problem: string][] = [
    ['blocks', 100, (n) => ({ blocks: many(n, () => ({ type: 'divider' })) }), more(100, '/view/blocks')],
    ['a title', 24, (n) => ({ title: plain(x(n)) }), longer(24, '/view/title/text')],
    ['a submit button', 24, (n) => ({ submit: plain(x(n)) }), longer(24, '/view/submit/text')],
    ['a close button', 24, (n) => ({ close: plain(x(n)) }), longer(24, '/view/close/text')],
    ['private metadata', 3_000, (n) => ({ private_metadata: x(n) }), longer(3_000, '/view/private_metadata')],
    ['a callback id', 255, (n) => ({ callback_id: x(n) }), longer(255, '/view/callback_id')],
    ['an external id', 255, (n) => ({ external_id: x(n) }), longer(255, '/view/external_id')],
  ];
  test.each(edges)('takes %s up to %i', async (_, limit, make, problem) => {
    expect(await open(modal(make(limit)))).toMatchObject({ ok: true });
    expect(await open(modal(make(limit + 1)))).toMatchObject({ error: 'invalid_arguments', errors: [problem] });
  });

  test('needs a submit button as soon as there is an input', async () => {
    const { submit: _, ...without } = modal({});
    expect(await open({ ...without, blocks: [section('a')] })).toMatchObject({ ok: true });
    expect(await open(without)).toMatchObject({ errors: ['missing required field: submit [json-pointer:/view]'] });
  });

  test('is at most 250,000 bytes, and takes neither tables nor markdown', async () => {
    const bulky = (last: number) => modal({ blocks: [...many(84, () => section(x(2_900))), section(x(last))] });
    const room = 250_000 - JSON.stringify(bulky(0)).length;
    expect(await open(bulky(room))).toMatchObject({ ok: true });
    expect(await open(bulky(room + 1))).toMatchObject({ error: 'view_too_large' });
    expect(await open(modal({ blocks: [{ type: 'markdown', text: 'a' }] }))).toMatchObject({
      errors: ['unsupported type: markdown [json-pointer:/view/blocks/0/type]'],
    });
  });

  test('has every block id once, and every action id once in a block', async () => {
    const named = (block: string) => input({ block_id: block });
    expect(await open(modal({ blocks: [named('a'), named('b')] }))).toMatchObject({ ok: true });
    expect(await open(modal({ blocks: [named('a'), named('a')] }))).toMatchObject({
      errors: ['`block_id` already exists: a [json-pointer:/view/blocks/1/block_id]'],
    });
    expect(await open(modal({ blocks: [actions(button('x'), button('x'))] }))).toMatchObject({
      errors: ['`action_id` already exists: x [json-pointer:/view/blocks/0/elements/1/action_id]'],
    });
  });

  test('has an external id that no other open view has', async () => {
    expect(await open(modal({ external_id: 'mine' }))).toMatchObject({ ok: true });
    expect(await open(modal({ external_id: 'mine' }))).toMatchObject({ error: 'duplicate_external_id' });
  });
});
