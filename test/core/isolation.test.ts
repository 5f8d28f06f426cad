import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { builtIn } from '../support/built-in.ts';
import { actionsOf, at, type Event, live, marker, seesAll } from '../support/living.ts';
import { createWorld } from '../support/world.ts';

test('every button, form and command of one workspace, used in another, shows and changes nothing of it', async () => {
  const world = createWorld();
  const store = await openStore({ folder: ':memory:', clock: world.now });
  const bot = await createApp(world, { builtIn }).bot(store);
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
