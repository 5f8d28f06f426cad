import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, type JsonObject, objects } from '../json.ts';
import { callApi } from './api.ts';
import { person } from './person.ts';
import { type ReceivedEnvelope, rawSocket } from './raw-app.ts';
import { type SlackServer, startSlack } from './server.ts';

let server: SlackServer;
let received: ReceivedEnvelope[];
/** What the app answers to the next submissions; nothing after those. */
let answers: unknown[];
let close: () => void;
beforeEach(async () => {
  server = await startSlack();
  received = [];
  answers = [];
  const socket = await rawSocket(server, (envelope) => {
    received.push(envelope);
    envelope.ack(envelope.payload['type'] === 'view_submission' ? answers.shift() : undefined);
  });
  close = socket.close;
});
afterEach(async () => {
  close();
  await server.close();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, more: JsonObject = {}): JsonObject => ({
  text: plain(text),
  value: text.toLowerCase(),
  ...more,
});
const input = (label: string, element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  block_id: label,
  label: plain(label),
  element: { action_id: label, ...element },
  ...more,
});
const modal = (title: string, blocks: JsonObject[], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  blocks,
  ...more,
});
const general = () => [...server.installation().workspace.channels.keys()][0];
const post = (args: JsonObject) =>
  callApi(server, 'chat.postMessage', { channel: general(), text: 'fallback', ...args });
const open = (user: string, view: JsonObject) =>
  callApi(server, 'views.open', { trigger_id: server.slack.triggers.issue(server.installation(), user), view });
const ana = () => person(server, { user: 'ana', channel: '#general' });
const lastAction = async (deed: { acknowledged: Promise<unknown> }) => {
  await deed.acknowledged;
  return objects(received.at(-1)?.payload['actions'])[0];
};

test('a screen shows every kind of block as plain text', async () => {
  const run = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
  const blocks: JsonObject[] = [
    { type: 'header', text: plain('Evolve') },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: `*bold* &lt;b&gt; <@${ana().id}> <https://a.b|there>` },
      fields: [plain('left'), plain('right')],
    },
    { type: 'divider' },
    {
      type: 'rich_text',
      elements: [
        run('Reasons'),
        { type: 'rich_text_list', style: 'bullet', elements: [run('one'), run('two')] },
        { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [run('first'), run('second')] },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
      ],
    },
    { type: 'context', elements: [plain('Scalability'), { type: 'mrkdwn', text: '_line 60_' }] },
    {
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text: 'a' },
          { type: 'rich_text', elements: [run('b')] },
        ],
      ],
    },
    { type: 'markdown', text: '**more**' },
    { type: 'image', image_url: 'https://a.b/c.png', alt_text: 'the scale' },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'x', text: plain('Change') },
        { type: 'button', action_id: 'y', text: plain('Share') },
        { type: 'static_select', action_id: 's', placeholder: plain('Team'), options: [option('Red')] },
        { type: 'overflow', action_id: 'o', options: [option('Edit'), option('Close')] },
      ],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'f',
          positive_button: { text: plain('👍'), value: 'up' },
          negative_button: { text: plain('👎'), value: 'down' },
        },
      ],
    },
  ];
  expect(await post({ blocks })).toMatchObject({ ok: true });
  expect(ana().screen()).toBe(
    [
      '#general',
      'archcheck:',
      '  # Evolve',
      '  *bold* <b> @ana there',
      '    left',
      '    right',
      '  ──────────',
      '  Reasons',
      '  • one',
      '  • two',
      '    1. first',
      '    2. second',
      '  > quoted',
      '  › Scalability · _line 60_',
      '  a | b',
      '  **more**',
      '  [image: the scale]',
      '  [Change] [Share] [Team ▾] [… Edit | Close]',
      '  [👍] [👎]',
    ].join('\n'),
  );
});

describe('a person', () => {
  test('talks: in the channel, in threads, with second thoughts and reactions', async () => {
    const someone = ana();
    someone.says('is a monolith ok? a < b');
    person(server, { user: 'ben', channel: '#general' }).replies(/monolith ok/, 'I think so, @ana');
    someone.reacts(/I think so/, 'heart');
    someone.edits(/monolith ok/, 'is a monolith fine?');
    const { ts } = someone.says('never mind');
    someone.deletes(ts);
    expect(someone.screen()).toBe(
      ['#general', 'ana (edited): is a monolith fine?', '  │ ben: I think so, @ana', '  │   :heart: 1'].join('\n'),
    );
  });

  test('uses a shortcut on a message, and is told if there is none', async () => {
    const someone = ana();
    const { ts } = someone.says('check this');
    await someone.usesShortcut('check', /check this/).acknowledged;
    expect(received.at(-1)?.payload).toMatchObject({
      type: 'message_action',
      callback_id: 'check',
      message: { text: 'check this', ts },
    });
    expect(() => someone.usesShortcut('unknown', /check this/)).toThrow('no app has the shortcut unknown');
  });

  test('clicks and chooses in a message, newest first, and the app hears what and where', async () => {
    const someone = ana();
    const buttons = (value: string): JsonObject => ({
      type: 'actions',
      elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value }],
    });
    await post({ blocks: [buttons('older')] });
    const { ts } = await post({ blocks: [buttons('newer')] });
    expect(await lastAction(someone.clicks('Go'))).toMatchObject({ type: 'button', action_id: 'go', value: 'newer' });
    expect(received.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      container: { message_ts: ts, is_ephemeral: false },
      message: { ts },
    });
    expect(() => someone.clicks('Stop')).toThrow('ana finds no button [Stop] in:');
    const select = {
      type: 'static_select',
      action_id: 'team',
      placeholder: plain('Team'),
      options: [option('Red'), option('Blue')],
    };
    await post({ blocks: [{ type: 'actions', elements: [select] }] });
    expect(await lastAction(someone.chooses('Blue', 'Team'))).toMatchObject({
      action_id: 'team',
      selected_option: { value: 'blue' },
    });
    expect(someone.screen()).toMatch(/\[Blue ▾\]/);
  });

  test('clicks in a message that only she sees, which comes without the message', async () => {
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }];
    await callApi(server, 'chat.postEphemeral', { channel: general(), user: ana().id, text: 'fallback', blocks });
    expect(() => person(server, { user: 'ben', channel: '#general' }).clicks('Go')).toThrow('ben finds no button');
    await ana().clicks('Go').acknowledged;
    expect(received.at(-1)?.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(received.at(-1)?.payload).not.toHaveProperty('message');
  });

  test('sees an answer to a click replace the message, if it says so; one that does not is noted', async () => {
    const someone = ana();
    await post({ blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }] });
    await someone.clicks('Go').acknowledged;
    const click = received.findLast((envelope) => envelope.payload['type'] === 'block_actions');
    const answer = (body: JsonObject) =>
      fetch(String(click?.payload['response_url']), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await answer({ text: 'private', replace_original: false });
    await answer({ text: 'replaced', replace_original: true });
    expect(someone.screen()).toBe(
      '#general\narchcheck (edited):\n  replaced\narchcheck (only visible to you):\n  private',
    );
    expect(server.problems).toEqual([]);
    await answer({ text: 'vague' });
    expect(server.problems).toHaveLength(1);
    await answer({ delete_original: true });
    expect(someone.screen()).not.toMatch(/replaced/);
  });

  test('fills in a form of every kind of field', async () => {
    const someone = ana();
    const opened = await open(
      someone.id,
      modal('Form', [
        input('One', {
          type: 'radio_buttons',
          options: [option('A', { description: plain('the first') }), option('B')],
        }),
        input('Many', { type: 'checkboxes', options: [option('C'), option('D')] }, { optional: true }),
        input('Menu', { type: 'static_select', options: [option('E'), option('F')] }),
        input('Person', { type: 'users_select' }),
        input('Channel', { type: 'conversations_select' }),
        input('Text', { type: 'plain_text_input', max_length: 5, min_length: 2 }),
      ]),
    );
    expect(opened).toMatchObject({ ok: true });
    someone.chooses('B');
    someone.chooses('C');
    someone.chooses('D');
    someone.chooses('C');
    someone.chooses('F');
    someone.chooses('@ben', 'Person');
    someone.chooses('#architecture', 'Channel');
    expect(() => someone.fills('Text', 'too long')).toThrow('no more than 5 characters');
    someone.fills('Text', 'x');
    someone.submits();
    expect(someone.screen()).toMatch(/! Please enter at least 2 characters/);
    someone.fills('Text', 'yes');
    await someone.submits().acknowledged;
    const users = [...server.installation().workspace.users.values()];
    expect(at(received.at(-1)?.payload, 'view', 'state', 'values')).toMatchObject({
      One: { One: { selected_option: { value: 'b' } } },
      Many: { Many: { selected_options: [{ value: 'd' }] } },
      Menu: { Menu: { selected_option: { value: 'f' } } },
      Person: { Person: { selected_user: users.find((user) => user.name === 'ben')?.id } },
      Text: { Text: { value: 'yes' } },
    });
    expect(received).toHaveLength(1);
  });

  test('goes through a modal that is updated, stacked and cleared', async () => {
    const someone = ana();
    const step = (title: string) => modal(title, [input('Name', { type: 'plain_text_input' }, { optional: true })]);
    await open(someone.id, step('One'));
    answers = [
      { response_action: 'update', view: step('Two') },
      { response_action: 'push', view: step('Three') },
      undefined,
      { response_action: 'clear' },
    ];
    for (const title of [/┌ Two/, /┌ ← Three/, /┌ Two/]) {
      someone.submits();
      await someone.sees(title);
    }
    someone.submits();
    await someone.seesNoMore(/┌/);
    expect(server.problems).toEqual([]);
  });

  test.each<[why: string, answer: unknown]>([
    ['a view that would be refused', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
    ['errors for a block that is no input', { response_action: 'errors', errors: { nowhere: 'wrong' } }],
    ['an unknown action', { response_action: 'shut' }],
  ])('is told of trouble when a submission is answered with %s', async (_, answer) => {
    const someone = ana();
    await open(someone.id, modal('Form', [input('Name', { type: 'plain_text_input' }, { optional: true })]));
    answers = [answer];
    someone.submits();
    await someone.sees(/! We had some trouble connecting/);
    expect(server.problems).toHaveLength(1);
  });

  test('keeps what the app itself opened before it acknowledged a submission', async () => {
    const someone = ana();
    await open(someone.id, modal('First', []));
    const acknowledged = Promise.withResolvers<void>();
    server.slack.sockets(server.installation().app).drop();
    const patient = await rawSocket(server, async (envelope) => {
      await callApi(server, 'views.open', { trigger_id: envelope.payload['trigger_id'], view: modal('Second', []) });
      envelope.ack();
      acknowledged.resolve();
    });
    const deed = someone.submits();
    await acknowledged.promise;
    await deed.acknowledged;
    expect(someone.screen()).toMatch(/┌ Second/);
    patient.close();
  });

  test('closes a modal, of which the app hears if it asked to', async () => {
    const someone = ana();
    await open(someone.id, modal('Quiet', []));
    expect(someone.closes().deliveries).toEqual([]);
    await open(someone.id, modal('Loud', [], { notify_on_close: true, private_metadata: 'draft 1' }));
    await someone.closes(true).acknowledged;
    expect(received.at(-1)?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: true,
      view: { private_metadata: 'draft 1' },
    });
    expect(someone.screen()).toBe('#general');
  });

  test('waits in vain with the screen in the error', async () => {
    await expect(ana().sees(/never/, 1)).rejects.toThrow(
      'ana waited 1 ms to see /never/, and the screen is:\n#general',
    );
  });
});

test('a workspace of its own is all that a person or a bot sees', async () => {
  const both = await startSlack({
    workspaces: [
      { name: 'acme', people: ['ana'], channels: [{ name: 'general' }] },
      { name: 'umbrella', people: ['eve'], channels: [{ name: 'general' }] },
    ],
  });
  const eve = person(both, { user: 'eve', channel: '#general', workspace: 'umbrella' });
  const here = [...both.installation().workspace.channels.keys()][0];
  const there = both.installation(undefined, 'umbrella').botToken;
  expect(await callApi(both, 'chat.postMessage', { channel: here, text: 'a' }, there)).toMatchObject({
    error: 'channel_not_found',
  });
  await callApi(both, 'chat.postMessage', { channel: here, text: 'a' });
  expect(eve.screen()).toBe('#general');
  await both.close();
});
