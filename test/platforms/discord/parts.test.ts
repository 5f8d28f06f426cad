import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/core/card.ts';
import { commands } from '../../../src/platforms/discord/commands.ts';
import { aimed, parseAimed } from '../../../src/platforms/discord/flow-ids.ts';
import { formCard } from '../../../src/platforms/discord/form-card.ts';
import { shortModal } from '../../../src/platforms/discord/form-modal.ts';
import { sittingOf } from '../../../src/platforms/discord/form-sitting.ts';
import {
  type checked,
  commandSchema,
  completionsSchema,
  messageSchema,
  threadSchema,
} from '../../../src/platforms/discord/limits.ts';
import { parseMessageLink } from '../../../src/platforms/discord/message-link.ts';
import { modalSchema } from '../../../src/platforms/discord/modal-limits.ts';
import { plainWords } from '../../../src/platforms/discord/plain-words.ts';
import { readInteraction, readMessage, readTyping } from '../../../src/platforms/discord/read-deed.ts';
import { toMessages } from '../../../src/platforms/discord/render.ts';
import { parseShards } from '../../../src/platforms/discord/shards.ts';
import { permissionsIn } from '../../../src/platforms/discord/sight.ts';
import { titleModal } from '../../../src/platforms/discord/title-modal.ts';
import { summaryForm } from '../../../src/platforms/summary.ts';
import { withWhere } from '../../../src/platforms/where.ts';

const snowflake = fc.bigInt({ min: 10n ** 16n, max: 2n ** 63n - 1n }).map(String);

describe('what a person typed', () => {
  const names = {
    people: new Map([['222222222222222222', 'Ben']]),
    self: new Set(['111111111111111111', '333333333333333333']),
  };
  test.each([
    ['<@111111111111111111> what is a monolith?', 'what is a monolith?'],
    ['<@!111111111111111111>   what is\na monolith?', 'what is\na monolith?'],
    ['<@&333333333333333333> what is it?', 'what is it?'],
    ['ask <@222222222222222222> or <@444444444444444444>', 'ask @Ben or @somebody'],
    ['<@&555555555555555555> in <#666666666666666666>', '@some role in #some-channel'],
    ['<:party:777777777777777777> <a:dance:777777777777777777>', ':party: :dance:'],
    ['</arch-check:888888888888888888> at <t:1700000000:R>', '/arch-check at some time'],
    ['a < b and <b> & c', 'a < b and <b> & c'],
  ])('%s', (content, text) => expect(plainWords(content, names)).toBe(text));

  test('whatever it is, reading it never fails, and no own name is left', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (content) => {
        expect(plainWords(`<@111111111111111111>${content}`, names)).not.toContain('<@111111111111111111>');
      }),
    );
  });
});

test('whatever Discord sends, reading it gives a deed or nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      readMessage(data, { user: '1', role: () => undefined });
      readInteraction(data);
      readTyping(data);
    }),
  );
});

describe('ids that know their message', () => {
  test('are read as they were written, and fit', () => {
    const id = fc.stringMatching(/^[a-z]{1,30}:[a-z]{1,20}$/);
    fc.assert(
      fc.property(id, fc.option(snowflake), (given, message) => {
        const card: Card = { summary: '', blocks: [{ kind: 'buttons', buttons: [{ id: given, label: 'A' }] }] };
        const [shown] = toMessages(aimed(card, message));
        const [, aimedTo] = /"custom_id":"([^"]+)"/.exec(JSON.stringify(shown)) ?? [];
        expect(parseAimed(aimedTo ?? '')).toEqual({ id: given, message });
      }),
    );
  });

  test('stay within 100 characters for the longest question and option', () => {
    const longest = `check:answer:${'q'.repeat(30)}:${'o'.repeat(30)}`;
    const card: Card = { summary: '', blocks: [{ kind: 'choices', choices: [{ id: longest, label: 'A' }] }] };
    expect(() => toMessages(aimed(card, '9'.repeat(20)))).not.toThrow();
  });
});

test('links to messages', () => {
  fc.assert(
    fc.property(snowflake, snowflake, snowflake, (guild, channel, message) => {
      for (const host of ['discord.com', 'ptb.discord.com', 'discordapp.com'])
        expect(parseMessageLink(` https://${host}/channels/${guild}/${channel}/${message} `)).toEqual({
          guild,
          channel,
          message,
        });
    }),
  );
  const no = [
    '',
    'https://discord.com/channels/@me/1/2',
    'https://evil.com/channels/11111111111111111/11111111111111111/11111111111111111',
    'https://discord.com.evil.com/channels/11111111111111111/11111111111111111/11111111111111111',
  ];
  for (const text of no) expect(parseMessageLink(text)).toBeNull();
});

test('shards', () => {
  expect(parseShards(undefined)).toEqual({ count: null, own: null });
  expect(parseShards('4')).toEqual({ count: 4, own: null });
  expect(parseShards('0-1/4')).toEqual({ count: 4, own: { start: 0, end: 1 } });
  for (const wrong of ['0', '2-1/4', '0-4/4', 'many'])
    expect(() => parseShards(wrong)).toThrow(/DISCORD_SHARDS: expected/);
});

describe('permissions', () => {
  const { ViewChannel, SendMessages, Administrator } = PermissionFlagsBits;
  const guild = {
    id: 'guild',
    owner_id: 'owner',
    roles: [
      { id: 'guild', permissions: ViewChannel },
      { id: 'writers', permissions: SendMessages },
      { id: 'admins', permissions: Administrator },
    ],
  };
  const of = (person: string | null, roles: readonly string[] = []) => ({ guild, person, roles });
  const overwrite = (id: string, allow: bigint, deny: bigint) => ({ id, allow, deny });

  test.each([
    ['everybody has what the server gives', of('ana'), [], ViewChannel],
    ['a role adds to it', of('ana', ['writers']), [], ViewChannel | SendMessages],
    ['a channel takes it from everybody', of('ana', ['writers']), [overwrite('guild', 0n, ViewChannel)], SendMessages],
    [
      'a role of the channel gives it back, whatever another one denies',
      of('ana', ['writers', 'others']),
      [
        overwrite('guild', 0n, ViewChannel),
        overwrite('others', 0n, ViewChannel),
        overwrite('writers', ViewChannel, 0n),
      ],
      ViewChannel | SendMessages,
    ],
    [
      'a person of the channel comes last',
      of('ana', ['writers']),
      [overwrite('ana', 0n, ViewChannel), overwrite('writers', ViewChannel, 0n)],
      SendMessages,
    ],
    [
      'somebody without a name is no person of the channel',
      of(null),
      [overwrite('ana', SendMessages, 0n)],
      ViewChannel,
    ],
  ])('%s', (_, viewer, overwrites, expected) => expect(permissionsIn(viewer, overwrites)).toBe(expected));

  test('administrators and the owner may everything', () => {
    const closed = [overwrite('guild', 0n, ViewChannel)];
    expect(permissionsIn(of('ana', ['admins']), closed) & ViewChannel).toBe(ViewChannel);
    expect(permissionsIn(of('owner'), closed) & SendMessages).toBe(SendMessages);
    expect(permissionsIn(of('ana'), closed) & ViewChannel).toBe(0n);
  });
});

describe('the limits of what is not a message', () => {
  const fits = (schema: Parameters<typeof checked>[0], payload: unknown) => schema.safeParse(payload).success;

  test('forms: at the edge, and one past', () => {
    const modal = titleModal('a'.repeat(100), 'b'.repeat(4_000));
    expect(fits(modalSchema, modal)).toBe(true);
    expect(() => titleModal('a'.repeat(101), '')).toThrow(/custom_id/);
    const field = modal.components.find((each) => 'component' in each);
    const five = Array.from({ length: 5 }, (_, at) => ({
      ...field,
      component: { ...field?.component, custom_id: `f${at}` },
    }));
    expect(fits(modalSchema, { ...modal, components: five })).toBe(true);
    expect(
      fits(modalSchema, {
        ...modal,
        components: [...five, { ...field, component: { ...field?.component, custom_id: 'f5' } }],
      }),
    ).toBe(false);
    expect(fits(modalSchema, { ...modal, components: [five[0], five[0]] })).toBe(false);
    expect(fits(modalSchema, { ...modal, title: 'a'.repeat(46) })).toBe(false);
    expect(fits(modalSchema, { ...modal, components: [{ ...field, label: 'a'.repeat(46) }] })).toBe(false);
  });

  test('a form that is filled in is one message, whatever is in it and wrong with it', () => {
    const typed = fc.string({ maxLength: 2_000, unit: fc.constantFrom('*', '_', '`', 'a', ' ', '<', '[') });
    const field = fc.record({ value: typed, error: fc.string({ maxLength: 90 }) });
    fc.assert(
      fc.property(fc.array(field, { maxLength: 12 }), fc.array(typed, { maxLength: 2 }), (filled, intro) => {
        const fields = filled.map(({ value, error }, at) => ({
          ...{ kind: 'text' as const, id: `f${at}`, label: 'If something else was chosen: what?' },
          ...{ value, error, maxLength: 2_000 },
        }));
        const form = { id: 'decision:edit:D-1:1', title: 'Record a decision', submit: 'Record', intro, fields };
        const card = formCard('1'.repeat(20), sittingOf(form, { channel: '1', message: null }), false);
        expect(toMessages(card)).toHaveLength(1);
      }),
    );
  });

  test('the form of the place takes the threads that are offered, whatever they began with', () => {
    const spot = { channel: '1', message: null };
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ thread: snowflake, text: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }) }),
          { maxLength: 8 },
        ),
        (recent) => {
          const form = withWhere(summaryForm('check:summary:id'), { here: 'Here', recent, linkHint: 'Copy it.' });
          expect(fits(modalSchema, shortModal('1'.repeat(20), sittingOf(form, spot)))).toBe(true);
        },
      ),
    );
  });

  test('commands, threads, completions, posts', () => {
    for (const command of commands) expect(fits(commandSchema, command)).toBe(true);
    const [first] = commands;
    expect(fits(commandSchema, { ...first, name: 'a'.repeat(32) })).toBe(true);
    expect(fits(commandSchema, { ...first, name: 'a'.repeat(33) })).toBe(false);
    expect(fits(commandSchema, { ...first, name: 'Upper' })).toBe(false);
    expect(fits(commandSchema, { ...first, description: 'a'.repeat(101) })).toBe(false);
    expect(fits(threadSchema, { name: 'a'.repeat(100) })).toBe(true);
    expect(fits(threadSchema, { name: 'a'.repeat(101) })).toBe(false);
    expect(fits(threadSchema, { name: '' })).toBe(false);
    const choices = (count: number) => Array.from({ length: count }, () => ({ name: 'a', value: 'a' }));
    expect(fits(completionsSchema, choices(25))).toBe(true);
    expect(fits(completionsSchema, choices(26))).toBe(false);
    const [message] = toMessages({ summary: 'A', blocks: [] });
    expect(fits(messageSchema, { ...message, nonce: '1'.repeat(25), enforce_nonce: true })).toBe(true);
    expect(fits(messageSchema, { ...message, nonce: '1'.repeat(26) })).toBe(false);
    expect(fits(messageSchema, { ...message, allowed_mentions: { parse: ['users'], replied_user: false } })).toBe(
      false,
    );
    expect(fits(messageSchema, { ...message, allowed_mentions: undefined })).toBe(false);
  });
});
