import { GatewayCloseCodes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { ChannelSpec } from '../../support/discord/specs.ts';
import { conversation, posts } from './conversation.ts';

const question = 'what is a monolith?';
const posting = 'POST /channels/:channel/messages';
const answering = 'POST /interactions/:interaction/:token/callback';
const editing = 'PATCH /webhooks/:app/:token/messages/:message';
const threading = 'POST /channels/:channel/messages/:message/threads';

const guildWith = (overwrites: NonNullable<ChannelSpec['overwrites']>) => ({
  guilds: [{ name: 'acme', people: ['ana', 'ben'], channels: [{ name: 'general', overwrites }] }],
});

describe('the network', () => {
  test('429 is given the time that Discord asks for, and the answer comes', async () => {
    const { server, quiet, ana } = await conversation();
    server.faults.next(posting, { kind: 'limited', retryAfterSeconds: 0.2 }, 2);
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await quiet();
    expect(posts(server)).toBe(1);
  });

  test('so much patience that nobody waits for it is left to the next attempt', async () => {
    const { server, archcheck, quiet, ana } = await conversation();
    server.faults.next(posting, { kind: 'limited', retryAfterSeconds: 600 });
    ana.mentions(question);
    await quiet();
    expect(archcheck.log()).toMatch(/ratelimited \(for 60\d s\); it is tried again in 10 s/);
    expect(await archcheck.store.events.takeUp(10, 0)).toEqual([]);
  });

  test.each([
    ['cut before it arrived', { kind: 'cut', when: 'before' } as const],
    ['cut after it took effect', { kind: 'cut', when: 'after' } as const],
    ['answered with 502', { kind: 'status', status: 502 } as const],
  ])('a post that was %s is shown once', async (_, fault) => {
    const { server, archcheck, quiet, ana } = await conversation();
    server.faults.next(posting, fault);
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await quiet();
    expect(ana.messages().filter(({ author }) => author.app !== null)).toHaveLength(1);
    expect(archcheck.waits).toEqual([250]);
  });

  test('a post that nobody answers in time is sent again, and shown once', async () => {
    const { server, archcheck, start, ana } = await conversation();
    await archcheck.stop();
    const gate = Promise.withResolvers<void>();
    server.faults.next(posting, { kind: 'hold', until: gate.promise });
    const hasty = await start({ timeoutMs: 300 });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    gate.resolve();
    await server.gateway.taken();
    await hasty.idle();
    expect(ana.messages().filter(({ author }) => author.app !== null)).toHaveLength(1);
  });

  test('one 401 of a Discord that is ill is no reason to fall silent', async () => {
    const { server, archcheck, quiet, ana } = await conversation();
    server.faults.next(threading, { kind: 'error', code: 0, status: 401 });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await quiet();
    expect(archcheck.waits).toEqual([250]);
    expect(archcheck.log()).not.toMatch(/"level":"error"/);
  });

  test('a form that opens too late (10062) is no error: Discord tells the person', async () => {
    const { server, archcheck, ana } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/\[Name it\]/);
    await archcheck.idle();
    server.faults.next(answering, { kind: 'error', code: 10_062, status: 404 });
    ana.clicks('Name it');
    await expect.poll(() => archcheck.log()).toMatch(/an interaction: .*10062/);
    expect(archcheck.log()).not.toMatch(/"level":"error"/);
  });

  test('two running copies answer a command and a click once', async () => {
    const { server, archcheck, start, ana } = await conversation();
    const second = await start();
    ana.runs('/arch-check', { about: '3 devs, an MVP' });
    await ana.sees(/Is that right\?/);
    ana.clicks('Yes, go on');
    await ana.sees(/\[Full breakdown\]/);
    await server.gateway.taken();
    await Promise.all([archcheck.idle(), second.idle()]);
    expect(posts(server)).toBe(1);
    const refused = server.refusals().map(({ result }) => JSON.stringify(result));
    expect(refused.filter((each) => !each.includes('40060'))).toEqual([]);
    expect(server.problems).toEqual([]);
  });

  test('an acknowledgement that arrived though nobody heard so is not taken for a failure (40060)', async () => {
    const { server, archcheck, ana } = await conversation();
    server.faults.next(answering, { kind: 'cut', when: 'after' });
    ana.runs('/arch-ask', { question });
    await ana.sees(/\[Share in channel\]/);
    expect(server.refusals().map(({ result }) => JSON.stringify(result))).toEqual([expect.stringContaining('40060')]);
    expect(archcheck.log()).not.toMatch(/error/);
  });

  test('an acknowledgement too late (10062) loses nothing: the answer comes directly', async () => {
    const { server, archcheck, ana } = await conversation();
    const gate = Promise.withResolvers<void>();
    server.faults.next(answering, { kind: 'hold', until: gate.promise });
    const { settled } = ana.runs('/arch-ask', { question });
    await server.gateway.taken();
    await server.clock.advance(3_001);
    gate.resolve();
    expect(await settled).toMatchObject({ ok: false });
    await archcheck.idle();
    expect(ana.screen('@archcheck')).toMatch(/archcheck:\n {2}A monolith is/);
    expect(archcheck.log()).not.toMatch(/"level":"error"/);
  });

  test('of two quick clicks the later one shows what stands, however slow the first one is', async () => {
    const { server, archcheck, ana, ben } = await conversation();
    ana.runs('/arch-check');
    await ana.sees(/Question 1 of/);
    ana.clicks('Don’t know');
    await ana.sees(/Question 2 of/);
    await archcheck.idle();
    const gate = Promise.withResolvers<void>();
    server.faults.next(editing, { kind: 'hold', until: gate.promise });
    await ana.clicks('Don’t know').settled;
    await expect.poll(() => server.calls.filter(({ status }) => status === null)).toHaveLength(1);
    await ana.clicks('Back').settled;
    // Somebody else is not kept waiting by it.
    ben.runs('/arch-ask', { question });
    await ben.sees(/\[Share in channel\]/);
    gate.resolve();
    await archcheck.idle();
    const shown = ana.screen();
    ana.runs('/arch-check');
    const again = await ana.sees(/Question \d[\s\S]*Question \d/);
    const numbers = (text: string) => text.match(/Question \d/g)?.at(-1);
    expect(numbers(shown)).toBe(numbers(again));
  });

  test('what is told directly is told once, though nobody heard that it arrived', async () => {
    const { server, archcheck, ana } = await conversation();
    const gate = Promise.withResolvers<void>();
    server.faults.next(editing, { kind: 'hold', until: gate.promise });
    await ana.runs('/arch-ask', { question }).settled;
    await server.clock.advance(900_001);
    server.faults.next(posting, { kind: 'cut', when: 'after' });
    gate.resolve();
    await archcheck.idle();
    expect(ana.screen('@archcheck').match(/A monolith is/g)).toHaveLength(1);
  });

  test('a private answer that took more than fifteen minutes comes directly, and nobody is told where that is not wanted (50007)', async () => {
    const { server, archcheck, ana } = await conversation();
    const late = async () => {
      const gate = Promise.withResolvers<void>();
      server.faults.next(editing, { kind: 'hold', until: gate.promise });
      await ana.runs('/arch-ask', { question }).settled;
      await server.clock.advance(900_001);
      gate.resolve();
      await archcheck.idle();
    };
    await late();
    expect(ana.screen('@archcheck')).toMatch(/A monolith is/);
    ana.takesDirectMessages(false);
    await late();
    expect(archcheck.log()).toMatch(/not told at all: .*50007/);
    expect(archcheck.log()).not.toMatch(/"level":"error"/);
  });
});

describe('what Discord refuses', () => {
  test('threads: it answers in the channel, and says once whose move it is', async () => {
    const { server, ana } = await conversation(guildWith([{ who: 'archcheck', deny: ['CreatePublicThreads'] }]));
    ana.mentions(question);
    await ana.sees(/Whoever manages the server can give archcheck “Create Public Threads”/);
    expect(ana.screen()).not.toMatch(/thread:/);
    ana.mentions('is a monolith easy to deploy?');
    const screen = await ana.sees(/\[👍\][\s\S]*\[👍\]/);
    expect(screen.match(/Create Public Threads/g)).toHaveLength(1);
    expect(server.effects()).toEqual({ pings: [], links: [] });
  });

  test('more threads (160006): it answers in the channel, and says whose move it is', async () => {
    const { server, quiet, ana } = await conversation();
    server.faults.next(threading, { kind: 'error', code: 160_006 });
    ana.mentions(question);
    const screen = await ana.sees(/as many open threads as Discord allows/);
    expect(screen).toMatch(/\[👍\]/);
    await quiet();
    expect(posts(server)).toBe(1);
  });

  test('replies, where it may not read what was said before (160002): it answers without one', async () => {
    const { ana } = await conversation(
      guildWith([{ who: 'archcheck', deny: ['CreatePublicThreads', 'ReadMessageHistory'] }]),
    );
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
  });

  test('more than the limits let through: no empty thread is opened for it', async () => {
    const { server, archcheck, start, ana } = await conversation();
    await archcheck.stop();
    const full = await start({ askedBy: (bot) => ({ ...bot, handle: async () => [] }) });
    ana.mentions(question);
    await server.gateway.taken();
    await full.idle();
    expect(ana.screen()).not.toMatch(/thread:/);
  });

  test('what it explains once it does not explain again after a restart', async () => {
    const { archcheck, start, ana } = await conversation(
      guildWith([{ who: 'archcheck', deny: ['CreatePublicThreads'] }]),
    );
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await archcheck.stop();
    await start();
    ana.mentions('is a monolith easy to deploy?');
    const screen = await ana.sees(/\[👍\][\s\S]*\[👍\]/);
    expect(screen.match(/Create Public Threads/g)).toHaveLength(1);
  });

  test('a private answer that was closed before it came (10008) is no error', async () => {
    const { server, archcheck, quiet, ana } = await conversation();
    server.faults.next(editing, { kind: 'error', code: 10_008, status: 404 });
    await ana.runs('/arch-ask', { question }).settled;
    await quiet();
    expect(archcheck.log()).toMatch(/closed before it was told: .*10008/);
    expect(archcheck.log()).not.toMatch(/"level":"error"/);
  });

  test('writing in threads: the same', async () => {
    const { ana } = await conversation(guildWith([{ who: 'archcheck', deny: ['SendMessagesInThreads'] }]));
    ana.mentions(question);
    await ana.sees(/\[👍\][\s\S]*Whoever manages the server can give archcheck/);
  });

  test('writing at all: it tells the person directly, once, and the operator', async () => {
    const { archcheck, quiet, ana, ben } = await conversation(
      guildWith([{ who: 'archcheck', deny: ['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads'] }]),
    );
    ana.mentions(question);
    await quiet();
    ana.mentions(question);
    await quiet();
    const told = ana.screen('@archcheck');
    expect(told.match(/I was asked in a channel in which I may not write/g)).toHaveLength(1);
    expect(told).toMatch(/Whoever manages the server can allow it/);
    expect(ben.screen()).not.toMatch(/archcheck:/);
    expect(archcheck.log()).toMatch(/nothing said in \d+: .*50013/);
    expect(await archcheck.store.events.takeUp(10, 0)).toEqual([]);
  });

  test('a question that is deleted meanwhile (10008) is let go', async () => {
    const { server, archcheck, quiet, ana } = await conversation();
    const gate = Promise.withResolvers<void>();
    server.faults.next(threading, { kind: 'hold', until: gate.promise });
    const said = ana.mentions(question);
    await server.gateway.taken();
    ana.deletes(said.id);
    gate.resolve();
    await quiet();
    expect(posts(server)).toBe(0);
    expect(archcheck.log()).not.toMatch(/error/);
  });

  test.each([
    [50_001, /nothing said in \d+: .*50001/],
    [50_013, /nothing said in \d+: .*50013/],
    [50_083, /nothing said in \d+: .*50083/],
    [10_003, /nothing said in \d+: .*10003/],
    [50_035, /Discord refused what the bot made \(.*50035.*please report this line/],
  ])('%d is told to the operator, and the event is over', async (code, told) => {
    const { server, archcheck, quiet, ana } = await conversation();
    server.faults.always(posting, { kind: 'error', code });
    ana.mentions(question);
    await quiet();
    expect(archcheck.log()).toMatch(told);
    expect(await archcheck.store.events.takeUp(10, 0)).toEqual([]);
  });

  test('50035 to a command is told to the person, too', async () => {
    const { server, ana } = await conversation();
    server.faults.next(editing, { kind: 'error', code: 50_035 });
    ana.runs('/arch-ask', { question });
    await ana.sees(/I made an answer that Discord does not take/);
  });
});

describe('the gateway', () => {
  test('a dropped connection is resumed, and what was said meanwhile is answered once', async () => {
    const { server, quiet, ana } = await conversation();
    for (let turn = 1; turn <= 3; turn++) {
      ana.mentions(`${question} ${turn}`);
      if (turn === 2) server.gateway.reconnect();
      else server.gateway.drop();
      ana.mentions(`is a monolith easy to deploy? ${turn}`);
      await server.gateway.resumed(turn);
    }
    await ana.sees(/(?:\[👍\][\s\S]*?){6}/);
    await quiet();
    expect(posts(server)).toBe(6);
    expect(server.gateway.counts.identified).toBe(1);
  });

  test.each([
    ['a token that Discord does not know', GatewayCloseCodes.AuthenticationFailed, /DISCORD_TOKEN/],
    ['an intent that is not granted', GatewayCloseCodes.DisallowedIntents, /Message Content intent/],
    ['too few shards', GatewayCloseCodes.ShardingRequired, /DISCORD_SHARDS/],
  ])('%s keeps it from coming back, and the operator reads whose move it is', async (_, code, told) => {
    const { server, archcheck } = await conversation();
    server.gateway.closeWith(code);
    await server.gateway.disconnected();
    await expect.poll(() => archcheck.log()).toMatch(told);
    expect(archcheck.log()).toMatch(/"level":"error",.*"Discord: shard 0: /);
  });

  test('several shards share the servers, and each event comes once', async () => {
    const guilds = Array.from({ length: 4 }, (_, at) => ({
      name: `guild${at}`,
      people: ['ana'],
      channels: [{ name: `lobby${at}` }],
    }));
    const { server, archcheck, start, personIn } = await conversation({
      guilds: [{ name: 'acme', people: ['ana', 'ben'], channels: [{ name: 'general' }] }, ...guilds],
    });
    await archcheck.stop();
    const first = await start({ shards: '0-0/2' });
    const second = await start({ shards: '1-1/2' });
    const people = guilds.map(({ name }, at) => personIn('ana', `#lobby${at}`, name));
    for (const each of people) each.mentions(question);
    await Promise.all(people.map((each) => each.sees(/\[👍\]/)));
    await Promise.all([first.idle(), second.idle()]);
    expect(posts(server)).toBe(4);
    expect(server.gateway.sessions(server.app()).map(({ shard, shards }) => `${shard}/${shards}`)).toEqual([
      '0/2',
      '1/2',
    ]);
  });
});
