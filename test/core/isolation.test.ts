import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Bot, Incoming, Reply, Sight } from '../../src/core/bot-events.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { createWorld } from '../support/world.ts';

/** Whoever sees every conversation of every workspace: what is kept apart is kept apart by the store alone. */
const seesAll: Sight = { canSee: async () => true, mayRepeat: async () => true, findChannel: async (name) => name };

type Event = Incoming['event'];

const discussion = {
  thread: {
    title: 'Harbour',
    messages: ['I think we should split Harbour', 'decided: Harbour stays one unit, by the quayside'].map(
      (text, n) => ({
        ...{ id: `m${n}`, user: n % 2 === 0 ? 'ann' : 'bob', ts: `${n}`, text, replyTo: null, reactions: [] },
        ...{ deleted: false, bot: false },
      }),
    ),
  },
  links: {},
  people: [
    { id: 'ann', name: 'Ann' },
    { id: 'bob', name: 'Bob' },
  ],
};

const marker = /Harbour|quayside/i;

/** Does all that one can do with words of its own, and takes down everything that was shown. */
async function live(bot: Bot): Promise<{ readonly events: readonly Event[]; readonly replies: readonly Reply[] }> {
  const events: Event[] = [];
  const replies: Reply[] = [];
  const tell = async (event: Event) => {
    events.push(event);
    const said = await bot.handle({ ...at, workspace: 'acme', event }, seesAll);
    replies.push(...said);
    return said;
  };
  const press = (label: RegExp) => tell({ kind: 'action', id: idOf(replies, label) });
  await tell({ kind: 'message', text: 'what is a monolith, at the quayside?', id: 'm1' });
  await tell({ kind: 'action', id: 'rate:up:m1' });
  await tell({
    kind: 'command',
    name: 'arch-check',
    words: '4 teams, live for years, search needs its own scaling',
    title: 'Harbour',
  });
  await press(/^Yes, go on/);
  await press(/^Show the verdict so far/);
  await press(/^Record decision/);
  await submit(tell, replies, { title: 'Harbour stays one unit', reason: 'the quayside' });
  await press(/^Accept/);
  await tell({ kind: 'command', name: 'decisions', words: 'object D-1 because of the quayside' });
  await tell({ kind: 'command', name: 'decisions', words: 'history D-1' });
  await press(/^Re-check/);
  await tell({ kind: 'command', name: 'arch-check', words: 'team' });
  await submit(tell, replies, { title: 'Harbour' });
  await press(/^Answer/);
  await tell({ kind: 'discussion', discussion });
  await press(/^Edit and record/);
  await tell({ kind: 'command', name: 'arch-check', words: '3 devs at the quayside' });
  return { events, replies };
}

const at = {
  conversation: 'c',
  channel: 'c',
  person: 'ann',
  name: 'Ann',
  privacy: 'open',
  steward: true,
  verdictButtons: ['change', 'breakdown', 'summary', 'record'],
} as const;

async function submit(
  tell: (event: Event) => Promise<readonly Reply[]>,
  replies: readonly Reply[],
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const form = replies.findLast((reply) => reply.form !== undefined)?.form;
  if (form === undefined) throw new Error('a form was to open');
  const kept = form.fields.map(({ id, value }) => [id, value ?? ''] as const);
  await tell({ kind: 'submit', form: form.id, values: { ...Object.fromEntries(kept), ...values } });
}

function actionsOf(replies: readonly Reply[]): readonly { readonly id: string; readonly label: string }[] {
  return replies
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : block.kind === 'choices' ? block.choices : []));
}

function idOf(replies: readonly Reply[], label: RegExp): string {
  const found = actionsOf(replies).findLast((each) => label.test(each.label));
  if (found === undefined) throw new Error(`${label} is no button here`);
  return found.id;
}

test('every button, form and command of one workspace, used in another, shows and changes nothing of it', async () => {
  const world = createWorld();
  const store = await openStore({ folder: ':memory:', clock: world.now });
  const bot = await createApp(world, {}).bot(store);
  const { events, replies } = await live(bot);
  const rowsOf = async () => {
    const rows: unknown[] = [];
    for await (const row of store.workspaces.rows('acme')) rows.push(row);
    return rows;
  };
  const before = await rowsOf();
  expect(JSON.stringify(before)).toMatch(marker);
  const ids = [...new Set(actionsOf(replies).map(({ id }) => id))];
  const forms = new Set(replies.flatMap(({ form }) => form?.id ?? []));
  expect(ids.length).toBeGreaterThan(20);
  expect(forms.size).toBeGreaterThan(2);
  const forged: Event[] = [
    ...ids.map((id): Event => ({ kind: 'action', id })),
    ...[...forms].map((form): Event => ({ kind: 'submit', form, values: { title: 'mine', reason: 'mine' } })),
    ...events.flatMap((event): Event[] =>
      event.kind === 'command' ? [{ kind: 'command', name: event.name, words: '' }] : [],
    ),
    ...['show D-1', 'history D-1', 'export D-1', 'accept D-1', 'edit D-1', 'end D-1', 'due', 'quay'].map(
      (words): Event => ({ kind: 'command', name: 'decisions', words }),
    ),
    { kind: 'message', text: 'what did we decide about Harbor?' },
  ];
  for (const event of forged) {
    const said = await bot.handle({ ...at, workspace: 'other', event }, seesAll);
    expect(JSON.stringify(said), JSON.stringify(event)).not.toMatch(marker);
  }
  for (const { subject, record } of replies) {
    const there = { ...at, workspace: 'other', event: { kind: 'action', id: '' } } as const;
    const seen = [
      subject === undefined ? null : await bot.current('other', subject),
      record === undefined ? null : await bot.verdict(there, record),
    ];
    expect(JSON.stringify(seen)).not.toMatch(marker);
  }
  expect(await rowsOf()).toEqual(before);
  await store.close();
});
