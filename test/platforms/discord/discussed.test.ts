import { describe, expect, test } from 'vitest';
import { recordHere } from '../../../src/platforms/discord/commands.ts';
import type { Person } from '../../support/discord/person.ts';
import { conversation } from './conversation.ts';

const lines = [
  'I think we should split the shop into microservices',
  'disagree: three people cannot look after twelve services',
  'my key is AKIAIOSFODNN7EXAMPLE by the way',
  'what happens to the search team?',
  'decided: we keep the monolith',
  'agreed, monolith it is',
] as const;

/** Ana and Ben argue in a thread. */
function argue(ana: Person, ben: Person, said: readonly string[] = lines): string {
  const [first = '', ...rest] = said;
  const { id } = ana.says(first);
  for (const [at, line] of rest.entries()) (at % 2 === 0 ? ben : ana).saysInThread(id, line);
  return id;
}

async function drafts(person: Person, thread: string, words = 'summarise'): Promise<string> {
  person.saysInThread(thread, `@archcheck ${words}`);
  await person.sees(/\[Show the draft\]/);
  await person.clicks('Show the draft').settled;
  return person.sees(/What the thread says|nothing about an architecture/);
}

/** What only the person sees. */
const alone = (screen: string) => screen.split('only you can see this').slice(1).join('');

describe('@archcheck summarise', () => {
  test('drafts for whoever clicks alone, in the people’s own words with links, and repeats no secret', async () => {
    const { server, ana, ben } = await conversation({ followUps: true });
    const draft = alone(await drafts(ben, argue(ana, ben)));
    expect(draft).toMatch(/\*\*By:\*\* ana and ben[\s\S]*Decided[\s\S]*“decided: we keep the monolith” \(message/);
    expect(draft).toMatch(/looks like a password or a key was left out/);
    expect(draft).not.toContain('AKIA');
    expect(ana.screen()).not.toMatch(/What the thread says/);
    expect(server.effects().pings).toEqual([]);
    expect(server.problems).toEqual([]);
  });

  test('leaves out what was deleted and what bots said, and reads what was edited as it is now', async () => {
    const { ana, ben } = await conversation({ followUps: true });
    const root = argue(ana, ben, ['shall we split the shop?']);
    ben.deletes(ben.saysInThread(root, 'decided: microservices').id);
    ben.edits(ben.saysInThread(root, 'decided: microservices, at once').id, 'decided: monolith');
    const draft = alone(await drafts(ana, root));
    expect(draft).toMatch(/\*\*Monolith\.\*\*/);
    expect(draft).not.toMatch(/microservices/);
  });

  test('reads a thread of hundreds of messages to its end', async () => {
    const { ana, ben } = await conversation({ followUps: true });
    const chatter = Array.from({ length: 240 }, (_, at) => `good morning, day ${at}`);
    const root = argue(ana, ben, ['decided: microservices', ...chatter, 'scratch that, decided: monolith']);
    expect(alone(await drafts(ana, root))).toMatch(/\*\*Monolith\.\*\*[\s\S]*Drafted from 242 messages/);
  });

  test('without the intent says how much was kept back, and decides nothing', async () => {
    const { server, archcheck, ana, ben } = await conversation();
    const draft = alone(await drafts(ben, argue(ana, ben)));
    expect(draft).toMatch(/Discord kept the words of 6 of 7 messages from me: without the Message Content intent/);
    expect(draft).not.toMatch(/Decided\*\*/);
    expect(archcheck.log()).not.toMatch(/error/);
    expect(server.problems).toEqual([]);
  });

  test('outside a thread says where to say it', async () => {
    const { ana } = await conversation({ followUps: true });
    ana.mentions('summarise');
    await ana.sees(/Say that in the thread/);
  });
});

describe('“Record decision here” on a message', () => {
  test('puts down the thread that hangs on it, in which the decision is then posted', async () => {
    const { server, ana, ben } = await conversation({ followUps: true });
    argue(ana, ben);
    await ben.usesCommand(recordHere, /we should split/).settled;
    await ben.sees(/\[Edit and record\]/);
    await ben.clicks('Edit and record').settled;
    await ben.sees(/Leave out which of the points above/);
    await ben.clicks('Record').settled;
    await ana.sees(/│ {3}▌ ### D-1: [\s\S]*From the discussion/);
    expect(server.problems).toEqual([]);
  });

  test('knows the words of that message whatever the intents', async () => {
    const { server, ana, ben } = await conversation();
    ana.says('decided: we keep the monolith');
    await ben.usesCommand(recordHere, /decided: we keep/).settled;
    expect(alone(await ben.sees(/\[Edit and record\]/))).toMatch(
      /\*\*Monolith\.\*\*[\s\S]*decided: we keep the monolith/,
    );
    expect(server.problems).toEqual([]);
  });
});
