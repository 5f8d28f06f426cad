import { describe, expect, test } from 'vitest';
import { allDecisions } from '../../../src/core/decisions/decision-store.ts';
import { conversation } from './conversation.ts';
import { check, decided, opensForm, records, withPrivate } from './deciding.ts';

const count = (text: string, pattern: RegExp) => [...text.matchAll(new RegExp(pattern, 'g'))].length;

describe('a recorded decision', () => {
  test('is accepted once, however many press at once', async () => {
    const { server, quiet, ana, ben, decision } = await decided();
    await ana.runs('/arch-decisions', { words: 'edit D-1' }).settled;
    await Promise.all([ana.clicks('Accept').settled, ben.clicks('Accept').settled]);
    await quiet();
    expect((await decision())?.history.filter(({ what }) => what.kind === 'accepted')).toHaveLength(1);
    expect(count(ana.screen(), /D-1 was accepted by/)).toBe(1);
    expect(ben.screen()).toMatch(/To accept D-1 is for|Nothing was done/);
    expect(server.problems).toEqual([]);
  });

  test('is recorded once though the form is sent twice at once, and what was filled in is never lost', async () => {
    const { server, quiet, ana, all } = await decided();
    await check(ana, '#general');
    await opensForm(ana, {
      'When is it to be reviewed?': [1, '2020-01-01'],
      'Which decision does it replace?': [3, 'D-99'],
    });
    await ana.clicks('Record').settled;
    const wrong = await ana.sees(/That day has begun already/);
    expect(wrong).toMatch(/Which decision does it replace\?\*\* D-99 .*There is no decision D-99/);
    await ana.clicks('Fill in part 1').settled;
    expect(ana.screen()).toMatch(/\[2020-01-01 ✎\]/);
    ana.fills('When is it to be reviewed?', '');
    await ana.submits().settled;
    await ana.sees(/When is it to be reviewed\?\*\* –/);
    await ana.clicks('Fill in part 3').settled;
    ana.fills('Which decision does it replace?', '');
    await ana.submits().settled;
    await ana.sees(/Which decision does it replace\?\*\* –/);
    await Promise.all([ana.clicks('Record').settled, ana.clicks('Record').settled]);
    await quiet();
    expect(await all()).toHaveLength(2);
    expect(count(ana.screen(), /### D-2: /)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('shows a title that is an attack as it was typed, and pings nobody', async () => {
    const { server, ana } = await conversation({ guilds: withPrivate });
    await check(ana, '#general');
    await opensForm(ana, { Title: [1, '@everyone <@1> [free](https://evil.example) **bold** `x`'] });
    await ana.clicks('Record').settled;
    await ana.sees(/D-1: /);
    expect(server.effects().pings).toEqual([]);
    expect(server.effects().links.filter((link) => !link.startsWith('https://discord.com/channels/'))).toEqual([]);
    expect(server.problems).toEqual([]);
  });

  test('stays where it was decided, whoever links elsewhere', async () => {
    const { server, archcheck, quiet, ana, ben } = await conversation({ guilds: withPrivate });
    const outside = ben.says('shall we split the shop?');
    await check(ana, '#secret');
    const link = `https://discord.com/channels/${server.guild().id}/${ben.channel().id}/${outside.id}`;
    await opensForm(ana, { 'Link to a message': [3, link] });
    await ana.clicks('Record').settled;
    await ana.sees(/That was said in private, so it stays there too/);
    await quiet();
    expect((await archcheck.store.decisions.list(server.guild().id, allDecisions)).decisions).toEqual([]);
    expect(ben.screen()).not.toMatch(/D-1|The shop\n/);
    expect(server.problems).toEqual([]);
  });

  test('goes to the thread of a message that is linked, but not where the bot may not write', async () => {
    const { server, ana, ben, all, quiet } = await decided();
    ben.goesTo('#mute');
    const mute = ben.says('what about the shop?');
    ben.goesTo('#general');
    const said = ben.says('shall we split the shop?');
    const general = ben.channel().id;
    const linkTo = (channel: string, id: string) =>
      `https://discord.com/channels/${server.guild().id}/${channel}/${id}`;
    await opensForm(ana, {
      Title: [1, 'Elsewhere'],
      'Link to a message': [3, linkTo(server.channel('#mute').id, mute.id)],
    });
    await ana.clicks('Record').settled;
    await ana.sees(/I cannot post there|It is kept, but I cannot post it/);
    await check(ana, '#general');
    await opensForm(ana, { Title: [1, 'Linked'], 'Link to a message': [3, linkTo(general, said.id)] });
    await ana.clicks('Record').settled;
    await ben.sees(/shall we split the shop\?\n {2}↳ thread: D-\d: Linked/);
    await quiet();
    expect((await all()).map(({ title }) => title)).toContain('Linked');
    expect(server.problems).toEqual([]);
  });

  test('is posted anew where its card was deleted, and kept up to date in a thread that has gone to sleep', async () => {
    const { server, quiet, ana, ben } = await decided();
    const card = ben.messages().find(({ components }) => JSON.stringify(components).includes('D-1: The shop'));
    if (card?.channel.thread == null) throw new Error('the card stands in a thread');
    card.channel.thread.archived = true;
    await ana.runs('/arch-decisions', { words: 'accept D-1' }).settled;
    await ben.sees(/Status:\*\* Accepted by ana/);
    card.deleted = true;
    await ana.runs('/arch-decisions', { words: 'object D-1 because search cannot wait' }).settled;
    await ben.sees(/Status:\*\* Objected to by ana/);
    await quiet();
    expect(count(ben.screen(), /### D-1: The shop/)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('is offered while one types, to whoever may see it, and shown when it is chosen', async () => {
    const { server, ana, ben, quiet } = await decided();
    await check(ana, '#secret');
    await records(ana, 'Lantern stays one unit');
    await quiet();
    expect(await ben.completes('/arch-decisions', 'words', 'one unit')).toEqual(['D-1: The shop stays one unit']);
    ben.runs('/arch-decisions', { words: 'D-1: The shop stays one unit' });
    await ben.sees(/only you can see this\):\n.*### D-1: The shop stays one unit/);
    expect(await ana.completes('/arch-decisions', 'words', 'one unit')).toEqual([
      'D-2: Lantern stays one unit',
      'D-1: The shop stays one unit',
    ]);
    ben.runs('/arch-decisions', { words: 'D-2' });
    await ben.sees(/There is no such decision that you may see/);
    expect(server.problems).toEqual([]);
  });

  test('is handed out as a Markdown file, to whoever asks alone', async () => {
    const { server, ana, ben } = await decided();
    await ben.clicks('Markdown').settled;
    await ben.sees(
      /D-1 as a Markdown file[\s\S]*only you can see this\):\n.*\[file: D-1-the-shop-stays-one-unit\.md\]/,
    );
    expect(ana.screen()).not.toMatch(/D-1 as a Markdown file/);
    expect(server.problems).toEqual([]);
  });

  test('is there though the bot may attach nothing', async () => {
    const { server, archcheck, ana } = await decided({
      guilds: [
        {
          name: 'acme',
          people: ['ana', 'ben'],
          channels: [{ name: 'general', overwrites: [{ who: 'archcheck', deny: ['AttachFiles'] }] }],
        },
      ],
    });
    expect(ana.screen()).toMatch(/### D-1: The shop stays one unit/);
    expect(ana.screen()).not.toMatch(/\[file|\[image/);
    expect(archcheck.log()).not.toMatch(/error/);
    expect(server.problems).toEqual([]);
  });
});

describe('a review', () => {
  const dayMs = 86_400_000;

  test('that fell due while nothing ran is said once, though two copies run then', async () => {
    const { server, archcheck, start, ana } = await decided();
    await archcheck.stop();
    await server.clock.advance(97 * dayMs);
    const [one, two] = [await start(), await start()];
    await Promise.all([one.ring(), two.ring()]);
    await Promise.all([one.idle(), two.idle()]);
    expect(count(ana.screen(), /D-1 is due for review/)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test.each(['thread', 'channel'] as const)('whose %s was deleted does no harm', async (what) => {
    const { server, archcheck, start, ana } = await decided();
    await archcheck.stop();
    const general = server.channel('#general');
    const thread = [...server.guild().channels.values()].find(({ parent }) => parent === general);
    for (const gone of what === 'thread' ? [thread] : [thread, general])
      if (gone !== undefined) server.guild().channels.delete(gone.id);
    await server.clock.advance(97 * dayMs);
    const again = await start();
    await again.ring();
    await again.idle();
    if (what === 'thread') expect(ana.screen()).toMatch(/### D-1 is due for review/);
    else expect(again.log()).toMatch(/nothing said of .*which is due/);
    expect(again.log()).not.toMatch(/tried again/);
  });
});
