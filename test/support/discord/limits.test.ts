import { ButtonStyle, ComponentType, InteractionResponseType, MessageFlags, TextInputStyle } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { type Answer, callApi, problemsIn } from './api.ts';
import { runCommand } from './commanding.ts';
import { createDiscord, type DiscordServer } from './server.ts';

let server: DiscordServer;
beforeAll(async () => {
  server = await createDiscord();
  const commands = [
    { name: 'ask', description: 'Ask', options: [{ type: 3, name: 'q', description: 'Q', autocomplete: true }] },
  ];
  await callApi(server, 'PUT', `/applications/${server.app().id}/commands`, commands);
});
afterAll(() => server.close());

const x = (count: number) => 'x'.repeat(count);
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const row = (...components: JsonObject[]): JsonObject => ({ type: ComponentType.ActionRow, components });
const button = (id: string, more: JsonObject = {}): JsonObject => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  label: 'Go',
  custom_id: id,
  ...more,
});
const options = (count: number) => many(count, (at) => ({ label: `Option ${at}`, value: `v${at}` }));
const select = (more: JsonObject = {}): JsonObject => ({
  type: ComponentType.StringSelect,
  custom_id: 'menu',
  options: options(3),
  ...more,
});
const display = (content: string): JsonObject => ({ type: ComponentType.TextDisplay, content });
const container = (...components: JsonObject[]): JsonObject => ({ type: ComponentType.Container, components });
const layout = (...components: JsonObject[]): JsonObject => ({ flags: MessageFlags.IsComponentsV2, components });
const embed = (more: JsonObject): JsonObject => ({ embeds: [{ title: 't', ...more }] });
const fields = (count: number, value = 'v') => many(count, () => ({ name: 'n', value }));

/** At the limit it is taken; one past, the path is refused with the code. */
type Edge = [what: string, limit: number, make: (size: number) => unknown, problem: string];
const LONG = 'BASE_TYPE_MAX_LENGTH';
const BAD = 'BASE_TYPE_BAD_LENGTH';

function edges(cases: readonly Edge[], send: (body: unknown) => Promise<Answer>, status = 200): void {
  test.each(cases)('%s: %i', async (_, limit, make, problem) => {
    const taken = await send(make(limit));
    expect([taken.status, problemsIn(taken.body)]).toEqual([status, []]);
    const refused = await send(make(limit + 1));
    expect(refused).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(problemsIn(refused.body)).toContain(problem);
  });
}

/** What is never taken. */
type Wrong = [what: string, body: unknown, problem: string];
function wrongs(cases: readonly Wrong[], send: (body: unknown) => Promise<Answer>): void {
  test.each(cases)('%s', async (_, body, problem) => {
    const refused = await send(body);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(problemsIn(refused.body)).toContain(problem);
  });
}

describe('a message', () => {
  const send = (body: unknown) => callApi(server, 'POST', `/channels/${server.channel('general').id}/messages`, body);

  edges(
    [
      ['content', 2_000, (n) => ({ content: x(n) }), `content: ${LONG}`],
      ['embeds', 10, (n) => ({ embeds: many(n, () => ({ title: 't' })) }), `embeds: ${LONG}`],
      ['an embed’s title', 256, (n) => embed({ title: x(n) }), `embeds.0.title: ${LONG}`],
      ['an embed’s description', 4_096, (n) => embed({ description: x(n) }), `embeds.0.description: ${LONG}`],
      ['fields of an embed', 25, (n) => embed({ fields: fields(n) }), `embeds.0.fields: ${LONG}`],
      [
        'a field’s name',
        256,
        (n) => embed({ fields: [{ name: x(n), value: 'v' }] }),
        `embeds.0.fields.0.name: ${LONG}`,
      ],
      ['a field’s value', 1_024, (n) => embed({ fields: fields(1, x(n)) }), `embeds.0.fields.0.value: ${LONG}`],
      ['an embed’s footer', 2_048, (n) => embed({ footer: { text: x(n) } }), `embeds.0.footer.text: ${LONG}`],
      ['an embed’s author', 256, (n) => embed({ author: { name: x(n) } }), `embeds.0.author.name: ${LONG}`],
      [
        'all that embeds say',
        6_000,
        (n) => ({ embeds: [{ description: x(4_000) }, { description: x(n - 4_000) }] }),
        'embeds: MAX_EMBED_SIZE_EXCEEDED',
      ],
      ['rows', 5, (n) => ({ components: many(n, (at) => row(button(`b${at}`))) }), `components: ${LONG}`],
      [
        'buttons in a row',
        5,
        (n) => ({ components: [row(...many(n, (at) => button(`b${at}`)))] }),
        'components.0.components: BASE_TYPE_BAD_LENGTH',
      ],
      [
        'a button’s label',
        80,
        (n) => ({ components: [row(button('b', { label: x(n) }))] }),
        `components.0.components.0.label: ${LONG}`,
      ],
      [
        'a custom_id',
        100,
        (n) => ({ components: [row(button(x(n)))] }),
        `components.0.components.0.custom_id: ${LONG}`,
      ],
      [
        'a button’s address',
        512,
        (n) => ({
          components: [row({ type: 2, style: 5, label: 'Go', url: `https://${x(n - 'https://'.length)}` })],
        }),
        `components.0.components.0.url: ${LONG}`,
      ],
      [
        'options of a menu',
        25,
        (n) => ({ components: [row(select({ options: options(n) }))] }),
        'components.0.components.0.options: BASE_TYPE_BAD_LENGTH',
      ],
      ...['label', 'value', 'description'].map(
        (name): Edge => [
          `an option’s ${name}`,
          100,
          (n) => ({ components: [row(select({ options: [{ label: 'l', value: 'v', [name]: x(n) }] }))] }),
          `components.0.components.0.options.0.${name}: ${LONG}`,
        ],
      ),
      [
        'a menu’s placeholder',
        150,
        (n) => ({ components: [row(select({ placeholder: x(n) }))] }),
        `components.0.components.0.placeholder: ${LONG}`,
      ],
      [
        'the most that can be chosen',
        3,
        (n) => ({ components: [row(select({ max_values: n }))] }),
        'components.0.components.0.max_values: SELECT_COMPONENT_MAX_VALUES_TOO_LARGE',
      ],
      [
        'components in all',
        40,
        (n) => layout(container(...many(n - 1, () => display('d')))),
        'components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      ],
      [
        'text of components in all',
        4_000,
        (n) => layout(display(x(2_000)), container(display(x(n - 2_000)))),
        'components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      ],
      [
        'pictures of a gallery',
        10,
        (n) => layout({ type: 12, items: many(n, () => ({ media: { url: 'https://example.com/a.png' } })) }),
        'components.0.items: BASE_TYPE_BAD_LENGTH',
      ],
      [
        'texts of a section',
        3,
        (n) => layout({ type: 9, components: many(n, () => display('d')), accessory: button('b') }),
        'components.0.components: BASE_TYPE_BAD_LENGTH',
      ],
      ['a nonce', 25, (n) => ({ content: 'c', nonce: x(n) }), `nonce: ${LONG}`],
    ],
    send,
  );

  wrongs(
    [
      [
        'content beside a layout',
        { ...layout(display('d')), content: 'c' },
        'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      ],
      [
        'embeds beside a layout',
        { ...layout(display('d')), ...embed({}) },
        'embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      ],
      ['a layout without its flag', { components: [display('d')] }, 'components.0.type: UNION_TYPE_CHOICES'],
      ['a kind that there is not', layout({ type: 99 }), 'components.0.type: UNION_TYPE_CHOICES'],
      ['a button outside of a row', layout(button('b')), 'components.0.type: UNION_TYPE_CHOICES'],
      [
        'a container in a container',
        layout(container(container(display('d')))),
        'components.0.components.0.type: UNION_TYPE_CHOICES',
      ],
      [
        'a radio group in a message',
        { components: [row({ type: 21, custom_id: 'r', options: options(2) })] },
        'components.0.components.0.type: UNION_TYPE_CHOICES',
      ],
      [
        'a text input in a message',
        { components: [row({ type: 4, custom_id: 't', style: 1 })] },
        'components.0.components.0.type: UNION_TYPE_CHOICES',
      ],
      ['an empty row', { components: [row()] }, 'components.0.components: BASE_TYPE_REQUIRED'],
      ['an empty text', layout(display('')), 'components.0.content: BASE_TYPE_REQUIRED'],
      [
        'one custom_id twice',
        { components: [row(button('same')), row(button('same'))] },
        'components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
      ],
      [
        'a menu beside a button',
        { components: [row(select(), button('b'))] },
        'components.0.components.0: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      ],
      [
        'one value twice',
        { components: [row(select({ options: [...options(1), ...options(1)] }))] },
        'components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      ],
      [
        'a button without anything on it',
        { components: [row({ type: 2, style: 1, custom_id: 'b' })] },
        'components.0.components.0: BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
      ],
      [
        'a button without a custom_id',
        { components: [row({ type: 2, style: 1, label: 'Go' })] },
        'components.0.components.0.custom_id: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
      ],
      [
        'a link that is a script',
        { components: [row({ type: 2, style: 5, label: 'Go', url: 'javascript:alert(1)' })] },
        'components.0.components.0.url: URL_TYPE_INVALID_SCHEME',
      ],
      ['a privacy that only answers have', { content: 'c', flags: MessageFlags.Ephemeral }, 'flags: BASE_TYPE_CHOICES'],
      [
        'people named and parsed',
        { content: 'c', allowed_mentions: { parse: ['users'], users: ['1'] } },
        'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      ],
      [
        'an answer to nothing',
        { content: 'c', message_reference: { message_id: '1' } },
        'message_reference: REPLIES_UNKNOWN_MESSAGE',
      ],
      [
        'a picture that was not sent along',
        layout({ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }),
        'components: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      ],
    ],
    send,
  );

  test('every problem is named at once', async () => {
    const { body } = await send({ content: x(2_001), components: [row(button(''))], embeds: [{}] });
    expect(problemsIn(body)).toEqual([
      'content: BASE_TYPE_MAX_LENGTH',
      'embeds.0.description: BASE_TYPE_REQUIRED',
      'components.0.components.0.custom_id: BASE_TYPE_REQUIRED',
    ]);
  });

  test.each([{}, { content: '' }, { content: ' \n ' }, { embeds: [], components: [] }])(
    'nothing to show: %j',
    async (body) => {
      expect(await send(body)).toMatchObject({ status: 400, body: { code: 50006 } });
    },
  );
});

describe('a modal', () => {
  const ana = () =>
    [...server.guild().members.values()].find(({ user }) => user.name === 'ana')?.user ?? server.app().bot;
  const send = (data: unknown) => {
    const { id, token } = runCommand(
      { discord: server.discord, user: ana(), channel: server.channel('general') },
      '/ask',
      {},
    );
    return callApi(server, 'POST', `/interactions/${id}/${token}/callback`, {
      type: InteractionResponseType.Modal,
      data,
    });
  };
  const modal = (components: JsonObject[], more: JsonObject = {}) => ({
    custom_id: 'form',
    title: 'Form',
    components,
    ...more,
  });
  const label = (component: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: ComponentType.Label,
    label: 'Name',
    component,
    ...more,
  });
  const input = (more: JsonObject = {}): JsonObject => ({
    type: ComponentType.TextInput,
    custom_id: 'name',
    style: TextInputStyle.Short,
    ...more,
  });
  const group = (type: ComponentType, count: number, more: JsonObject = {}): JsonObject => ({
    type,
    custom_id: 'group',
    options: options(count),
    ...more,
  });
  const inside = 'data.components.0.component';

  edges(
    [
      [
        'components',
        5,
        (n) => modal(many(n, (at) => label(input({ custom_id: `i${at}` })))),
        `data.components: ${BAD}`,
      ],
      ['a title', 45, (n) => modal([label(input())], { title: x(n) }), `data.title: ${LONG}`],
      ['a custom_id', 100, (n) => modal([label(input())], { custom_id: x(n) }), `data.custom_id: ${LONG}`],
      ['a label', 45, (n) => modal([label(input(), { label: x(n) })]), `data.components.0.label: ${LONG}`],
      [
        'a label’s description',
        100,
        (n) => modal([label(input(), { description: x(n) })]),
        `data.components.0.description: ${LONG}`,
      ],
      ['a text’s value', 4_000, (n) => modal([label(input({ value: x(n) }))]), `${inside}.value: ${LONG}`],
      [
        'a text’s placeholder',
        100,
        (n) => modal([label(input({ placeholder: x(n) }))]),
        `${inside}.placeholder: ${LONG}`,
      ],
      [
        'a text’s length',
        4_000,
        (n) => modal([label(input({ max_length: n }))]),
        `${inside}.max_length: NUMBER_TYPE_MAX`,
      ],
      ['a radio group', 10, (n) => modal([label(group(21, n))]), `${inside}.options: ${BAD}`],
      ['a checkbox group', 10, (n) => modal([label(group(22, n))]), `${inside}.options: ${BAD}`],
    ],
    send,
    204,
  );

  wrongs(
    [
      ['no component', modal([]), 'data.components: BASE_TYPE_REQUIRED'],
      ['one radio button', modal([label(group(21, 1))]), `${inside}.options: ${BAD}`],
      ['no checkbox', modal([label(group(22, 0))]), `${inside}.options: BASE_TYPE_REQUIRED`],
      ['a button', modal([row(button('b'))]), 'data.components.0.components.0.type: UNION_TYPE_CHOICES'],
      ['a field without a label', modal([input()]), 'data.components.0.type: UNION_TYPE_CHOICES'],
      ['a menu in a row', modal([row(select())]), 'data.components.0.components.0.type: UNION_TYPE_CHOICES'],
      ['a label in a label', modal([label(input({ label: 'Name' }))]), `${inside}.label: TEXT_INPUT_LABEL_NOT_ALLOWED`],
      [
        'nothing to choose where something must be chosen',
        modal([label(group(22, 2, { min_values: 0 }))]),
        `${inside}.min_values: COMPONENT_REQUIRED_MIN_VALUES`,
      ],
      [
        'a menu that is switched off',
        modal([label(select({ disabled: true }))]),
        `${inside}.disabled: COMPONENT_DISABLED_NOT_ALLOWED`,
      ],
      [
        'one custom_id twice',
        modal([label(input()), label(input())]),
        'data.components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
      ],
      [
        'two radio buttons from the start',
        modal([label(group(21, 2, { options: options(2).map((each) => ({ ...each, default: true })) }))]),
        `${inside}.options: SELECT_COMPONENT_DEFAULT_OPTIONS_TOO_MANY`,
      ],
    ],
    send,
  );
});

describe('what an autocomplete suggests', () => {
  const ana = () =>
    [...server.guild().members.values()].find(({ user }) => user.name === 'ana')?.user ?? server.app().bot;
  const send = (choices: unknown) => {
    const actor = { discord: server.discord, user: ana(), channel: server.channel('general') };
    const { id, token } = runCommand(actor, '/ask', { q: 'k' }, 'q');
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    return callApi(server, 'POST', `/interactions/${id}/${token}/callback`, { type, data: { choices } });
  };
  edges(
    [
      ['choices', 25, (n) => many(n, (at) => ({ name: `n${at}`, value: 'v' })), `data.choices: ${LONG}`],
      ['a name', 100, (n) => [{ name: x(n), value: 'v' }], `data.choices.0.name: ${LONG}`],
      ['a value', 100, (n) => [{ name: 'n', value: x(n) }], `data.choices.0.value: ${LONG}`],
    ],
    send,
    204,
  );
});

describe('a command', () => {
  // Put for one guild, so that the others are left alone.
  const path = () => `/applications/${server.app().id}/guilds/${server.guild().id}/commands`;
  const send = (body: unknown) => callApi(server, 'PUT', path(), body);
  const command = (more: JsonObject = {}): JsonObject => ({ name: 'check', description: 'Check', ...more });
  const option = (more: JsonObject = {}): JsonObject => ({ type: 3, name: 'o', description: 'O', ...more });
  const choice = (at: number, more: JsonObject = {}): JsonObject => ({ name: `c${at}`, value: `v${at}`, ...more });

  edges(
    [
      ['a name', 32, (n) => [command({ name: x(n) })], `0.name: ${LONG}`],
      ['a description', 100, (n) => [command({ description: x(n) })], `0.description: ${LONG}`],
      ['options', 25, (n) => [command({ options: many(n, (at) => option({ name: `o${at}` })) })], `0.options: ${LONG}`],
      [
        'an option’s description',
        100,
        (n) => [command({ options: [option({ description: x(n) })] })],
        `0.options.0.description: ${LONG}`,
      ],
      [
        'choices',
        25,
        (n) => [command({ options: [option({ choices: many(n, choice) })] })],
        `0.options.0.choices: ${LONG}`,
      ],
      [
        'a choice’s name',
        100,
        (n) => [command({ options: [option({ choices: [choice(0, { name: x(n) })] })] })],
        `0.options.0.choices.0.name: ${LONG}`,
      ],
      [
        'a choice’s value',
        100,
        (n) => [command({ options: [option({ choices: [choice(0, { value: x(n) })] })] })],
        `0.options.0.choices.0.value: ${LONG}`,
      ],
      ['a context menu’s name', 32, (n) => [{ name: x(n), type: 3 }], `0.name: ${LONG}`],
    ],
    send,
  );

  test('all of it: 8,000 characters, in the longest language', async () => {
    const size = (n: number) => {
      const fixed = 'check'.length + 'Check'.length;
      const full = many(Math.floor((n - fixed) / 200), (at) => ({ name: `${at}`.padEnd(100, 'n'), value: x(100) }));
      const rest = n - fixed - full.length * 200;
      const groups = [full.slice(0, 20), full.slice(20)];
      // Two options with a name of one character each, and descriptions that take up the rest.
      const half = Math.floor((rest - 2) / 2);
      return [
        command({
          options: [
            option({ name: 'a', description: x(half), choices: groups[0] }),
            option({ name: 'b', description: x(rest - 2 - half), choices: groups[1] }),
          ],
        }),
      ];
    };
    expect((await send(size(8_000))).status).toBe(200);
    expect(problemsIn((await send(size(8_001))).body)).toEqual(['0: APPLICATION_COMMAND_TOO_LARGE']);
    const translated = [command({ ...size(7_999)[0], description_localizations: { de: 'Prüfen!' } })];
    expect(problemsIn((await send(translated)).body)).toEqual(['0: APPLICATION_COMMAND_TOO_LARGE']);
  });

  wrongs(
    [
      ['capitals', [command({ name: 'Check' })], '0.name: STRING_TYPE_REGEX'],
      ['a space', [command({ name: 'arch check' })], '0.name: STRING_TYPE_REGEX'],
      ['no description', [{ name: 'check' }], '0.description: BASE_TYPE_REQUIRED'],
      ['one name twice', [command(), command()], '1: APPLICATION_COMMANDS_DUPLICATE_NAME'],
      [
        'what is needed after what is not',
        [command({ options: [option({ name: 'a' }), option({ name: 'b', required: true })] })],
        '0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      ],
      [
        'choices that autocomplete',
        [command({ options: [option({ autocomplete: true, choices: [choice(0)] })] })],
        '0.options.0.choices: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID',
      ],
      [
        'a context menu with a description',
        [{ name: 'Run', type: 3, description: 'd' }],
        '0.description: APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
      ],
    ],
    send,
  );

  test.each([
    ['slash', 100, {}],
    ['message', 15, { type: 3, description: undefined }],
    ['user', 15, { type: 2, description: undefined }],
  ])('%s commands: %i', async (_, limit, more) => {
    const all = (count: number) => many(count, (at) => command({ name: `c${at}`, ...more }));
    expect((await send(all(limit))).status).toBe(200);
    expect(await send(all(limit + 1))).toMatchObject({ status: 400, body: { code: 30032 } });
    await send([]);
  });
});

describe('a thread', () => {
  const start = async (body: unknown) => {
    const place = `/channels/${server.channel('general').id}/messages`;
    const { body: said } = await callApi(server, 'POST', place, { content: 'c' });
    const id = typeof said === 'object' && said !== null && 'id' in said ? said.id : '';
    return callApi(server, 'POST', `${place}/${id}/threads`, body);
  };
  edges([['a name', 100, (n) => ({ name: x(n) }), `name: ${LONG}`]], start, 201);
  wrongs(
    [
      ['no name', {}, 'name: BASE_TYPE_REQUIRED'],
      ['an hour and a half', { name: 'n', auto_archive_duration: 90 }, 'auto_archive_duration: BASE_TYPE_CHOICES'],
    ],
    start,
  );
});
