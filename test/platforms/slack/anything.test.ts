import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allDecisions } from '../../../src/core/decisions/decision-store.ts';
import type { Deed, Person } from '../../support/slack/person.ts';
import { conversation } from './conversation.ts';

const spaces = [
  {
    name: 'acme',
    people: ['ana', 'ben', 'cleo'],
    channels: [
      { name: 'general', members: ['ana', 'ben', 'cleo', 'archcheck'] },
      { name: 'secret', private: true, members: ['ana', 'cleo', 'archcheck'] },
    ],
  },
];
const labels = ['Accept', 'Object', 'Edit', 'Re-check', 'Supersede', 'Markdown', 'Snooze a week', 'End the review'];
const lines = ['accept D-1', 'accept D-2', 'object D-1 because <!channel> no', 'supersede D-2 D-1', 'snooze D-1 5', ''];

const step = fc.record({
  who: fc.constantFrom('ana' as const, 'ben' as const, 'cleo' as const),
  where: fc.constantFrom('#general' as const, '#secret' as const),
  what: fc.oneof(
    { weight: 5, arbitrary: fc.record({ press: fc.constantFrom(...labels), twice: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ run: fc.constantFrom(...lines) }) },
    { weight: 1, arbitrary: fc.record({ days: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 1, arbitrary: fc.constant({ ask: 'what have we decided?' }) },
  ),
});

/** What each kind of change is told with. */
const told = {
  accepted: (id: string) => `${id} was accepted by`,
  objected: (id: string) => `Objection to ${id} by`,
  edited: (id: string) => `made version \\d+ of ${id},`,
  reviewed: (id: string) => `# ${id} re-checked`,
};

test('whatever people do, each change is told once where it belongs, nobody is pinged, and nothing private leaves its channel', async () => {
  const scene = await conversation('Socket Mode', { workspaces: spaces });
  const { server, archcheck, start, check, record, personIn } = scene;
  const other = await start();
  const { workspace } = server.installation();
  const ana = personIn('ana', '#secret');
  await check(ana, '#secret', '4 teams, live for years');
  await record(ana, 'Lantern moves out');
  await check(ana, '#general', '4 teams, live for years');
  await record(ana, 'Billing stays one unit', () => ana.chooses('@ben', 'Who decides?'));
  const people = { ana, ben: personIn('ben', '#general'), cleo: personIn('cleo', '#general') };
  const quiet = async (deeds: readonly Deed[] = []) => {
    await Promise.all(deeds.map(({ acknowledged }) => acknowledged));
    await Promise.all([archcheck.idle(), other.idle()]);
  };

  const answer = async (person: Person): Promise<void> => {
    const screen = person.screen();
    if (!/└ \[Close\] \[\w/.test(screen)) return;
    if (/Object to D/.test(screen)) person.fills('Why?', 'It costs <@U000000004> too much.');
    if (/Edit D-/.test(screen)) person.fills('Title', `Words of ${server.clock.now()}`);
    if (/Supersede D/.test(screen)) person.fills('Which decision takes its place?', 'D-1');
    await quiet([person.submits()]);
  };

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 25 }), async (steps) => {
      for (const { who, where, what } of steps) {
        const person = people[who];
        person.goesTo(who === 'ben' ? '#general' : where);
        if ('days' in what) {
          await server.clock.advance(what.days * 86_400_000);
          await Promise.all([archcheck.ring(), other.ring()]);
        } else if ('run' in what) await quiet([person.runs(`/arch-decisions ${what.run}`)]);
        else if ('ask' in what) await quiet([person.mentions(what.ask)]);
        else if (person.screen().includes(`[${what.press}]`)) {
          await quiet(Array.from({ length: what.twice ? 2 : 1 }, () => person.clicks(what.press)));
          await answer(person);
        }
        await quiet();
        person.closes(true);
      }
    }),
    { numRuns: 2, seed: 26, endOnFailure: true },
  );

  const { decisions } = await archcheck.store.decisions.list(workspace.id, allDecisions);
  for (const { id, conversation: home, history } of decisions) {
    ana.goesTo(home.startsWith(people.ben.channelId()) ? '#general' : '#secret');
    for (const [kind, line] of Object.entries(told)) {
      const kept = history.filter(({ what }) => what.kind === kind).length;
      expect([id, kind, ana.screen().match(new RegExp(line(id), 'g'))?.length ?? 0]).toEqual([id, kind, kept]);
    }
  }
  expect(decisions.flatMap(({ history }) => history).length).toBeGreaterThan(8);
  people.ben.goesTo('#general');
  expect(people.ben.screen()).not.toMatch(/Lantern/);
  expect(server.effects().pings).toEqual([]);
  expect(server.problems).toEqual([]);
});
