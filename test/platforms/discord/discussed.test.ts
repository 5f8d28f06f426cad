import { describe, expect, test } from 'vitest';
import { recordHere } from '../../../src/platforms/discord/commands.ts';
import type { Person } from '../../support/discord/person.ts';
import type { DiscordServer } from '../../support/discord/server.ts';
import { argueInThread } from '../arguing.ts';
import { conversation } from './conversation.ts';

/** Ana and Ben argue in a thread. */
function argue(ana: Person, ben: Person, said?: readonly string[]): string {
  return argueInThread(
    [ana, ben],
    (who, line) => who.says(line).id,
    (who, thread, line) => who.saysInThread(thread, line),
    said,
  );
}

/** People chatter in a thread; nobody hears of it, but whoever reads it finds it. */
function chatter({ channel, discord }: DiscordServer, thread: string, count: number): void {
  const { messages, byId } = channel(thread);
  const last = messages.at(-1);
  if (last === undefined) throw new Error('somebody has to begin');
  for (let day = 0; day < count; day++) {
    const said = { ...last, id: discord.ids.next(), content: `good morning, day ${day}` };
    messages.push(said);
    byId.set(said.id, said);
  }
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
    const root = argue(ana, ben, ['shall we split the shop?', 'hm']);
    ben.deletes(ben.saysInThread(root, 'decided: microservices').id);
    ben.edits(ben.saysInThread(root, 'decided: microservices, at once').id, 'decided: monolith');
    const draft = alone(await drafts(ana, root));
    expect(draft).toMatch(/\*\*Chosen: Monolith\.\*\*/);
    expect(draft).not.toMatch(/microservices/);
  });

  test('reads a thread of hundreds of messages to its end', async () => {
    const { ana, ben } = await conversation({ followUps: true });
    const chatter = Array.from({ length: 240 }, (_, at) => `good morning, day ${at}`);
    const root = argue(ana, ben, ['decided: microservices', ...chatter, 'scratch that, decided: monolith']);
    expect(alone(await drafts(ana, root))).toMatch(/\*\*Chosen: Monolith\.\*\*[\s\S]*Drafted from 242 messages/);
  });

  test('of a very long thread shows what its beginning says, reads on, and then shows what all of it says', async () => {
    const { server, quiet, ana, ben } = await conversation({ followUps: true });
    const root = argue(ana, ben, ['shall we split the shop?', 'decided: microservices']);
    chatter(server, root, 1_010);
    ben.saysInThread(root, 'scratch that, decided: monolith');
    ana.saysInThread(root, '@archcheck summarise');
    await ana.sees(/\[Show the draft\]/);
    await ana.clicks('Show the draft').settled;
    const [, first = '', whole = ''] = alone(await ana.sees(/Drafted from 1013 messages/)).split(
      'What the thread says',
    );
    expect(first).toMatch(/I have read the first 1001 of about 101\d messages\. Discord gives me a hundred at a time/);
    expect(first).not.toMatch(/\*\*Decided\*\*/);
    expect(whole).toMatch(/\*\*Chosen: Monolith\.\*\*/);
    await quiet();
    expect(server.problems).toEqual([]);
  });

  test('taken up again shows at once what all of a very long thread says', async () => {
    const { server, archcheck, start, quiet, ana, ben } = await conversation({ followUps: true });
    const root = argue(ana, ben, ['shall we split the shop?', 'hm']);
    chatter(server, root, 1_010);
    ben.saysInThread(root, 'decided: monolith');
    ana.saysInThread(root, '@archcheck summarise');
    await ana.sees(/\[Show the draft\]/);
    server.faults.next('GET /channels/:channel', { kind: 'status', status: 502 }, 4);
    await ana.clicks('Show the draft').settled;
    await quiet();
    expect(ana.screen()).not.toMatch(/What the thread says/);
    await archcheck.stop();
    await server.clock.advance(31_000);
    await start();
    const draft = alone(await ana.sees(/What the thread says/));
    expect(draft).toMatch(/\*\*Chosen: Monolith\.\*\*[\s\S]*Drafted from 1013 messages/);
    expect(server.problems).toEqual([]);
  });

  test('takes a sign for a yes, and knows who gave it', async () => {
    const { server, personIn, ana, ben } = await conversation({ followUps: true });
    const root = argue(ana, ben, [
      'shall we split the shop?',
      'we are three people, so I would not',
      'proposal: we keep the monolith. thumbs up if you agree',
    ]);
    const cleo = personIn('cleo', '#general');
    for (const person of [ben, cleo]) person.reacts(/thumbs up if you agree/, '👍');
    cleo.reacts(/three people/, '🎂');
    const draft = alone(await drafts(ana, root));
    expect(draft).toMatch(/\*\*Chosen: Monolith\.\*\*\n.*\*\*By:\*\* ana, ben and cleo/);
    const asked = server.calls.filter(({ route }) => route.endsWith('/reactions/:emoji'));
    expect(asked).toHaveLength(1);
    expect(server.problems).toEqual([]);
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
      /\*\*Chosen: Monolith\.\*\*[\s\S]*decided: we keep the monolith/,
    );
    expect(server.problems).toEqual([]);
  });
});
