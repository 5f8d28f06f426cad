import { describe, expect, test } from 'vitest';
import type { Person } from '../../support/discord/person.ts';
import { conversation, posts } from './conversation.ts';

const first = 'Live, still learning what it should be';

describe('a check', () => {
  test('whose last answer is tapped twice shows both times that it is posted, once', async () => {
    const { server, archcheck, ana } = await conversation();
    ana.runs('/arch-check', { title: 'Harbour', about: '3 devs, an MVP' });
    await ana.sees(/Is that right\?/);
    const gate = Promise.withResolvers<void>();
    server.faults.next('POST /channels/:channel/messages', { kind: 'hold', until: gate.promise });
    await Promise.all([ana.clicks('Yes, go on').settled, ana.clicks('Yes, go on').settled]);
    gate.resolve();
    await server.gateway.taken();
    await archcheck.idle();
    expect(ana.screen()).toMatch(/only you can see this, edited\):[^(]*It is posted in the channel/);
    expect(ana.screen()).not.toMatch(/No check is under way/);
    expect(posts(server)).toBe(1);
    // The verdict and its picture.
    expect(ana.messages().filter(({ author, visibleTo }) => author.app !== null && visibleTo === null)).toHaveLength(2);
  });

  test('asks a question at a time in one private message, walked back, named and resumed, and posts the verdict', async () => {
    const { server, ana, ben } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/Question 1 of at most/);
    ana.clicks(first);
    await ana.sees(/Question 2[\s\S]*The document: “/);
    ana.clicks('Back');
    await ana.sees(/✓ Live, still/);
    ana.clicks('Name it');
    await ana.sees(/Name this check/);
    ana.fills('Title', 'Web shop');
    ana.submits();
    await ana.sees(/Web shop/);
    expect(ben.screen()).toBe('#general');
    ana.runs('/arch-check');
    await ana.sees(/✓ Live, still[\s\S]*✓ Live, still/);
    ana.clicks(`✓ ${first}`);
    await ana.sees(/Question 2 of at most/);
    ana.clicks('Don’t know');
    await ana.sees(/Question 3 of at most/);
    ana.clicks('Show the verdict so far');
    await ana.sees(/It is posted in the channel/);
    expect(ben.screen()).toMatch(/Web shop[\s\S]*\[Change answers\] \[Full breakdown\] \[Post summary to a thread\]/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('asks everything with `form`, and takes a title and the situation beside it', async () => {
    const { server, ana } = await conversation();
    const seen: string[] = [];
    const see = async (what: RegExp) => seen.push(await ana.sees(what));
    ana.runs('/arch-check', { title: 'Billing', form: 'full' });
    for (let number = 1; number <= 11; number++) {
      await see(new RegExp(`Billing.*Question ${number} of 11`));
      ana.clicks(number === 1 ? first : 'Don’t know');
    }
    await see(/It is posted in the channel/);
    await expect(seen.join('\n\n')).toMatchFileSnapshot('../../transcripts/discord/full-check.txt');
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('words prefill what they state, for confirmation; the title is what was said apart from them', async () => {
    const { server, ana, ben } = await conversation();
    ana.runs('/arch-check', { title: 'Shop', about: '2 squads, MVP, we deploy by hand' });
    await ana.sees(/Is that right\?[\s\S]*You wrote: \*“/);
    ana.clicks('Yes, go on');
    await ben.sees(/archcheck:\n {2}▌ -# Shop\n/);
    expect(server.refusals()).toEqual([]);
  });

  test('a check that is under way is never overwritten by another title', async () => {
    const { ana } = await conversation();
    ana.runs('/arch-check', { title: 'First' });
    await ana.sees(/First/);
    ana.clicks(first);
    await ana.sees(/Question 2/);
    ana.runs('/arch-check', { title: 'Second' });
    const screen = await ana.sees(/You have a check under way, so I have not touched it/);
    expect(screen).not.toMatch(/Second/);
    ana.clicks('Start afresh');
    await ana.sees(/Question 1/);
  });

  test('the answers can be changed, by anybody for themselves, and the breakdown is private', async () => {
    const { server, ana, ben } = await conversation();
    await verdictOf(ana);
    ben.clicks('Full breakdown');
    await ben.sees(/only you can see this\):\n {2}▌ ### How “/);
    expect(ana.screen()).not.toMatch(/How “/);
    ben.clicks('Change answers');
    await ben.sees(/Which answer do you want to change\?/);
    ben.clicks('Show the verdict');
    await ben.sees(/It is posted in the channel/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('the message command runs it for the thread of a message, and in a thread for that thread', async () => {
    const { server, ana, ben } = await conversation();
    const said = ben.says('shall we split the shop?');
    ana.usesCommand('Run arch-check here', said.id);
    await throughOneQuestion(ana, /It is posted in the thread of the message/);
    expect(ben.screen()).toMatch(
      /ben: shall we split the shop\?\n {2}↳ thread: Check of .*: Monolith\n {2}│ archcheck:/,
    );
    const other = ben.saysInThread(/shall we split/, 'and in here?');
    ana.usesCommand('Run arch-check here', other.id);
    await throughOneQuestion(ana, /│ {3}▌ It is posted in the thread\./);
    expect(posts(server)).toBe(2);
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('in the direct conversation it works alike, and its summary is the next message', async () => {
    const { server, ana } = await conversation();
    ana.goesTo('@archcheck');
    await verdictOf(ana, /It stands below/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/### Check of/);
    ana.runs('/arch-decisions');
    await ana.sees(/Saved checks/);
    ana.goesTo('#general');
    ana.runs('/arch-decisions');
    await ana.sees(/No checks are saved yet/);
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('where the bot may not write, the verdict is shown to the person alone, with whose move it is', async () => {
    const { server, ana, ben, personIn } = await conversation({
      guilds: [
        {
          name: 'acme',
          people: ['ana', 'ben', 'cleo'],
          channels: [
            { name: 'general' },
            { name: 'quiet', overwrites: [{ who: 'archcheck', deny: ['SendMessages'] }] },
          ],
        },
      ],
    });
    ana.goesTo('#quiet');
    await verdictOf(ana, /Only you see this: I may not write here\. Whoever manages the server can give archcheck/);
    expect(personIn('ben', '#quiet').screen()).not.toMatch(/Monolith/);
    ana.clicks('Full breakdown');
    await ana.sees(/How “/);
    expect(ben.screen()).toBe('#general');
    expect(server.problems).toEqual([]);
  });
});

describe('a check in trouble', () => {
  test('a private message from before a restart goes on after it, a verdict of a year ago too', async () => {
    const { server, archcheck, start, ana } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    await archcheck.stop();
    await server.clock.advance(31_000);
    await start();
    ana.clicks(first);
    await ana.sees(/Question 2/);
    ana.clicks('Show the verdict so far');
    await ana.sees(/\[Full breakdown\]/);
    await server.clock.advance(365 * 86_400_000);
    ana.clicks('Full breakdown');
    await ana.sees(/How “/);
    expect(server.problems).toEqual([]);
  });

  test('buttons of another version get a kind word', async () => {
    const { server, quiet, ana } = await conversation();
    const { token } = server.app();
    await fetch(`${server.apiUrl}/v10/channels/${ana.channel().id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        content: 'An old card',
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 2, label: 'Old', custom_id: 'v0:whatever' },
              { type: 2, style: 2, label: 'Gone', custom_id: 'check:breakdown:gone' },
              { type: 2, style: 2, label: 'Odd', custom_id: 'check:answer:weather:sunny' },
              { type: 2, style: 2, label: 'Unshared', custom_id: 'discord:share:gone' },
            ],
          },
        ],
      }),
    });
    ana.clicks('Old');
    await ana.sees(/That choice is from another version of mine/);
    ana.clicks('Gone');
    await ana.sees(/I no longer have that check/);
    ana.clicks('Odd');
    await ana.sees(/No check is under way here any more/);
    ana.clicks('Unshared');
    await ana.sees(/I no longer have that answer/);
    await quiet();
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('a verdict that was not posted before a crash is posted after it, once', async () => {
    const { server, archcheck, start, ana } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks(first);
    await ana.sees(/Question 2/);
    server.faults.always('POST /channels/:channel/messages', { kind: 'status', status: 500 });
    await ana.clicks('Show the verdict so far').settled;
    await archcheck.stop();
    server.faults.clear();
    await server.clock.advance(31_000);
    const again = await start();
    await ana.sees(/\[Full breakdown\]/);
    await again.idle();
    expect(posts(server)).toBe(1);
    expect(ana.screen()).toMatch(/It is posted in the channel/);
  });

  test('two quick clicks are both kept', async () => {
    const { server, ana } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    const one = ana.clicks(first);
    const two = ana.clicks(first);
    await Promise.all([one.settled, two.settled]);
    await ana.sees(/Question 2/);
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });
});

async function throughOneQuestion(user: Person, told: RegExp): Promise<void> {
  await user.sees(/Question 1/);
  user.clicks(first);
  await user.sees(/Question 2/);
  user.clicks('Show the verdict so far');
  await user.sees(told);
}

async function verdictOf(user: Person, told = /It is posted in the channel/): Promise<void> {
  user.runs('/arch-check');
  await throughOneQuestion(user, told);
}
