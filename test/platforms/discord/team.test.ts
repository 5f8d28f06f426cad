import { expect, test } from 'vitest';
import type { Person } from '../../support/discord/person.ts';
import { conversation } from './conversation.ts';

const names = Array.from({ length: 200 }, (_, at) => `p${at}`);
const crowd = [
  { name: 'acme', people: ['olga', 'ana', 'ben', ...names], channels: [{ name: 'general' }, { name: 'other' }] },
];
const dayMs = 86_400_000;
const questions = 11;

/** A team check of Ana's in #general. */
async function opened(fill: (now: number) => Readonly<Record<string, string>> = () => ({})) {
  const scene = await conversation({ guilds: crowd });
  const { server, ana, quiet } = scene;
  await ana.runs('/arch-check', { who: 'team' }).settled;
  const fields = { 'What is it about?': 'The shop', ...fill(server.clock.now()) };
  for (const [field, text] of Object.entries(fields)) ana.fills(field, text);
  await ana.submits().settled;
  await quiet();
  return scene;
}

async function answersAll(person: Person, quiet: () => Promise<void>): Promise<void> {
  await person.clicks('Answer').settled;
  await quiet();
  for (let question = 0; question < questions; question++) {
    await person.clicks('Don’t know').settled;
    await quiet();
  }
}

test('two hundred who answer at once lose nothing, and the card is not drawn once for each', async () => {
  const { server, archcheck, ana, personIn, quiet } = await opened();
  const people = names.map((name) => personIn(name, '#general'));
  await Promise.all(people.map((person) => person.clicks('Answer').settled));
  await quiet();
  await Promise.all(people.map((person) => person.clicks('Established').settled));
  await quiet();
  expect(ana.screen()).toMatch(/Under way:\*\* p\d+[\s\S]* and 170 more/);
  expect(ana.screen()).not.toMatch(/Established/);
  const drawn = server.calls.filter(({ route }) => route === 'PATCH /channels/:channel/messages/:message');
  expect(drawn.length).toBeLessThan(names.length / 2);
  await ana.clicks('Close').settled;
  await ana.sees(/How the answers of 200 people are spread\*\*\n.*Stage: 200 × “Established”/);
  expect(archcheck.log()).not.toMatch(/"level":"(?:error|warn)"/);
  expect(server.problems).toEqual([]);
});

test('closes with as many answers as were asked for, once, and takes none after that', async () => {
  const { server, ana, ben, personIn, quiet } = await opened(() => ({ 'Close by itself with how many answers?': '2' }));
  const late = personIn('p0', '#general');
  await late.clicks('Answer').settled;
  await quiet();
  await answersAll(ana, quiet);
  expect(ben.screen()).not.toMatch(/answers of \d people are spread/);
  await answersAll(ben, quiet);
  const after = await ben.sees(/\*\*Closed:\*\* [\d-]+, with 2 complete answers/);
  expect(after.match(/How the answers of 2 people are spread/g)).toHaveLength(1);
  await late.clicks('Established').settled;
  await late.sees(/is closed\. What was answered before counts/);
  expect(server.problems).toEqual([]);
});

test('closes when its day is over, though nothing ran then, and once with two copies running', async () => {
  const { server, archcheck, start, ana, ben, quiet } = await opened((now) => ({
    'Close by itself at the end of which day?': new Date(now + 2 * dayMs).toISOString().slice(0, 10),
  }));
  for (const person of [ana, ben]) {
    await person.clicks('Answer').settled;
    await quiet();
    await person.clicks('Established').settled;
    await quiet();
  }
  await archcheck.stop();
  await server.clock.advance(5 * dayMs);
  const copies = [await start(), await start()];
  await Promise.all(copies.map((copy) => copy.ring()));
  await Promise.all(copies.map((copy) => copy.idle()));
  const after = await ben.sees(/\*\*Closed:\*\* [\d-]+, as its time was over/);
  expect(after.match(/How the answers of 2 people are spread/g)).toHaveLength(1);
  expect(server.problems).toEqual([]);
});

test('closed by several at once gives one result', async () => {
  const { server, archcheck, ana, ben, personIn, quiet } = await opened();
  const olga = personIn('olga', '#general');
  for (const person of [ana, ben]) {
    await person.clicks('Answer').settled;
    await quiet();
    await person.clicks('Established').settled;
    await quiet();
  }
  await Promise.all([ana.clicks('Close').settled, olga.clicks('Close').settled, ana.clicks('Close').settled]);
  await quiet();
  // What was kept to be posted is not posted once more.
  await server.clock.advance(61_000);
  await archcheck.ring();
  await quiet();
  expect(ben.screen().match(/How the answers of 2 people are spread/g)).toHaveLength(1);
  expect(server.problems).toEqual([]);
});

test('stays where it was opened though its card was deleted: the result comes, and the card with it', async () => {
  const { server, ana, ben, quiet } = await opened();
  for (const person of [ana, ben]) {
    await person.clicks('Answer').settled;
    await quiet();
  }
  await ana.clicks('Established').settled;
  await quiet();
  const card = ben.messages().find(({ components }) => JSON.stringify(components).includes('Team check: The shop'));
  if (card === undefined) throw new Error('the card is posted');
  card.deleted = true;
  await ben.clicks('Established').settled;
  await quiet();
  await ben.sees(/Team check: The shop[\s\S]*ana and ben \(2\)/);
  await ana.clicks('Close').settled;
  await ben.sees(/How the answers of 2 people are spread/);
  expect(server.problems).toEqual([]);
});
