import { describe, expect, test } from 'vitest';
import { conversation } from './conversation.ts';
import { twoWorkspaces } from './many.ts';

const [acme] = twoWorkspaces;
const workspaces = acme === undefined ? [] : [{ ...acme, channels: [{ name: 'general' }, { name: 'quiet' }] }];
const question = 'what is a monolith?';

describe('/arch-settings', () => {
  test('switches answers off in a channel, for all but oneself, and on again', async () => {
    const { server, archcheck, ana, personIn } = await conversation('Socket Mode', { workspaces });
    const admin = personIn('cleo', '#quiet');
    const ben = personIn('ben', '#quiet');
    ben.runs(`/arch-ask ${question}`);
    await ben.sees(/Share in channel/);
    admin.runs('/arch-settings answers off');
    expect(await admin.sees(/Settings of this channel/)).toMatch(/Answers to messages: off/);
    ben.mentions(question);
    await ben.sees(/only visible to you[\s\S]*told not to answer in this channel/);
    ben.clicks('Share in channel');
    await archcheck.idle();
    expect(admin.screen()).not.toMatch(/From microservices-vs-monolith/);
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    admin.clicks('Switch answers on');
    await admin.sees(/Answers to messages: on/);
    ben.mentions(question);
    await admin.sees(/\[👍\]/);
    expect(server.problems).toEqual([]);
  });

  test('switches follow-ups off everywhere, and on where they are wanted', async () => {
    const { archcheck, ana, personIn } = await conversation('Socket Mode', { workspaces, followUps: true });
    const admin = personIn('cleo', '#quiet');
    admin.runs('/arch-settings follow-ups off everywhere');
    await admin.sees(/do not name me \(follow-ups\): off/);
    const said = ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await ana.replies(said.ts, 'and how does it scale?').acknowledged;
    await archcheck.idle();
    expect(ana.screen().match(/\[👍\]/g)).toHaveLength(1);
    admin.goesTo('#general');
    admin.runs('/arch-settings follow-ups on');
    await admin.sees(/do not name me \(follow-ups\): on/);
    ana.replies(said.ts, 'and how does it scale?');
    await ana.sees(/\[👍\][\s\S]*\[👍\]/);
  });

  test('shows them to everybody, and lets nobody change them who does not administer the workspace', async () => {
    const { archcheck, server, ana } = await conversation('Socket Mode', { workspaces });
    ana.runs('/arch-settings');
    const screen = await ana.sees(/Settings of this channel/);
    expect(screen).toMatch(/Answers to messages: on[\s\S]*never, without the permission/);
    expect(screen).not.toMatch(/\[Switch/);
    ana.runs('/arch-settings answers off');
    await ana.sees(/Only admins can change that/);
    server.slack.faults.next('users.info', { kind: 'error', error: 'user_not_found' });
    ana.runs('/arch-settings answers off everywhere');
    await archcheck.idle();
    const { id } = server.installation().workspace;
    expect(await archcheck.store.settings.of(id, ana.channelId())).toMatchObject({ answers: true, followUps: true });
    ana.runs('/arch-settings make it so');
    await ana.sees(/I know \/arch-settings answers on/);
    ana.goesTo('@archcheck');
    ana.runs('/arch-settings answers off');
    await ana.sees(/Here I always answer/);
    expect(server.effects()).toEqual({ pings: [], links: [] });
  });
});

describe('the App Home', () => {
  test('shows what holds everywhere to all, and lets those who administer the workspace switch it', async () => {
    const { server, archcheck, ana, personIn } = await conversation('Socket Mode', { workspaces });
    ana.opensHome();
    const seen = await ana.sees(/Settings everywhere/);
    expect(seen).toMatch(/Admins change them, with \/arch-settings/);
    expect(seen).not.toMatch(/\[Switch/);
    const admin = personIn('cleo', '#general');
    admin.opensHome();
    await admin.sees(/\[Switch answers off\]/);
    admin.clicks('Switch answers off');
    await admin.sees(/\[Switch answers on\]/);
    const { id } = server.installation().workspace;
    expect(await archcheck.store.settings.of(id, 'C-any')).toMatchObject({ answers: false });
    expect(server.problems).toEqual([]);
  });
});
