import { describe, expect, test } from 'vitest';
import type { WorkspaceSpec } from '../../support/slack/specs.ts';
import type { Mode } from './archcheck.ts';
import { conversation } from './conversation.ts';

const question = 'what is a monolith?';
const withPrivate: readonly WorkspaceSpec[] = [
  {
    name: 'acme',
    people: ['ana', 'ben', 'cleo'],
    channels: [
      { name: 'general' },
      { name: 'secret', private: true, members: ['ana', 'cleo', 'archcheck'] },
      { name: 'closed', private: true, members: ['ana', 'archcheck'] },
    ],
  },
];

describe.each<Mode>(['Socket Mode', 'signed HTTP'])('for one person over %s', (mode) => {
  test('/arch-ask answers privately, and a click shares it in the channel', async () => {
    const { server, ana, ben } = await conversation(mode);
    ana.runs(`/arch-ask ${question}`);
    const screen = await ana.sees(/\[Share in channel\]/);
    expect(screen).toMatch(/archcheck \(only visible to you\):/);
    expect(screen).toMatch(/From microservices-vs-monolith/);
    expect(ben.screen()).toBe('#general');
    ana.clicks('Share in channel');
    const shared = await ben.sees(/Asked with \/arch-ask: what is a monolith\?/);
    expect(shared).toMatch(/From microservices-vs-monolith/);
    await ana.seesNoMore(/Share in channel/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
  });

  test('/arch-ask works where the bot is not, and so does sharing', async () => {
    const { server, ana, ben } = await conversation(mode);
    ana.removes('archcheck');
    ana.runs(`/arch-ask ${question}`);
    await ana.sees(/\[Share in channel\]/);
    ana.clicks('Share in channel');
    await ben.sees(/Asked with \/arch-ask/);
    expect(server.problems).toEqual([]);
  });

  test('pressing Share again and again shares once, also where the private copy stays', async () => {
    const { server, archcheck, ana } = await conversation(mode);
    ana.runs(`/arch-ask ${question}`);
    await ana.sees(/\[Share in channel\]/);
    server.slack.faults.always('response_url', { kind: 'status', status: 404 });
    const clicks = [ana.clicks('Share in channel'), ana.clicks('Share in channel')];
    await Promise.all(clicks.map(({ acknowledged }) => acknowledged));
    await archcheck.idle();
    await ana.clicks('Share in channel').acknowledged;
    await archcheck.idle();
    expect(ana.screen().match(/Asked with/g)).toHaveLength(1);
  });

  test('what can no longer be shared, because the bot has left and time is up, is said', async () => {
    const { server, ana, ben } = await conversation(mode);
    ana.runs(`/arch-ask ${question}`);
    await ana.sees(/\[Share in channel\]/);
    ana.removes('archcheck');
    server.slack.faults.always('response_url', { kind: 'status', status: 404 });
    ana.clicks('Share in channel');
    ana.goesTo('@archcheck');
    await ana.sees(/I cannot post in that channel/);
    expect(ben.screen()).toBe('#general');
  });

  test('between two people, where no bot can be, a command is answered, and a verdict goes to the one who asked', async () => {
    const { server, ana, ben } = await conversation(mode);
    ana.goesTo('@ben');
    ben.goesTo('@ana');
    ana.runs(`/arch-ask ${question}`);
    await ana.sees(/only visible to you[\s\S]*single unified application/);
    ana.runs('/arch-decisions');
    await ana.sees(/No checks are saved yet/);
    ana.runs('/arch-check 3 devs, an MVP');
    await ana.sees(/Is that right\?/);
    ana.submits();
    await ana.sees(/I sent it to you directly/);
    ana.closes();
    ana.goesTo('@archcheck');
    await ana.sees(/I am not in your conversation with each other[\s\S]*# Monolith/);
    expect(ben.screen()).not.toMatch(/archcheck/);
    expect(server.problems).toEqual([]);
  });

  test.each(['view_too_large', 'token_revoked', 'missing_scope'])(
    'a command that Slack refuses with %s is not met with silence',
    async (error) => {
      const { server, ana } = await conversation(mode);
      server.slack.faults.always('views.open', { kind: 'error', error });
      ana.runs('/arch-check');
      await ana.sees(/only visible to you[\s\S]*Slack did not let me do that/);
    },
  );

  test('/arch-ask without a question says how to ask', async () => {
    const { ana } = await conversation(mode);
    ana.runs('/arch-ask');
    await ana.sees(/only visible to you[\s\S]*for example: \/arch-ask/);
  });

  test('👍 and 👎 are kept with the answer, one for each person', async () => {
    const { server, archcheck, ana, ben } = await conversation(mode);
    const said = ana.mentions(question);
    await ben.sees(/\[👍\]/);
    ben.clicks('👎');
    await ben.sees(/only visible to you[\s\S]*Thank you, noted/);
    ana.clicks('👎');
    await ana.sees(/Thank you, noted/);
    await ana.clicks('👍').acknowledged;
    await archcheck.idle();
    const kept = await archcheck.store.answers.get(server.installation().workspace.id, `${ana.channelId()}-${said.ts}`);
    expect(kept?.answer).toMatchObject({ question, status: 'answered', person: ana.id });
    expect(kept?.ratings).toEqual(
      [
        { person: ana.id, rating: 'up' },
        { person: ben.id, rating: 'down' },
      ].toSorted((one, other) => (one.person < other.person ? -1 : 1)),
    );
  });

  test('/arch-decisions shows what the viewer may see: nothing of a private channel that they are not in', async () => {
    const { ana, ben, check } = await conversation(mode, { workspaces: withPrivate });
    await check(ana, '#general', '3 devs, an MVP called Harbour');
    await check(ana, '#secret', '3 devs, an MVP called Lantern');
    ben.runs('/arch-decisions');
    const seen = await ben.sees(/Saved checks/);
    expect(seen).toMatch(/only visible to you/);
    expect(seen).toMatch(/Harbour/);
    expect(seen).not.toMatch(/Lantern/);
    ana.goesTo('#general');
    ana.runs('/arch-decisions lantern');
    await ana.sees(/Saved checks with these words[\s\S]*Lantern/);
    expect(ben.screen()).not.toMatch(/Lantern/);
  });

  test('somebody who has left a private channel sees its checks no more', async () => {
    const { server, ana, personIn, check } = await conversation(mode, { workspaces: withPrivate });
    await check(ana, '#secret', '3 devs, an MVP called Lantern');
    const cleo = personIn('cleo', '#secret');
    cleo.runs('/arch-decisions lantern');
    await cleo.sees(/Saved checks with these words/);
    cleo.removes('cleo');
    cleo.goesTo('#general');
    cleo.runs('/arch-decisions lantern');
    await cleo.sees(/No decision or check that you may see has these words/);
    expect(server.problems).toEqual([]);
  });

  test('the App Home explains itself, lists, searches, and starts a check whose verdict comes directly', async () => {
    const { server, ana, ben, check } = await conversation(mode, { workspaces: withPrivate });
    ben.opensHome();
    const first = await ben.sees(/Start a check/);
    expect(first).toMatch(/No checks are saved yet/);
    await check(ana, '#general', '3 devs, an MVP called Harbour');
    await check(ana, '#closed', '3 devs, an MVP called Lantern');
    ben.opensHome();
    const listed = await ben.sees(/Harbour/);
    expect(listed).not.toMatch(/Lantern/);
    ben.fills('Search decisions and checks', 'nothing like it');
    await ben.sees(/No decision or check that you may see has these words/);
    ben.fills('Search decisions and checks', 'harbour');
    await ben.sees(/Saved checks with these words/);
    ben.clicks('Start a check');
    await ben.sees(/Question 1/);
    ben.clicks('Established');
    await ben.sees(/Question 2/);
    ben.clicks('Show the verdict so far');
    await ben.sees(/posted/);
    expect(ben.screen('@archcheck')).toMatch(/\[Full breakdown\]/);
    ben.closes();
    ben.opensHome();
    await ben.sees(/Check of \d/);
    ana.opensHome();
    expect(await ana.sees(/Harbour/)).not.toMatch(/Check of \d/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
  });

  test('the Messages tab suggests four things to ask', async () => {
    const { server, ana } = await conversation(mode);
    ana.opensHome('messages');
    const screen = await ana.sees(/\[Check my situation\]/);
    expect(screen.match(/\[[^\]]+\]/g)).toHaveLength(4);
    ana.picksPrompt('When do microservices make sense?');
    await ana.sees(/From microservices-vs-monolith/);
    ana.picksPrompt('Check my situation');
    await ana.sees(/\[Open the questions\]/);
    expect(server.problems).toEqual([]);
  });
});

describe('a summary', () => {
  test('goes to the thread of a pasted link, or to a recent thread', async () => {
    const { server, ana, ben, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    const discussed = ben.says('shall we split the shop?');
    ben.mentions('is a monolith easy to deploy?');
    await ben.sees(/\[👍\]/);
    await check(ana, '#general', '3 devs, an MVP called Harbour');
    ana.clicks('Post summary to a thread');
    await ana.sees(/“is a monolith easy to deploy\?”/);
    ana.chooses('The thread of a message that I link to below', 'Where?');
    ana.fills('Link to a message', 'not a link');
    ana.submits();
    await ana.sees(/! Please paste the link of a message/);
    ana.fills(
      'Link to a message',
      `https://acme.slack.com/archives/${ana.channelId()}/p${discussed.ts.replace('.', '')}`,
    );
    ana.submits();
    await ana.sees(/It is posted\./);
    ana.closes();
    expect(ben.screen()).toMatch(/shall we split the shop\?\n {2}│ archcheck:\n {2}│ {3}# 3 devs/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/Where\?/);
    ana.chooses('“is a monolith easy to deploy?”', 'Where?');
    ana.submits();
    await ana.sees(/It is posted\./);
    expect(server.problems).toEqual([]);
  });

  test('is not posted where the check was run by somebody who has left', async () => {
    const { server, ana, personIn } = await conversation('Socket Mode', { workspaces: withPrivate });
    const cleo = personIn('cleo', '#secret');
    const discussed = cleo.says('shall we split the shop?');
    ana.goesTo('#secret');
    ana.removes('archcheck');
    ana.runs('/arch-check 3 devs, an MVP called Lantern');
    await ana.sees(/Is that right\?/);
    ana.submits();
    await ana.sees(/I sent it to you directly/);
    ana.closes();
    ana.invites('archcheck');
    const secret = ana.channelId();
    cleo.removes('ana');
    ana.goesTo('@archcheck');
    ana.clicks('Post summary to a thread');
    await ana.sees(/Where\?/);
    ana.chooses('The thread of a message that I link to below', 'Where?');
    ana.fills('Link to a message', `https://acme.slack.com/archives/${secret}/p${discussed.ts.replace('.', '')}`);
    ana.submits();
    await ana.sees(/! I cannot see that channel, or you are not in it/);
    expect(cleo.screen()).not.toMatch(/Lantern/);
    expect(server.problems).toEqual([]);
  });

  test('is offered the threads of its own channel alone, after a restart too', async () => {
    const { archcheck, start, ana, personIn, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    const closed = personIn('ana', '#closed');
    closed.mentions('is a monolith easy to deploy?');
    await closed.sees(/\[👍\]/);
    ana.mentions('how do microservices scale?');
    await ana.sees(/\[👍\]/);
    await check(ana, '#general', '3 devs, an MVP called Harbour');
    await archcheck.stop();
    await start();
    ana.clicks('Post summary to a thread');
    const offered = await ana.sees(/Where\?/);
    expect(offered).toMatch(/“how do microservices scale\?”/);
    expect(offered).not.toMatch(/easy to deploy/);
  });

  test.each([
    ['is_archived', /I cannot post there: the channel is archived/],
    ['not_in_channel', /I cannot post there: I am not in that channel\. Somebody there has to invite me/],
    ['thread_not_found', /I cannot post there: that message is not there any more/],
  ])('that meets %s says why in the form', async (error, told) => {
    const { server, ana, check } = await conversation('Socket Mode');
    await check(ana, '#general', '3 devs, an MVP');
    ana.clicks('Post summary to a thread');
    await ana.sees(/Where\?/);
    server.slack.faults.next('chat.postMessage', { kind: 'error', error });
    ana.submits();
    await ana.sees(told);
  });

  test('whose form came too late says to try once more', async () => {
    const { server, archcheck, ana, check } = await conversation('Socket Mode');
    await check(ana, '#general', '3 devs, an MVP');
    server.slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
    ana.clicks('Post summary to a thread');
    await ana.sees(/only visible to you[\s\S]*please try once more/);
    await archcheck.idle();
    expect(archcheck.log()).not.toMatch(/error:/);
  });

  test('of a check in a private channel does not leave it', async () => {
    const { server, ana, ben, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    const outside = ben.says('shall we split the shop?');
    const general = ben.channelId();
    await check(ana, '#secret', '3 devs, an MVP called Lantern');
    ana.clicks('Post summary to a thread');
    await ana.sees(/Where\?/);
    ana.fills('Link to a message', `https://acme.slack.com/archives/${general}/p${outside.ts.replace('.', '')}`);
    ana.submits();
    await ana.sees(/! That belongs to a private place, so it stays there/);
    expect(ben.screen()).not.toMatch(/Lantern/);
    expect(server.problems).toEqual([]);
  });

  test('cannot be posted into a private channel that the person is not in', async () => {
    const { ana, ben, personIn, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    const closed = personIn('ana', '#closed');
    const root = closed.says('between us');
    await check(ben, '#general', '3 devs, an MVP called Harbour');
    ben.clicks('Post summary to a thread');
    await ben.sees(/Where\?/);
    ben.fills(
      'Link to a message',
      `https://acme.slack.com/archives/${closed.channelId()}/p${root.ts.replace('.', '')}`,
    );
    ben.submits();
    await ben.sees(/! I cannot see that channel, or you are not in it/);
    ana.goesTo('#closed');
    expect(ana.screen()).not.toMatch(/archcheck/);
  });
});
