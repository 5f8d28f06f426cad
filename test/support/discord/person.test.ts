import { GatewayIntentBits, InteractionResponseType, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import { callApi, problemsIn } from './api.ts';
import { person } from './person.ts';
import { type ReceivedPayload, rawSocket } from './raw-app.ts';
import { createDiscord, type DiscordServer } from './server.ts';

let server: DiscordServer;
let socket: ReturnType<typeof rawSocket>;
beforeEach(async () => {
  server = await createDiscord();
  const commands = [
    { name: 'ask', description: 'Ask', options: [{ type: 3, name: 'question', description: 'What?', required: true }] },
    { name: 'check', description: 'Check' },
    {
      name: 'decisions',
      description: 'Decisions',
      options: [
        {
          type: 1,
          name: 'list',
          description: 'List',
          options: [
            { type: 3, name: 'title', description: 'Title', autocomplete: true },
            { type: 4, name: 'year', description: 'Year' },
            { type: 3, name: 'state', description: 'State', choices: [{ name: 'Open', value: 'o' }] },
          ],
        },
      ],
    },
    { name: 'Check here', type: 3 },
  ];
  await callApi(server, 'PUT', `/applications/${server.app().id}/commands`, commands);
  socket = rawSocket(server);
  await socket.send(2, {
    token: server.app().token,
    intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages,
    properties: {},
  });
  await socket.until(({ name }) => name === 'READY');
});
afterEach(async () => {
  socket.close();
  await server.close();
});

const ana = (channel = '#general') => person(server, { user: 'ana', channel });
const ben = (channel = '#general') => person(server, { user: 'ben', channel });

/** The interaction that a deed has sent, as the app got it. */
async function arrived(deed: { readonly interaction: { readonly id: string } | null }): Promise<JsonObject> {
  const isIt = ({ name, data }: ReceivedPayload) =>
    name === 'INTERACTION_CREATE' && at(data, 'id') === deed.interaction?.id;
  const { data } = await socket.until(isIt);
  return isObject(data) ? data : {};
}
type Deed = Parameters<typeof arrived>[0];

const callback = async (deed: Deed, type: number, data: JsonObject = {}) => {
  const { id, token } = await arrived(deed);
  return callApi(server, 'POST', `/interactions/${textOf(id)}/${textOf(token)}/callback?with_response=true`, {
    type,
    data,
  });
};
const webhook = async (deed: Deed, method: string, path: string, body?: JsonObject) => {
  const { token } = await arrived(deed);
  return callApi(server, method, `/webhooks/${server.app().id}/${textOf(token)}${path}`, body);
};
const { ChannelMessageWithSource, DeferredChannelMessageWithSource, DeferredMessageUpdate, Modal, UpdateMessage } =
  InteractionResponseType;
const Suggest = InteractionResponseType.ApplicationCommandAutocompleteResult;
const Ephemeral = MessageFlags.Ephemeral;
const row = (...components: JsonObject[]): JsonObject => ({ type: 1, components });
const button = (label: string, more: JsonObject = {}): JsonObject => ({
  type: 2,
  style: 2,
  label,
  custom_id: label,
  ...more,
});
const option = (label: string, more: JsonObject = {}): JsonObject => ({ label, value: label.toLowerCase(), ...more });
const post = (body: JsonObject) => callApi(server, 'POST', `/channels/${server.channel('general').id}/messages`, body);

test('a screen shows every kind of component as plain text', async () => {
  const text = (content: string): JsonObject => ({ type: 10, content });
  const sent = await post({
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: 17,
        accent_color: 1,
        components: [
          text(
            `## Evolve\n**bold** \\*plain\\* <@${ana().id}> <#${server.channel('architecture').id}> [there](https://a.example) \\\`no code\\\` \`\\*code\\*\``,
          ),
          { type: 14 },
          { type: 9, components: [text('beside')], accessory: button('Change') },
          {
            type: 9,
            components: [text('a picture')],
            accessory: { type: 11, media: { url: 'https://a.example/b.png' }, description: 'a thumb' },
          },
          { type: 12, items: [{ media: { url: 'https://a.example/c.png' }, description: 'the scale' }] },
        ],
      },
      { type: 14, divider: false },
      row(button('Share'), button('Off', { disabled: true }), {
        type: 2,
        style: 5,
        label: 'Docs',
        url: 'https://a.example',
      }),
      row({
        type: 3,
        custom_id: 'm',
        placeholder: 'Which?',
        options: [option('One'), option('Two', { default: true })],
      }),
      row({ type: 5, custom_id: 'u', placeholder: 'Who?' }),
    ],
  });
  expect(sent.status).toBe(200);
  expect(ana().screen()).toBe(
    [
      '#general',
      'archcheck:',
      '  ▌ ## Evolve',
      '  ▌ **bold** *plain* @ana #architecture there `no code` `\\*code\\*`',
      '  ▌ ──────────',
      '  ▌ beside',
      '  ▌ [Change]',
      '  ▌ a picture',
      '  ▌ [image: a thumb]',
      '  ▌ [image: the scale]',
      '',
      '  [Share] [Off (disabled)] [Docs ↗]',
      '  [Two ▾]',
      '  [Who? ▾]',
    ].join('\n'),
  );
});

test('a screen shows embeds, replies, edits, threads and who is typing', async () => {
  const { id } = ana().says('a question');
  await post({
    content: 'an answer',
    message_reference: { message_id: id },
    allowed_mentions: { parse: [] },
    embeds: [{ title: 'Title', description: 'Text', fields: [{ name: 'N', value: 'V' }], footer: { text: 'foot' } }],
  });
  ana().edits(/a question/, 'another question');
  ben().saysInThread(/another question/, 'in there');
  await callApi(server, 'POST', `/channels/${server.channel('general').id}/typing`);
  expect(ana().screen()).toBe(
    [
      '#general',
      'ana (edited): another question',
      '  ↳ thread: another question',
      '  │ ben: in there',
      '↱ ana: another question',
      'archcheck:',
      '  an answer',
      '  ┃ # Title',
      '  ┃ Text',
      '  ┃ N',
      '  ┃   V',
      '  ┃ › foot',
      '… archcheck is typing',
    ].join('\n'),
  );
  const inside = ana();
  inside.opensThread(/another question/);
  expect(inside.screen()).toBe('#general › another question\nben: in there');
  ana().deletes(/another question/);
  expect(ana().screen()).toMatch(/↱ original message was deleted/);
  await server.clock.advance(10_000);
  expect(ana().screen()).not.toMatch(/typing/);
});

test('a command arrives with its options, and who ran it where', async () => {
  const deed = ana().runs('/decisions list', { year: 2_026, state: 'Open' });
  expect(await arrived(deed)).toMatchObject({
    type: 2,
    guild_id: server.guild().id,
    channel_id: server.channel('general').id,
    member: { user: { id: ana().id, username: 'ana' }, permissions: expect.any(String) },
    context: 0,
    data: {
      name: 'decisions',
      options: [
        {
          name: 'list',
          type: 1,
          options: [
            { name: 'year', type: 4, value: 2_026 },
            { name: 'state', value: 'o' },
          ],
        },
      ],
    },
  });
  const direct = await arrived(ana('@archcheck').runs('/check'));
  expect(direct).toMatchObject({ user: { id: ana().id }, context: 1 });
  expect(direct).not.toHaveProperty('member');
});

test.each<[string, () => unknown, RegExp]>([
  ['a command that there is not', () => ana().runs('/nothing'), /no app has the command nothing/],
  ['without an option that it needs', () => ana().runs('/ask'), /needs question/],
  ['with an option that it has not', () => ana().runs('/check', { name: 'x' }), /no option name/],
  ['with a text for a number', () => ana().runs('/decisions list', { year: 'x' }), /takes a number/],
  ['with a choice that there is not', () => ana().runs('/decisions list', { state: 'Shut' }), /no choice Shut/],
  ['without a subcommand', () => ana().runs('/decisions'), /a subcommand is needed: list/],
  ['a button that there is not', () => ana().clicks('Nothing'), /finds no button \[Nothing\] in:\n#general/],
  ['a modal that is not open', () => ana().submits(), /no modal open/],
])('%s cannot be used', (_, use, error) => {
  expect(use).toThrow(error);
});

test('an answer is due within three seconds, and once', async () => {
  const late = ana().runs('/check');
  await arrived(late);
  await server.clock.advance(2_999);
  expect(ana().screen()).toBe('#general');
  await server.clock.advance(1);
  expect(await late.settled).toEqual({ ok: false, reason: 'timeout' });
  expect(ana().screen()).toBe(
    '#general\n↱ ana used /check\narchcheck (only you can see this):\n  ! The application did not respond',
  );
  expect(ben().screen()).toBe('#general');
  expect(await callback(late, ChannelMessageWithSource, { content: 'c' })).toMatchObject({
    status: 404,
    body: { code: 10062 },
  });
  expect(server.problems).toEqual(['archcheck did not answer /check within 3000 ms']);

  const deed = ana().runs('/check');
  expect((await callback(deed, ChannelMessageWithSource, { content: 'c' })).body).toMatchObject({
    interaction: { type: 2, response_message_ephemeral: false },
    resource: { type: 4, message: { content: 'c', interaction_metadata: { user: { username: 'ana' } } } },
  });
  expect(await callback(deed, ChannelMessageWithSource, { content: 'c' })).toMatchObject({
    status: 400,
    body: { code: 40060 },
  });
  const { id } = await arrived(deed);
  const foreign = await callApi(server, 'POST', `/interactions/${textOf(id)}/wrong/callback`, { type: 5 });
  expect(foreign).toMatchObject({ status: 404, body: { code: 10062 } });
});

test('an answer that is refused may be given again in time', async () => {
  const deed = ana().runs('/check');
  const refused = await callback(deed, ChannelMessageWithSource, { content: 'x'.repeat(2_001) });
  expect(problemsIn(refused.body)).toEqual(['data.content: BASE_TYPE_MAX_LENGTH']);
  expect((await callback(deed, ChannelMessageWithSource, { content: 'c' })).status).toBe(200);
});

test('what is deferred is edited, followed up, and over after fifteen minutes', async () => {
  const deed = ana().runs('/check');
  await arrived(deed);
  expect(await webhook(deed, 'PATCH', '/messages/@original', { content: 'too soon' })).toMatchObject({
    status: 404,
    body: { code: 10015 },
  });
  expect((await callback(deed, DeferredChannelMessageWithSource, { flags: Ephemeral })).body).toMatchObject({
    interaction: { response_message_loading: true, response_message_ephemeral: true },
  });
  expect(ana().screen()).toMatch(/only you can see this\):\n {2}archcheck is thinking…$/);
  expect((await webhook(deed, 'PATCH', '/messages/@original', { content: 'done' })).status).toBe(200);
  expect(ana().screen()).toMatch(/archcheck \(only you can see this\):\n {2}done$/);
  expect(ben().screen()).toBe('#general');
  expect((await webhook(deed, 'POST', '', { content: 'for all' })).status).toBe(200);
  expect(ben().screen()).toBe('#general\narchcheck:\n  for all');
  expect((await webhook(deed, 'DELETE', '/messages/@original')).status).toBe(204);
  expect(await webhook(deed, 'GET', '/messages/@original')).toMatchObject({ status: 404, body: { code: 10008 } });
  await server.clock.advance(15 * 60_000 - 1);
  expect((await webhook(deed, 'POST', '', { content: 'just so' })).status).toBe(200);
  await server.clock.advance(1);
  expect(await webhook(deed, 'POST', '', { content: 'too late' })).toMatchObject({
    status: 401,
    body: { code: 50027 },
  });
});

test('a promise that is not kept reads as a failure after fifteen minutes', async () => {
  await callback(ana().runs('/check'), DeferredChannelMessageWithSource);
  await server.clock.advance(15 * 60_000 - 1);
  expect(ana().screen()).toMatch(/is thinking…/);
  await server.clock.advance(1);
  expect(ana().screen()).toMatch(/! The application did not respond/);
});

test('the first follow-up keeps the promise, and cannot make it private', async () => {
  const deed = ana().runs('/check');
  await callback(deed, DeferredChannelMessageWithSource);
  for (const [method, path] of [
    ['POST', ''],
    ['PATCH', '/messages/@original'],
  ] as const) {
    const late = await webhook(deed, method, path, { content: 'c', flags: Ephemeral });
    expect(problemsIn(late.body)).toEqual(['flags: MESSAGE_FLAGS_EPHEMERAL_LATE']);
  }
  await webhook(deed, 'POST', '', { content: 'first' });
  await webhook(deed, 'POST', '', { content: 'second', flags: Ephemeral });
  expect(ben().screen()).toBe('#general\n↱ ana used /check\narchcheck:\n  first');
  expect(ana().screen()).toBe(`${ben().screen()}\narchcheck (only you can see this):\n  second`);
});

test('a button is answered in its message, beside it, or not at all', async () => {
  await post({ content: 'choose', components: [row(button('Yes'), button('No', { disabled: true }))] });
  const click = ana().clicks('Yes');
  expect(await arrived(click)).toMatchObject({
    type: 3,
    data: { component_type: 2, custom_id: 'Yes' },
    message: { content: 'choose' },
  });
  expect((await callback(click, UpdateMessage, { content: 'chosen' })).body).toMatchObject({
    resource: { message: { content: 'chosen' } },
  });
  const again = ben().clicks('Yes');
  expect((await callback(again, DeferredMessageUpdate)).status).toBe(200);
  await webhook(again, 'PATCH', '/messages/@original', { content: 'chosen again', components: [] });
  expect(ana().screen()).toBe('#general\narchcheck (edited):\n  chosen again');
  await post({ content: 'more', components: [row(button('Go'))] });
  ana().clicks('Go');
  await server.clock.advance(3_000);
  expect(ana().screen()).toMatch(/\[Go\]\n {2}! This interaction failed$/);
  expect(ben().screen()).not.toMatch(/failed/);
  expect(() => ana().clicks('No')).toThrow(/finds no button/);
});

test('a private message’s buttons are for the one who sees it', async () => {
  await callback(ana().runs('/check'), ChannelMessageWithSource, {
    content: 'c',
    flags: Ephemeral,
    components: [row(button('Share'))],
  });
  expect(() => ben().clicks('Share')).toThrow(/finds no button/);
  const click = ana().clicks('Share');
  const { message } = await arrived(click);
  expect(message).toMatchObject({ content: 'c', flags: Ephemeral });
  expect((await callback(click, UpdateMessage, { content: 'shared', components: [] })).status).toBe(200);
  expect(ana().screen()).toMatch(/only you can see this, edited\):\n {2}shared/);
  expect(socket.received.filter(({ name }) => name.startsWith('MESSAGE_'))).toEqual([]);
  const path = `/channels/${server.channel('general').id}/messages/${textOf(at(message, 'id'))}`;
  expect(await callApi(server, 'GET', path)).toMatchObject({ status: 404, body: { code: 10008 } });
});

test('menus take one or several, and show what was chosen', async () => {
  const options = [option('One'), option('Two'), option('Three')];
  await post({
    content: 'choose',
    components: [
      row({ type: 3, custom_id: 'one', placeholder: 'One of', options }),
      row({ type: 3, custom_id: 'some', placeholder: 'Two of', options, min_values: 2, max_values: 2 }),
      row({ type: 5, custom_id: 'who', placeholder: 'Who' }),
    ],
  });
  const one = ana().chooses('Two', 'One of');
  expect(await arrived(one)).toMatchObject({ data: { custom_id: 'one', component_type: 3, values: ['two'] } });
  expect(await arrived(ana().chooses(['One', 'Three'], 'some'))).toMatchObject({ data: { values: ['one', 'three'] } });
  expect(await arrived(ana().chooses('@ben'))).toMatchObject({
    data: { component_type: 5, values: [ben().id], resolved: { users: { [ben().id]: { username: 'ben' } } } },
  });
  expect(() => ana().chooses('One', 'Two of')).toThrow(/from 2 to 2 can be chosen here, not 1/);
  expect(ana().screen()).toMatch(/\[Two ▾\]\n {2}\[One, Three ▾\]\n {2}\[@ben ▾\]/);
  expect(ben().screen()).toMatch(/\[One of ▾\]\n {2}\[Two of ▾\]\n {2}\[Who ▾\]/);
});

const label = (text: string, component: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 18,
  label: text,
  component: { custom_id: text.toLowerCase(), ...component },
  ...more,
});
const form = (...components: JsonObject[]): JsonObject => ({ custom_id: 'form', title: 'Form', components });

test('a modal takes every kind of field, and tells what is missing before anything is sent', async () => {
  await callback(
    ana().runs('/check'),
    Modal,
    form(
      { type: 10, content: 'Please **answer**.' },
      label('Team', { type: 21, options: [option('Small', { description: 'up to 9' }), option('Large')] }),
      label('Parts', {
        type: 22,
        options: [option('Web'), option('App'), option('Jobs')],
        max_values: 2,
        required: false,
      }),
      label(
        'Name',
        { type: 4, style: 1, min_length: 2, max_length: 5, placeholder: 'short' },
        { description: 'What is it called?' },
      ),
      label('Agree', { type: 23 }),
    ),
  );
  expect(ana().screen()).toBe(
    [
      '#general',
      '┌ Form',
      '│ Please **answer**.',
      '│ Team *',
      '│ ( ) Small',
      '│     › up to 9',
      '│ ( ) Large',
      '│ Parts',
      '│ [ ] Web',
      '│ [ ] App',
      '│ [ ] Jobs',
      '│ Name *',
      '│ › What is it called?',
      '│ [short ✎]',
      '│ Agree',
      '│ [ ]',
      '└ [Cancel] [Submit]',
    ].join('\n'),
  );
  const sender = ana();
  sender.fills('Name', 'x');
  sender.chooses(['Web', 'App', 'Jobs'], 'Parts');
  expect(sender.submits().interaction).toBeNull();
  expect(sender.screen().match(/! .*/g)).toEqual([
    '! This field is required',
    '! Choose no more than 2',
    '! Must be at least 2 characters',
  ]);
  sender.fills('Name', 'toolong');
  sender.submits();
  expect(sender.screen()).toMatch(/! Must be 5 or fewer characters/);
  sender.fills('Name', 'shop');
  sender.chooses('Large');
  sender.chooses(['Web', 'Jobs'], 'Parts');
  sender.ticks('Agree');
  expect(sender.screen()).toMatch(/\(•\) Large\n│ Parts\n│ \[x\] Web\n│ \[ \] App\n│ \[x\] Jobs\n/);
  const sent = sender.submits();
  expect(await arrived(sent)).toMatchObject({
    type: 5,
    data: {
      custom_id: 'form',
      components: [
        { type: 10 },
        { type: 18, component: { type: 21, custom_id: 'team', value: 'large' } },
        { type: 18, component: { type: 22, custom_id: 'parts', values: ['web', 'jobs'] } },
        { type: 18, component: { type: 4, custom_id: 'name', value: 'shop' } },
        { type: 18, component: { type: 23, custom_id: 'agree', value: true } },
      ],
    },
  });
  expect(sender.screen()).toMatch(/┌ Form/);
  await callback(sent, ChannelMessageWithSource, { content: 'thank you' });
  expect(sender.screen()).toBe('#general\narchcheck:\n  thank you');
});

test('a modal stays with what was filled in when the app does not answer', async () => {
  await callback(ana().runs('/check'), Modal, form(label('Name', { type: 4, style: 1 })));
  ana().fills('Name', 'shop');
  ana().submits();
  await server.clock.advance(3_000);
  expect(ana().screen()).toMatch(/\[shop ✎\]\n│ ! Something went wrong\. Try again\.\n/);
  ana().closes();
  expect(ana().screen()).toBe('#general');
});

test('what an interaction cannot be answered with', async () => {
  const refused = async (deed: Deed, type: number, data: JsonObject = {}) => {
    const { body } = await callback(deed, type, data);
    return problemsIn(body);
  };
  const wrong = ['type: BASE_TYPE_CHOICES'];
  await callback(ana().runs('/check'), Modal, form(label('Name', { type: 4, style: 1, required: false })));
  const submitted = ana().submits();
  expect(await refused(submitted, Modal, form(label('Name', { type: 4, style: 1 })))).toEqual(wrong);
  expect(await refused(submitted, UpdateMessage, { content: 'c' })).toEqual(wrong);
  const command = ana().runs('/check');
  expect(await refused(command, DeferredMessageUpdate)).toEqual(wrong);
  expect(await refused(command, UpdateMessage, { content: 'c' })).toEqual(wrong);
  expect(await refused(command, Suggest, { choices: [] })).toEqual(wrong);
  expect(await refused(command, DeferredChannelMessageWithSource, { flags: MessageFlags.IsComponentsV2 })).toEqual([
    'data.flags: BASE_TYPE_CHOICES',
  ]);
});

test('a modal from a button may change the message of the button', async () => {
  await post({ content: 'old', components: [row(button('Edit'))] });
  await callback(ana().clicks('Edit'), Modal, form(label('Text', { type: 4, style: 2, value: 'before' })));
  const sent = ana().submits();
  expect(await arrived(sent)).toMatchObject({
    message: { content: 'old' },
    data: { components: [{ component: { value: 'before' } }] },
  });
  await callback(sent, UpdateMessage, { content: 'new' });
  expect(ana().screen()).toBe('#general\narchcheck (edited):\n  new\n  [Edit]');
});

test('an autocomplete suggests, cannot be deferred, and comes to nothing after three seconds', async () => {
  const actor = ana();
  const typing = actor.completes('/decisions list', 'title', 'ka', { year: 2_026 });
  const { data } = await socket.until(({ name }) => name === 'INTERACTION_CREATE');
  expect(data).toMatchObject({
    type: 4,
    data: {
      options: [
        {
          options: [
            { name: 'title', value: 'ka', focused: true },
            { name: 'year', value: 2_026 },
          ],
        },
      ],
    },
  });
  const deed = { interaction: { id: textOf(at(data, 'id')) } };
  expect(problemsIn((await callback(deed, DeferredChannelMessageWithSource)).body)).toEqual([
    'type: BASE_TYPE_CHOICES',
  ]);
  await callback(deed, Suggest, { choices: [{ name: 'Kafka', value: 'd1' }] });
  expect(await typing).toEqual(['Kafka']);
  expect(await arrived(actor.runs('/decisions list', { title: 'Kafka' }))).toMatchObject({
    data: { options: [{ options: [{ name: 'title', value: 'd1' }] }] },
  });
  const late = actor.completes('/decisions list', 'title', 'x');
  await server.clock.advance(3_000);
  expect(await late).toEqual([]);
  expect(actor.screen()).toBe(
    '#general\n↱ ana used /decisions list\narchcheck (only you can see this):\n  ! The application did not respond',
  );
});

test('a message command brings the message with all that it says', async () => {
  ben().says('we have **three** teams');
  const deed = ana().usesCommand('Check here', /three/);
  const { data } = await arrived(deed);
  expect(objects(Object.values(Object(at(data, 'resolved', 'messages'))))).toMatchObject([
    { content: 'we have **three** teams' },
  ]);
  await callback(deed, ChannelMessageWithSource, { content: 'c' });
  expect(ana().screen()).toMatch(/↱ ana used Check here\narchcheck:\n {2}c$/);
});

test('a command in a thread is answered there, and needs no permission to write', async () => {
  const inside = ana();
  inside.says('start');
  inside.saysInThread(/start/, 'here');
  inside.opensThread(/start/);
  const deed = inside.runs('/check');
  expect(await arrived(deed)).toMatchObject({ channel: { type: 11, parent_id: server.channel('general').id } });
  await callback(deed, ChannelMessageWithSource, { content: 'inside' });
  expect(inside.screen()).toBe('#general › start\nana: here\n↱ ana used /check\narchcheck:\n  inside');
});

test('waiting for what does not come tells the screen, what went wrong and what was refused', async () => {
  await post({ content: '' });
  await expect(ana().sees(/never/, 10)).rejects.toThrow(
    /ana waited 10 ms to see \/never\/, and the screen is:\n#general\n\(POST \/channels\/:channel\/messages: .*50006/,
  );
});

test('a private thread is known to whom it concerns, and to an app once it is brought in', async () => {
  const opener = ana();
  opener.opensPrivateThread('hush', 'ben');
  opener.says('psst');
  expect(opener.screen()).toBe('#general › hush\nana: psst');
  expect(ben().screen()).toBe('#general\n  ↳ private thread: hush\n  │ ana: psst');
  expect(person(server, { user: 'cleo', channel: '#general' }).screen()).toBe('#general');
  expect(socket.received.map(({ name }) => name)).not.toContain('THREAD_CREATE');
  opener.invites('archcheck');
  const { data } = await socket.until(({ name }) => name === 'THREAD_CREATE');
  expect(data).toMatchObject({ id: opener.channel().id, type: 12, name: 'hush' });
});

test('a forum has posts, and nothing but posts', async () => {
  const other = await createDiscord({ guilds: [{ name: 'acme', channels: [{ name: 'help', kind: 'forum' }] }] });
  const asking = person(other, { user: 'ana', channel: '#help' });
  const place = `/channels/${other.channel('help').id}/messages`;
  expect(await callApi(other, 'POST', place, { content: 'c' })).toMatchObject({ status: 403, body: { code: 50008 } });
  asking.opensPost('Which database?', 'We have one team.');
  expect((await callApi(other, 'POST', `/channels/${asking.channel().id}/messages`, { content: 'One.' })).status).toBe(
    200,
  );
  expect(asking.screen()).toBe('#help › Which database?\nana: We have one team.\narchcheck:\n  One.');
  await other.close();
});

test('a private message that was dismissed is gone for the app too', async () => {
  const deed = ana().runs('/check');
  await callback(deed, ChannelMessageWithSource, { content: 'c', flags: Ephemeral });
  ana().dismisses(/c/);
  expect(ana().screen()).toBe('#general');
  expect(await webhook(deed, 'PATCH', '/messages/@original', { content: 'd' })).toMatchObject({
    body: { code: 10008 },
  });
});

test('what is permitted may change, and the app hears of it', async () => {
  server.permit('general', [{ who: 'archcheck', deny: ['SendMessages'] }]);
  await socket.until(({ name }) => name === 'CHANNEL_UPDATE');
  expect(await post({ content: 'c' })).toMatchObject({ status: 403, body: { code: 50013 } });
  server.permit('general', [{ who: 'ana', deny: ['SendMessages'] }]);
  expect((await post({ content: 'c' })).status).toBe(200);
  expect(() => ana().says('hello')).not.toThrow();
  server.permit('general', [{ who: 'ben', deny: ['SendMessages'] }]);
  expect(() => ben().says('hello')).toThrow(/ben may not write in general/);
});
