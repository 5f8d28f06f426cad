import { describe, expect, test } from 'vitest';
import { allDecisions } from '../../../src/core/decisions/decision-store.ts';
import { UserError } from '../../../src/core/errors.ts';
import { checkHere, recordHere } from '../../../src/platforms/discord/commands.ts';
import { conversation } from './conversation.ts';
import { check, decided, opensForm, records, withPrivate } from './deciding.ts';

const dayMs = 86_400_000;

describe('a place that is gone or closed', () => {
  test('a thread that was deleted takes no decision along: who reads its channel finds it', async () => {
    const { server, quiet, ana, ben } = await decided();
    server.deleteChannel('D-1: The shop stays one unit');
    await ben.runs('/arch-decisions', { words: 'D-1' }).settled;
    await ben.sees(/only you can see this\):\n.*### D-1: The shop stays one unit/);
    ben.mentions('what did we decide about the shop?');
    await ben.sees(/Decided about “shop”[\s\S]*D-1/);
    await ana.runs('/arch-decisions', { words: 'accept D-1' }).settled;
    await quiet();
    await ben.sees(/D-1 was accepted by ana/);
    expect(ben.screen()).toMatch(/\*\*Status:\*\* Accepted by ana/);
    expect(server.problems).toEqual([]);
  });

  test('a private thread that was deleted tells its channel nothing', async () => {
    const { server, archcheck, quiet, ana, ben } = await conversation({ guilds: withPrivate });
    ana.opensPrivateThread('between two', 'cleo', 'archcheck');
    await check(ana, 'between two');
    await records(ana, 'Lantern stays one unit');
    await quiet();
    server.deleteChannel('between two');
    ana.goesTo('#general');
    await ana.runs('/arch-decisions', { words: 'accept D-1' }).settled;
    await server.clock.advance(97 * dayMs);
    await archcheck.ring();
    await quiet();
    expect(ben.screen()).not.toMatch(/Lantern|D-1/);
    await ben.runs('/arch-decisions', { words: 'D-1' }).settled;
    await ben.sees(/There is no such decision that you may see/);
    // It outlives the thread for whoever recorded it.
    await ana.runs('/arch-decisions', { words: 'D-1' }).settled;
    await ana.sees(/only you can see this\):\n.*### D-1: Lantern stays one unit/);
    expect(server.problems).toEqual([]);
  });

  test('a thread that was closed: what came of the decision is said in its channel, and so is its review', async () => {
    const { server, archcheck, quiet, ana, ben } = await decided();
    ana.goesTo('D-1: The shop stays one unit');
    ana.archives({ locked: true });
    ana.goesTo('#general');
    await ana.runs('/arch-decisions', { words: 'accept D-1' }).settled;
    await ben.sees(/\n {2}D-1 was accepted by ana: The shop stays one unit/);
    await server.clock.advance(97 * dayMs);
    await archcheck.ring();
    await quiet();
    expect(ben.screen()).toMatch(/\n {2}▌ ### D-1 is due for review/);
    expect(server.problems).toEqual([]);
  });

  test('a forum: a decision is kept with its post, goes to that of a pasted link, and not into the forum itself', async () => {
    const guilds = [
      {
        name: 'acme',
        people: ['ana', 'ben'],
        channels: [{ name: 'general' }, { name: 'ideas', kind: 'forum' as const }],
      },
    ];
    const { server, archcheck, quiet, ana, ben } = await conversation({ guilds });
    ben.goesTo('#ideas');
    ben.opensPost('Split the shop?', 'what do you think?');
    const linkTo = (id: string) => `https://discord.com/channels/${server.guild().id}/${id}`;
    await check(ana, '#general');
    const link = linkTo(server.channel('#ideas').id);
    await opensForm(ana, { Title: [1, 'One unit'], 'Link to a message': [3, link] });
    await ana.clicks('Record').settled;
    await ana.sees(/I cannot post there: one can write only in its posts/);
    await ana.clicks('Fill in part 3').settled;
    ana.fills('Link to a message', linkTo(ben.channel().id));
    await ana.submits().settled;
    await ana.clicks('Record').settled;
    await ben.sees(/### D-1: One unit/);
    await quiet();
    server.deleteChannel('Split the shop?');
    await ana.runs('/arch-decisions', { words: 'accept D-1' }).settled;
    await ana.sees(/only you can see this[\s\S]*It is kept, but I cannot post it|D-1 was accepted/);
    await server.clock.advance(97 * dayMs);
    await archcheck.ring();
    await quiet();
    expect(archcheck.log()).not.toMatch(/tried again/);
    expect(server.problems).toEqual([]);
  });

  test('people who have left keep their names, and whoever runs the server goes on', async () => {
    const { server, quiet, ana, personIn, decision } = await decided();
    server.guild().members.delete(ana.id);
    const olga = personIn('olga', '#general');
    await olga.clicks('Edit').settled;
    await olga.sees(/\[Fill in part 1\]/);
    await olga.clicks('Fill in part 1').settled;
    olga.fills('Title', 'The shop stays one unit, still');
    await olga.submits().settled;
    await olga.sees(/Title\*\* The shop stays one unit, still/);
    await olga.clicks('Save').settled;
    await olga.sees(/Version 2, changed by olga/);
    await quiet();
    expect((await decision())?.deciders).toEqual([{ id: ana.id, name: 'ana' }]);
    expect(server.problems).toEqual([]);
  });

  test('a card that was deleted while its form was open: the decision goes to the channel', async () => {
    const { server, quiet, ana, ben } = await conversation({ guilds: withPrivate });
    await check(ana, '#general');
    await opensForm(ana, { Title: [1, 'One unit'] });
    const card = ben.messages().find(({ components }) => JSON.stringify(components).includes('Record decision'));
    if (card === undefined) throw new Error('the verdict is posted');
    card.deleted = true;
    await ana.clicks('Record').settled;
    await quiet();
    expect(ben.screen()).toMatch(/\n {2}▌ ### D-1: One unit/);
    expect(server.problems).toEqual([]);
  });

  test.each([
    ['a channel in which the bot may not write', 'mute', /I may not write in it\. Whoever manages the server/],
    ['a thread that is closed', 'closed', /that thread is closed/],
  ])('%s is refused before anything is kept, and the form goes on elsewhere', async (_, place, told) => {
    const { server, archcheck, quiet, ana, ben } = await conversation({ guilds: withPrivate });
    ben.goesTo(place === 'mute' ? '#mute' : '#general');
    const said = ben.says('what about the shop?');
    ben.saysInThread(said.id, 'one unit?');
    ben.opensThread(said.id);
    const linked = place === 'mute' ? ben.channel().parent : ben.channel();
    ben.archives({ locked: place === 'closed' });
    await check(ana, '#general');
    const link = `https://discord.com/channels/${server.guild().id}/${linked?.id}/${said.id}`;
    await opensForm(ana, { Title: [1, 'One unit'], 'Link to a message': [3, link] });
    await ana.clicks('Record').settled;
    await ana.sees(told);
    expect((await archcheck.store.decisions.list(server.guild().id, allDecisions)).decisions).toEqual([]);
    await ana.clicks('Fill in part 3').settled;
    ana.fills('Link to a message', '');
    await ana.submits().settled;
    await ana.clicks('Record').settled;
    await ana.sees(/### D-1: One unit/);
    await quiet();
    expect(server.problems).toEqual([]);
  });

  test('a channel in which the bot may open no threads: what is checked from a message is found and recorded', async () => {
    const overwrites = [{ who: 'archcheck', deny: ['CreatePublicThreads'] as const }];
    const { server, quiet, ana, ben } = await conversation({
      guilds: [{ name: 'acme', people: ['ana', 'ben'], channels: [{ name: 'general', overwrites }] }],
    });
    ben.says('shall we split the shop?');
    await ana.usesCommand(checkHere, /split the shop/).settled;
    await ana.sees(/How far along is it\?/);
    await ana.clicks('An idea, a prototype or an MVP').settled;
    await ana.sees(/\[Record decision\]/);
    await records(ana, 'One unit');
    await quiet();
    expect(ben.screen()).toMatch(/\n {2}▌ ### D-1: One unit/);
    await ben.runs('/arch-decisions').settled;
    await ben.sees(/### Decisions\n.*D-1/);
    expect(server.problems).toEqual([]);
  });

  test('a channel whose history the bot may not read takes decisions all the same', async () => {
    const { server, quiet, ana, ben } = await conversation({ guilds: withPrivate });
    await check(ana, '#general');
    server.permit('#general', [{ who: 'archcheck', deny: ['ReadMessageHistory'] }]);
    await records(ana, 'One unit');
    await quiet();
    expect(ben.screen()).toMatch(/↳ thread: D-1: One unit/);
    await ana.clicks('Accept').settled;
    await ben.sees(/D-1 was accepted by ana/);
    expect(server.problems).toEqual([]);
  });

  test('a message without a thread: what was said there can be recorded in another thread', async () => {
    const { server, quiet, ana, ben } = await conversation({ guilds: withPrivate, followUps: true });
    ben.says('decided: we keep the monolith');
    const elsewhere = ben.says('where do we note that?');
    await ana.usesCommand(recordHere, /decided: we keep/).settled;
    // The first draft of a process takes the time to load what is known of threads.
    await ana.sees(/\[Edit and record\]/, 20_000);
    await ana.clicks('Edit and record').settled;
    await ana.sees(/Leave out which of the points above/);
    await ana.clicks('Fill in part 3').settled;
    ana.fills(
      'Link to a message',
      `https://discord.com/channels/${server.guild().id}/${ben.channel().id}/${elsewhere.id}`,
    );
    await ana.submits().settled;
    await ana.clicks('Record').settled;
    await quiet();
    expect(ben.screen()).toMatch(/where do we note that\?\n {2}↳ thread: D-1/);
    expect(server.problems).toEqual([]);
  });
});

describe('a short form', () => {
  test('that is filled in wrongly keeps what was typed', async () => {
    const { server, quiet, ana, decision } = await decided();
    await check(ana, '#general');
    await records(ana, 'Search moves out');
    await ana.runs('/arch-decisions', { words: 'D-1' }).settled;
    await ana.sees(/only you can see this\):\n.*### D-1: The shop/);
    await ana.clicks('Supersede').settled;
    ana.fills('Which decision takes its place?', 'D-99');
    await ana.submits().settled;
    await ana.sees(/Which decision takes its place\?\*\* D-99 .*There is no decision “D-99”/);
    await ana.clicks('Fill in').settled;
    expect(ana.screen()).toMatch(/\[D-99 ✎\]/);
    ana.fills('Which decision takes its place?', 'D-2');
    await ana.submits().settled;
    await ana.sees(/Which decision takes its place\?\*\* D-2/);
    await ana.clicks('Supersede').settled;
    await ana.sees(/D-1 was superseded by D-2/);
    await quiet();
    expect((await decision())?.status).toBe('superseded');
    expect(server.problems).toEqual([]);
  });

  test('is shown in a message where Discord is too ill for a modal to open in time', async () => {
    const { server, archcheck, ana } = await decided();
    // Asked four times.
    server.faults.next('GET /guilds/:guild', { kind: 'status', status: 502 }, 4);
    await ana.clicks('Object').settled;
    await ana.sees(/### Object to D-1[\s\S]*\[Fill in\] \[Object\]/);
    expect(archcheck.log()).toMatch(/a form is shown in a message/);
    expect(server.problems).toEqual([]);
  });

  test('is done once by two copies that both hear of it', async () => {
    const { server, archcheck, start, ana, ben, decision } = await decided();
    const second = await start();
    await ben.clicks('Object').settled;
    ben.fills('Why?', 'Search cannot wait.');
    await ben.submits().settled;
    await ana.sees(/Objection to D-1 by ben: Search cannot wait/);
    await server.gateway.taken();
    await Promise.all([archcheck.idle(), second.idle()]);
    expect((await decision())?.history.filter(({ what }) => what.kind === 'objected')).toHaveLength(1);
    expect(ana.screen().match(/Objection to D-1 by ben: /g)).toHaveLength(1);
    expect(server.problems).toEqual([]);
  });

  test('is still there where nothing can be kept, with what was typed', async () => {
    let isLocked = false;
    const { server, ana, ben } = await decided({
      keptIn: (store) => ({
        ...store,
        decisions: {
          ...store.decisions,
          async save(changes, ...more) {
            if (isLocked) throw new UserError('The database is locked by another process. Stop that one.');
            return store.decisions.save(changes, ...more);
          },
        },
      }),
    });
    isLocked = true;
    await ben.clicks('Object').settled;
    ben.fills('Why?', 'Search cannot wait.');
    await ben.submits().settled;
    await ben.sees(/Why\?\*\* Search cannot wait\.[\s\S]*I cannot do that now\. The database is locked/);
    isLocked = false;
    await ben.clicks('Object').settled;
    await ana.sees(/Objection to D-1 by ben: Search cannot wait/);
    expect(server.problems).toEqual([]);
  });

  test('is not lost with the process: what was sent is done by the next one', async () => {
    const { server, archcheck, start, ana, ben } = await decided();
    await ben.clicks('Object').settled;
    await archcheck.stop();
    const again = await start();
    ben.fills('Why?', 'Search cannot wait.');
    await ben.submits().settled;
    await ana.sees(/Objection to D-1 by ben: Search cannot wait/);
    await again.idle();
    expect(server.problems).toEqual([]);
  });
});

describe('what is told to one person in several messages', () => {
  test('all of it is there: decisions and checks, a note and the newer version', async () => {
    const { server, quiet, ana, ben } = await decided();
    await ben.runs('/arch-decisions').settled;
    await quiet();
    expect(ben.screen()).toMatch(/### Decisions\n.*D-1[\s\S]*### Saved checks/);
    await ben.clicks('Object').settled;
    ben.fills('Why?', 'Search cannot wait.');
    await ana.runs('/arch-decisions', { words: 'edit D-1' }).settled;
    await ana.sees(/### Edit D-1/);
    await ana.clicks('Fill in part 1').settled;
    ana.fills('Title', 'One unit');
    await ana.submits().settled;
    await ana.clicks('Save').settled;
    await ana.sees(/Version 2, changed by ana/);
    await ben.submits().settled;
    await quiet();
    expect(ben.screen()).toMatch(
      /That was the button of an older version[\s\S]*only you can see this\):\n.*### D-1: One unit/,
    );
    expect(server.problems).toEqual([]);
  });
});

describe('in the direct conversation', () => {
  test('a decision is recorded, argued and come back to, and no other place is asked for', async () => {
    const { server, archcheck, quiet, ana } = await conversation();
    await check(ana, '@archcheck');
    await opensForm(ana, { Title: [1, 'One unit'] });
    expect(ana.screen()).not.toMatch(/Where\?|Link to a message/);
    await ana.clicks('Record').settled;
    await ana.sees(/### D-1: One unit/);
    await quiet();
    await ana.clicks('Object').settled;
    ana.fills('Why?', 'Search cannot wait.');
    await ana.submits().settled;
    await ana.sees(/Objection to D-1 by ana: Search cannot wait/);
    await server.clock.advance(97 * dayMs);
    await archcheck.ring();
    await ana.sees(/### D-1 is due for review/);
    await ana.clicks('Snooze a week').settled;
    await ana.sees(/The review of D-1 is put off/);
    expect(server.problems).toEqual([]);
  });
});

describe('what was decided, asked in words', () => {
  test('is of its server: the direct conversation says where to ask', async () => {
    const { server, ana } = await decided();
    ana.goesTo('@archcheck');
    ana.says('what did we decide about the shop?');
    const told = await ana.sees(/What a server has decided I tell in its channels/);
    expect(told).toMatch(/I have no recorded decision about “shop” that you may see/);
    expect(told).not.toMatch(/D-1/);
    expect(server.problems).toEqual([]);
  });

  test('is told within a private channel to all who are in it, and elsewhere only to who may see it', async () => {
    const { server, quiet, ana, ben, personIn } = await decided();
    await check(ana, '#secret');
    await records(ana, 'Lantern stays one unit');
    const cleo = personIn('cleo', '#secret');
    cleo.mentions('what did we decide about Lantern?');
    await ana.sees(/### Decided about “Lantern”[\s\S]*D-2/);
    for (const person of [cleo, ben]) {
      person.goesTo('#general');
      person.mentions('what did we decide about Lantern?');
    }
    await quiet();
    await cleo.sees(/I have no recorded decision about “Lantern” that everybody here may see/);
    expect(ben.screen()).not.toMatch(/D-2/);
    expect(ben.screen('@archcheck')).not.toMatch(/D-2/);
    expect(cleo.screen('@archcheck')).toMatch(/For you alone, decided elsewhere about “Lantern”[\s\S]*D-2/);
    expect(server.problems).toEqual([]);
  });

  test('is answered in a thread of the bot that hears replies, without naming it', async () => {
    const { server, ana } = await decided({ followUps: true });
    ana.mentions('what is a monolith?');
    await ana.sees(/\[👍\]/);
    ana.saysInThread(/what is a monolith/, 'what did we decide about the shop?');
    await ana.sees(/Decided about “shop”[\s\S]*D-1/);
    expect(server.problems).toEqual([]);
  });
});
