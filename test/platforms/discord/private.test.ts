import { describe, expect, test } from 'vitest';
import type { Person } from '../../support/discord/person.ts';
import type { GuildSpec } from '../../support/discord/specs.ts';
import { conversation } from './conversation.ts';

const question = 'what is a monolith?';
const withPrivate: readonly GuildSpec[] = [
  {
    name: 'acme',
    people: ['olga', 'ana', 'ben', 'cleo'],
    roles: [{ name: 'architects', members: ['cleo'] }],
    channels: [
      { name: 'general' },
      { name: 'secret', members: ['ana', 'architects', 'archcheck'] },
      { name: 'closed', members: ['ana', 'archcheck'] },
    ],
  },
  { name: 'other', people: ['pia', 'ana'], channels: [{ name: 'lobby' }] },
];

/** Somebody runs a check in a channel, from words, and takes the verdict of what they state. */
async function check(user: Person, channel: string, title: string): Promise<void> {
  user.goesTo(channel);
  user.runs('/arch-check', { title, about: '3 devs, an MVP' });
  await user.sees(/Is that right\?/);
  user.clicks('Yes, go on');
  await user.sees(/It is posted/);
}

describe('for one person', () => {
  test('/arch-ask answers privately, and a click shares it in the channel', async () => {
    const { server, ana, ben } = await conversation();
    ana.runs('/arch-ask', { question });
    const screen = await ana.sees(/\[Share in channel\]/);
    expect(screen).toMatch(/archcheck \(only you can see this\):/);
    expect(screen).toMatch(/From microservices-vs-monolith/);
    expect(ben.screen()).toBe('#general');
    ana.clicks('Share in channel');
    expect(await ben.sees(/Asked with \/arch-ask: what is a monolith\?/)).toMatch(/From microservices-vs-monolith/);
    await ana.seesNoMore(/Share in channel/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('/arch-ask works where the bot may not write; sharing says whose move it is', async () => {
    const { server, ana } = await conversation({
      guilds: [
        {
          name: 'acme',
          people: ['ana', 'ben'],
          channels: [{ name: 'general', overwrites: [{ who: 'archcheck', deny: ['ViewChannel'] }] }],
        },
      ],
    });
    ana.runs('/arch-ask', { question });
    await ana.sees(/\[Share in channel\]/);
    ana.clicks('Share in channel');
    await ana.sees(/I may not write here, so I cannot share it\. Whoever manages the server/);
    expect(server.problems).toEqual([]);
  });

  test('👍 and 👎 are kept with the answer, one for each person', async () => {
    const { server, archcheck, ana, ben } = await conversation();
    const said = ana.mentions(question);
    await ben.sees(/\[👍\]/);
    ben.clicks('👎');
    await ben.sees(/only you can see this[\s\S]*Thank you, noted/);
    expect(ana.screen()).not.toMatch(/Thank you/);
    ana.clicks('👎');
    await ana.sees(/Thank you, noted/);
    await ana.clicks('👍').settled;
    await archcheck.idle();
    const kept = await archcheck.store.answers.get(server.guild().id, said.id);
    expect(kept?.answer).toMatchObject({ question, status: 'answered', person: ana.id });
    expect(kept?.ratings).toHaveLength(2);
    expect(kept?.ratings).toContainEqual({ person: ana.id, rating: 'up' });
  });

  test('/arch-decisions shows what the viewer may see at that moment, and so do its completions', async () => {
    const { server, ana, ben, personIn } = await conversation({ guilds: withPrivate });
    await check(ana, '#general', 'Harbour');
    await check(ana, '#secret', 'Lantern');
    ben.runs('/arch-decisions');
    const seen = await ben.sees(/Saved checks/);
    expect(seen).toMatch(/only you can see this/);
    expect(seen).toMatch(/Harbour/);
    expect(seen).not.toMatch(/Lantern/);
    expect(await ben.completes('/arch-decisions', 'words', '')).toEqual(['Harbour']);
    ana.goesTo('#general');
    expect(await ana.completes('/arch-decisions', 'words', 'lan')).toEqual(['Lantern']);
    ana.runs('/arch-decisions', { words: 'Lantern' });
    await ana.sees(/Saved checks with these words[\s\S]*Lantern/);
    expect(ben.screen()).not.toMatch(/Lantern/);
    const cleo = personIn('cleo', '#general');
    expect(await cleo.completes('/arch-decisions', 'words', '')).toEqual(['Lantern', 'Harbour']);
    const role = [...server.guild().roles.values()].find(({ name }) => name === 'architects');
    server
      .guild()
      .members.get(cleo.id)
      ?.roles.delete(role?.id ?? '');
    expect(await cleo.completes('/arch-decisions', 'words', '')).toEqual(['Harbour']);
    const owner = personIn('olga', '#general');
    expect(await owner.completes('/arch-decisions', 'words', '')).toEqual(['Lantern', 'Harbour']);
    expect(server.problems).toEqual([]);
  });

  test('/arch-decisions asks for each channel once, however many of its threads have checks', async () => {
    const { server, ana, ben } = await conversation({ guilds: withPrivate });
    for (const title of ['Harbour', 'Lantern', 'Beacon']) {
      ana.goesTo('#general');
      const root = ana.says(`about ${title}`);
      ana.saysInThread(root.id, 'here');
      ana.opensThread(root.id);
      ana.runs('/arch-check', { title, about: '3 devs, an MVP' });
      await ana.sees(/Is that right\?/);
      ana.clicks('Yes, go on');
      await ana.sees(/It is posted in the thread/);
    }
    const before = server.calls.length;
    expect(await ben.completes('/arch-decisions', 'words', '')).toEqual(['Beacon', 'Lantern', 'Harbour']);
    const asked = server.calls.slice(before).filter(({ route }) => route === 'GET /channels/:channel');
    expect(asked).toHaveLength(4);
  });

  test('what is checked in a private thread is for those in it, and its summary stays there', async () => {
    const { server, ana, ben, personIn } = await conversation({ guilds: withPrivate });
    const outside = ben.says('shall we split the shop?');
    const general = ana.channel().id;
    ana.opensPrivateThread('between two', 'cleo', 'archcheck');
    ana.runs('/arch-check', { title: 'Lantern', about: '3 devs, an MVP' });
    await ana.sees(/Is that right\?/);
    ana.clicks('Yes, go on');
    await ana.sees(/It is posted in the thread/);
    expect(await ben.completes('/arch-decisions', 'words', '')).toEqual([]);
    const cleo = personIn('cleo', '#general');
    expect(await cleo.completes('/arch-decisions', 'words', '')).toEqual(['Lantern']);
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    ana.fills('Link to a message', `https://discord.com/channels/${server.guild().id}/${general}/${outside.id}`);
    ana.submits();
    await ana.sees(/That was said in private, so it stays there too/);
    expect(ben.screen()).not.toMatch(/Lantern/);
    expect(server.problems).toEqual([]);
  });

  test('servers and direct conversations never see each other’s checks', async () => {
    const { ana, personIn } = await conversation({ guilds: withPrivate });
    await check(ana, '#general', 'Harbour');
    ana.goesTo('@archcheck');
    ana.runs('/arch-decisions');
    await ana.sees(/No checks are saved yet/);
    const elsewhere = personIn('ana', '#lobby', 'other');
    elsewhere.runs('/arch-decisions');
    await elsewhere.sees(/No checks are saved yet/);
    expect(await elsewhere.completes('/arch-decisions', 'words', '')).toEqual([]);
  });
});

describe('a summary', () => {
  test('goes to the thread of the card, to a recent thread, or to that of a pasted link', async () => {
    const { server, ana, ben } = await conversation({ guilds: withPrivate });
    const discussed = ben.says('shall we split the shop?');
    ben.mentions('is a monolith easy to deploy?');
    await ben.sees(/\[👍\]/);
    await check(ana, '#general', 'Harbour');
    ana.clicks('Post summary to a thread');
    await ana.sees(/“is a monolith easy to deploy\?”/);
    ana.chooses('The thread of a message that I link to below', 'Where?');
    ana.fills('Link to a message', 'not a link');
    ana.submits();
    await ana.sees(/Please paste the link of a message/);
    ana.clicks('Post summary to a thread');
    const link = `https://discord.com/channels/${server.guild().id}/${ana.channel().id}/${discussed.id}`;
    await ana.sees(/┌ Post a summary/);
    ana.fills('Link to a message', link);
    ana.submits();
    await ana.sees(/It is posted\./);
    expect(ben.screen()).toMatch(
      /shall we split the shop\?\n {2}↳ thread: Harbour\n {2}│ archcheck:\n {2}│ {3}▌ ### Harbour/,
    );
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    ana.chooses('“is a monolith easy to deploy?”', 'Where?');
    await ana.submits().settled;
    await ben.sees(/thread: is a monolith easy to deploy\?[\s\S]*│ {3}▌ ### Harbour/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    await ana.submits().settled;
    await ben.sees(/\[Record decision\]\n {2}↳ thread: Harbour/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('of a check in a private channel does not leave it, nor the server', async () => {
    const { server, ana, ben } = await conversation({ guilds: withPrivate });
    const outside = ben.says('shall we split the shop?');
    const general = ben.channel().id;
    await check(ana, '#secret', 'Lantern');
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    ana.fills('Link to a message', `https://discord.com/channels/${server.guild().id}/${general}/${outside.id}`);
    ana.submits();
    await ana.sees(/That was said in private, so it stays there too/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    ana.fills('Link to a message', `https://discord.com/channels/${server.guild('other').id}/${general}/${outside.id}`);
    ana.submits();
    await ana.sees(/That message is in another server/);
    expect(ben.screen()).not.toMatch(/Lantern/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/┌ Post a summary/);
    ana.submits();
    await ana.sees(/It is posted\./);
    expect(server.problems).toEqual([]);
  });

  test('cannot be posted into a channel in which the person may not write', async () => {
    const writing = ['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads'] as const;
    const news = {
      name: 'news',
      overwrites: [
        { who: '@everyone', deny: writing },
        { who: 'archcheck', allow: writing },
      ],
    };
    const { server, ben, personIn } = await conversation({
      guilds: [{ name: 'acme', people: ['olga', 'ana', 'ben'], channels: [{ name: 'general' }, news] }],
    });
    const olga = personIn('olga', '#news');
    const root = olga.says('Release 7 is out');
    const link = `https://discord.com/channels/${server.guild().id}/${olga.channel().id}/${root.id}`;
    await check(ben, '#general', 'Harbour');
    ben.clicks('Post summary to a thread');
    await ben.sees(/┌ Post a summary/);
    ben.fills('Link to a message', link);
    ben.submits();
    await ben.sees(/You may not write in that channel/);
    expect(olga.screen()).not.toMatch(/Harbour/);
  });

  test('does not offer the private threads of a channel to those who are not in them', async () => {
    const { server, archcheck, ana, ben } = await conversation({ guilds: withPrivate });
    ana.opensPrivateThread('between two', 'cleo', 'archcheck');
    ana.mentions('is the merger with Initech a monolith?');
    await ana.sees(/\[👍\]/);
    await server.gateway.taken();
    await archcheck.idle();
    await check(ben, '#general', 'Harbour');
    ben.clicks('Post summary to a thread');
    expect(await ben.sees(/┌ Post a summary/)).not.toMatch(/Initech/);
  });

  test('cannot be posted into a private channel that the person cannot read', async () => {
    const { server, ana, ben, personIn } = await conversation({ guilds: withPrivate });
    const closed = personIn('ana', '#closed');
    const root = closed.says('between us');
    await check(ben, '#general', 'Harbour');
    ben.clicks('Post summary to a thread');
    await ben.sees(/┌ Post a summary/);
    ben.fills(
      'Link to a message',
      `https://discord.com/channels/${server.guild().id}/${closed.channel().id}/${root.id}`,
    );
    ben.submits();
    await ben.sees(/I cannot see that channel, or you cannot/);
    ana.goesTo('#closed');
    expect(ana.screen()).not.toMatch(/archcheck/);
  });

  test('says what is in the way: a message that is gone, a thread that is closed, a channel that it may not write in', async () => {
    const { server, ana, ben } = await conversation({
      guilds: [
        {
          name: 'acme',
          people: ['ana', 'ben'],
          channels: [
            { name: 'general' },
            {
              name: 'quiet',
              overwrites: [
                { who: 'archcheck', deny: ['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads'] },
              ],
            },
          ],
        },
      ],
    });
    await check(ana, '#general', 'Harbour');
    const link = (channel: string, message: string) =>
      `https://discord.com/channels/${server.guild().id}/${channel}/${message}`;
    const post = async (to: string, told: RegExp) => {
      ana.clicks('Post summary to a thread');
      await ana.sees(/┌ Post a summary/);
      ana.fills('Link to a message', to);
      ana.submits();
      await ana.sees(told);
    };
    const gone = ben.says('delete me');
    ben.deletes(gone.id);
    await post(link(ana.channel().id, gone.id), /that message is not there any more/);
    ben.mentions('is a monolith easy to deploy?');
    await ben.sees(/\[👍\]/);
    ben.opensThread(/@archcheck is a monolith easy/);
    ben.archives({ locked: true });
    await post(link(ben.channel().id, ben.channel().id), /that thread is closed/);
    ben.goesTo('#quiet');
    const quiet = ben.says('nobody writes here');
    await post(link(ben.channel().id, quiet.id), /I may not write in it\. Whoever manages the server/);
    expect(server.problems).toEqual([]);
  });
});
