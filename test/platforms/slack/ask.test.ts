import { describe, expect, test, vi } from 'vitest';
import { callApi } from '../../support/slack/api.ts';
import type { Mode } from './archcheck.ts';
import { conversation, posts } from './conversation.ts';

const question = 'what is a monolith?';
const twice = /\[👍\][\s\S]*\[👍\]/;

describe.each<Mode>(['Socket Mode', 'signed HTTP'])('asking over %s', (mode) => {
  test('a mention in a channel is answered in its thread, with citations, feedback, and once how to go on', async () => {
    const { server, ana } = await conversation(mode);
    await ana.mentions(question).acknowledged;
    const screen = await ana.sees(/mention archcheck again/);
    expect(screen).toMatch(/ana: @archcheck what is a monolith\?\n {2}│ archcheck:/);
    expect(screen).toMatch(/From microservices-vs-monolith: .*\(line/);
    expect(screen).toMatch(/\[👍\] \[👎\]/);
    ana.replies(/what is a monolith/, '@archcheck and microservices?');
    const both = await ana.sees(twice);
    expect(both.match(/mention archcheck again/g)).toHaveLength(1);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
  });

  test('a direct message is answered, with a status while the bot is at work', async () => {
    const { server, ana } = await conversation(mode);
    ana.goesTo('@archcheck');
    ana.says(question);
    await ana.sees(/\[👍\]/);
    expect(server.calls.map(({ method }) => method)).toContain('assistant.threads.setStatus');
    ana.says('and microservices?');
    const screen = await ana.sees(twice);
    expect(screen).not.toMatch(/mention archcheck again|…/);
    expect(server.problems).toEqual([]);
  });

  test('whatever comes again is answered once: retries, a mention told twice, an edit', async () => {
    const { server, archcheck, ana } = await conversation(mode, { followUps: true });
    const said = ana.mentions(question);
    await ana.sees(/\[👍\]/);
    expect(said.deliveries).toHaveLength(2);
    await Promise.all(said.deliveries.flatMap((delivery) => [delivery.again(), delivery.again(), delivery.again()]));
    await ana.edits(said.ts, '@archcheck what is a microservice?').acknowledged;
    await archcheck.idle();
    expect(posts(server)).toBe(1);
  });

  test('a thousand deliveries of one event cost one answer', async () => {
    const { server, archcheck, ana } = await conversation(mode);
    const [delivery] = ana.mentions(question).deliveries;
    await Promise.all(Array.from({ length: 999 }, () => delivery?.again()));
    await archcheck.idle();
    expect(posts(server)).toBe(1);
  });

  test('two running copies on one store answer once', async () => {
    const { server, archcheck, start, ana } = await conversation(mode);
    const second = await start();
    for (let turn = 1; turn <= 5; turn++) ana.mentions(`${question} ${turn}`);
    await ana.sees(/(?:\[👍\][\s\S]*?){5}/);
    for (const delivery of server.deliveries.filter(({ attempts }) => attempts.length === 1)) await delivery.again();
    await Promise.all([archcheck.idle(), second.idle()]);
    expect(posts(server)).toBe(5);
  });

  test('an unmentioned reply in its own thread is answered with the scope for it, unless it is for somebody else', async () => {
    const { server, archcheck, ana, ben } = await conversation(mode, { followUps: true });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    ana.replies(/what is a monolith/, 'and microservices?');
    await ana.sees(twice);
    await ben.replies(/what is a monolith/, 'thanks!').acknowledged;
    await ben.replies(/what is a monolith/, '@ana what is a monolith to you?').acknowledged;
    await ben.replies(/what is a monolith/, 'lunch at noon, everybody').acknowledged;
    await ana.says('what is a monolith, by the way?').acknowledged;
    await archcheck.idle();
    expect(posts(server)).toBe(2);
    expect(ana.screen()).not.toMatch(/mention archcheck again/);
  });

  test('a follow-up after a restart still knows what the thread is about', async () => {
    const { archcheck, start, ana } = await conversation(mode, { followUps: true });
    ana.mentions('is a monolith easy to deploy?');
    const before = await ana.sees(/\[👍\]/);
    await archcheck.stop();
    await start();
    ana.replies(/easy to deploy/, 'why?');
    const after = await ana.sees(twice);
    expect(after.slice(before.length)).toMatch(/deploy|release/i);
  });

  test('what was acknowledged before a crash is answered after it', async () => {
    const { server, archcheck, start, leaveOver, ana } = await conversation(mode);
    await archcheck.stop();
    const said = ana.mentions(question);
    await leaveOver(said.deliveries);
    await start();
    await ana.sees(/\[👍\]/);
    expect(posts(server)).toBe(1);
  });

  test('an answer that went out before a crash is known by its marker, and not given again', async () => {
    const { server, archcheck, start, leaveOver, ana } = await conversation(mode, { followUps: true });
    const said = ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await archcheck.stop();
    await leaveOver(said.deliveries);
    const again = await start();
    await again.idle();
    expect(posts(server)).toBe(1);
    expect(server.calls.map(({ method }) => method)).toContain('conversations.replies');
  });
});

describe('when Slack has trouble', () => {
  test('a busy channel is given the time that Slack asks for, and the answer comes', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode');
    server.slack.faults.next('chat.postMessage', { kind: 'status', status: 429, retryAfterSeconds: 7 }, 2);
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    expect(archcheck.waits).toEqual([7_000, 7_000]);
  });

  test('a connection cut after Slack took the post does not double it', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode', { followUps: true });
    server.slack.faults.next('chat.postMessage', { kind: 'cut', when: 'after' });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await archcheck.idle();
    expect(posts(server)).toBe(1);
  });

  test('a connection cut before, or a server error, is tried again', async () => {
    const { server, ana } = await conversation('Socket Mode');
    server.slack.faults.next('chat.postMessage', { kind: 'cut', when: 'before' });
    server.slack.faults.next('chat.postMessage', { kind: 'status', status: 503 });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    expect(posts(server)).toBe(3);
  });

  test.each([
    ['token_revoked', /Reinstall the app, put the new token into SLACK_BOT_TOKEN/],
    ['missing_scope', /archcheck slack manifest/],
    ['is_archived', /nothing said in C\w+: chat\.postMessage: is_archived/],
    ['channel_not_found', /nothing said in C\w+/],
    ['not_in_channel', /nothing said in C\w+/],
  ])('%s is told to the operator, once, and the event is over', async (error, told) => {
    const { server, archcheck, ana } = await conversation('Socket Mode');
    server.slack.faults.always('chat.postMessage', { kind: 'error', error });
    await ana.mentions(question).acknowledged;
    await archcheck.idle();
    expect(archcheck.log()).toMatch(told);
    expect(posts(server)).toBe(1);
    expect(await archcheck.store.events.takeUp(10, 0)).toEqual([]);
  });

  test('in a channel where it may not write, whoever asked is answered directly', async () => {
    const { server, ana, ben } = await conversation('Socket Mode');
    server.slack.faults.next('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    ana.mentions(question);
    ana.goesTo('@archcheck');
    await ana.sees(/I may not write in that channel[\s\S]*single unified application[\s\S]*\[👍\]/);
    expect(ben.screen()).not.toMatch(/unified/);
  });

  test('a token that Slack does not know keeps it from starting, and says whose move it is', async () => {
    const { server, start } = await conversation('Socket Mode');
    server.slack.faults.always('auth.test', { kind: 'error', error: 'invalid_auth' });
    await expect(start()).rejects.toThrow(/Slack no longer takes the bot's token .*SLACK_BOT_TOKEN/);
  });
});

test('other bots and its own words are never answered', async () => {
  const { server, archcheck, ana } = await conversation('Socket Mode', {
    followUps: true,
    others: [{ name: 'otherbot' }],
  });
  const { botUser } = server.installation();
  const channel = ana.channelId();
  const said = await callApi(
    server,
    'chat.postMessage',
    { channel, text: `<@${botUser}> what is a monolith?` },
    server.installation('otherbot').botToken,
  );
  expect(said).toMatchObject({ ok: true });
  await ana.sees(/otherbot:/);
  await Promise.all(server.deliveries.filter(({ app }) => app.name === 'archcheck').map(({ settled }) => settled));
  await archcheck.idle();
  expect(posts(server)).toBe(1);
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  await Promise.all(server.deliveries.filter(({ app }) => app.name === 'archcheck').map(({ settled }) => settled));
  await archcheck.idle();
  expect(posts(server)).toBe(2);
});

test('where nothing can be kept, a command says so, and an event is left to come again', async () => {
  const { archcheck, ana } = await conversation('Socket Mode');
  await archcheck.store.close();
  ana.runs('/arch-ask what is a monolith?');
  await ana.sees(/only visible to you\):\n {2}I cannot do that now\. The store is closed/);
  const [delivery] = ana.mentions(question).deliveries;
  expect(delivery?.attempts[0]?.reply?.ok).not.toBe(true);
});

test('it finishes what it has acknowledged before it ends', async () => {
  const { server, archcheck, ana } = await conversation('Socket Mode');
  const gate = Promise.withResolvers<void>();
  server.slack.faults.next('chat.postMessage', { kind: 'hold', until: gate.promise });
  await ana.mentions(question).acknowledged;
  const stopped = archcheck.stop();
  const late = ana.mentions('is a monolith easy to deploy?');
  gate.resolve();
  await stopped;
  expect(ana.screen()).toMatch(/\[👍\]/);
  expect(late.deliveries.map(({ attempts }) => attempts[0]?.reply?.ok)).not.toContain(true);
  expect(archcheck.log()).not.toMatch(/"level":"error"/);
});

test('it comes back when Slack asks its socket to go, as it does every few hours', async () => {
  const { server, ana } = await conversation('Socket Mode');
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  const opened = () => server.calls.filter(({ method }) => method === 'apps.connections.open').length;
  expect(opened()).toBe(1);
  server.sockets().refresh();
  const lost = ana.mentions('is a monolith easy to deploy?');
  await vi.waitFor(() => expect(opened()).toBe(2), { timeout: 20_000 });
  await server.sockets().connected();
  await server.clock.advance(61_000);
  await lost.acknowledged;
  await ana.sees(twice);
  expect(posts(server)).toBe(2);
});

test('a socket that Slack does not open again is tried again, and the operator reads what to check', async () => {
  const { server, archcheck, ana } = await conversation('Socket Mode');
  server.slack.faults.next('apps.connections.open', { kind: 'error', error: 'invalid_auth' }, 4);
  server.sockets().refresh();
  await vi.waitFor(() => expect(archcheck.waits).toEqual([1_000, 2_000, 5_000, 15_000]));
  await server.sockets().connected();
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  expect(archcheck.log()).toMatch(/does not open the socket again \(.*invalid_auth\).*SLACK_APP_TOKEN/);
});
