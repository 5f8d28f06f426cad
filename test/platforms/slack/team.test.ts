import { expect, test } from 'vitest';
import type { Person } from '../../support/slack/person.ts';
import { conversation } from './conversation.ts';

const names = Array.from({ length: 40 }, (_, at) => `p${at}`);
const crowd = [{ name: 'acme', people: ['ana', 'ben', ...names], channels: [{ name: 'general' }] }];
/** Forty people at once take longer than one on a machine that has other things to do. */
const crowdMs = 20_000;
const topics: readonly (readonly [string, string])[] = [
  ['Stage', 'Established'],
  ['Team', 'Two or three teams'],
  ['Scaling', 'Yes, one part'],
  ['AI', 'None'],
  ['Operations', 'Mostly by hand'],
  ['Requirements', 'Simple'],
  ['Speed of delivery', 'No, a normal pace is fine'],
  ['Codebase', 'Small, or none yet'],
  ['Fault isolation', 'Yes, it must'],
  ['Talk between parts', 'No, only now and then'],
  ['Releases', 'Sometimes'],
];

async function opened(fields: Readonly<Record<string, string>>, workspaces = crowd) {
  const scene = await conversation('Socket Mode', { workspaces });
  scene.ana.runs('/arch-check team');
  await scene.ana.sees(/What is it about\?/);
  for (const [field, text] of Object.entries({ 'What is it about?': 'The shop', ...fields }))
    scene.ana.fills(field, text);
  scene.ana.submits();
  await scene.ana.sees(/It is posted/);
  scene.ana.closes();
  return scene;
}

async function answers(person: Person): Promise<void> {
  person.clicks('Answer');
  await person.sees(/Nobody sees what you answer/, crowdMs);
  for (const [topic, option] of topics) person.chooses(option, topic);
  person.submits();
  await person.sees(/You have answered 11 of 11 questions/, crowdMs);
}

test('many who answer at once lose nothing, and the card is not drawn once for each', async () => {
  const { server, archcheck, ana, personIn } = await opened({});
  const people = names.map((name) => personIn(name, '#general'));
  await Promise.all(people.map(answers));
  await archcheck.idle();
  expect(ana.screen()).toMatch(/Answered: p\d+[\s\S]* and 10 more/);
  expect(ana.screen()).not.toMatch(/Under way/);
  expect(server.calls.filter(({ method }) => method === 'chat.update').length).toBeLessThan(names.length);
  ana.clicks('Close');
  await ana.sees(/How the answers of 40 people are spread/);
  await archcheck.idle();
  await server.clock.advance(86_400_000);
  await archcheck.ring();
  expect(ana.screen().match(/How the answers of 40 people are spread/g)).toHaveLength(1);
  expect(server.problems).toEqual([]);
});

test('closes with as many answers as were asked for, and takes none after that', async () => {
  const { server, archcheck, ana, ben, personIn } = await opened({ 'Close by itself with how many answers?': '2' });
  const late = personIn('p0', '#general');
  late.clicks('Answer');
  await late.sees(/Nobody sees what you answer/);
  await answers(ana);
  await answers(ben);
  await archcheck.idle();
  expect(ben.screen()).toMatch(/How the answers of 2 people are spread/);
  late.submits();
  await late.sees(/is closed\. What was answered before counts/);
  expect(server.problems).toEqual([]);
});

test('closes when its day is over, though nothing ran then', async () => {
  const day = 86_400_000;
  const { server, archcheck, start, ana, ben } = await conversation('Socket Mode', { workspaces: crowd }).then(
    async (scene) => {
      const until = new Date(scene.server.clock.now() + 2 * day).toISOString().slice(0, 10);
      scene.ana.runs('/arch-check team');
      await scene.ana.sees(/What is it about\?/);
      scene.ana.fills('What is it about?', 'The shop');
      scene.ana.fills('Close by itself at the end of which day?', until);
      scene.ana.submits();
      await scene.ana.sees(/It is posted/);
      scene.ana.closes();
      return scene;
    },
  );
  await answers(ana);
  await answers(ben);
  await archcheck.stop();
  await server.clock.advance(5 * day);
  const next = await start();
  await next.ring();
  await next.idle();
  ben.closes();
  expect(ben.screen()).toMatch(/Closed: [\d-]+, as its time was over/);
  expect(ben.screen()).toMatch(/How the answers of 2 people are spread/);
  expect(server.problems).toEqual([]);
});
