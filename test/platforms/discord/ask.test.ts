import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/platforms/discord/read-deed.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { conversation, posts } from './conversation.ts';

const question = 'what is a monolith?';
const twice = /\[👍\][\s\S]*\[👍\]/;

describe('asking', () => {
  test('a mention in a channel is answered in its thread, with citations, feedback, and once how to go on', async () => {
    const { server, ana } = await conversation();
    ana.mentions(question);
    const screen = await ana.sees(/mention archcheck again/);
    expect(screen).toMatch(
      /ana: @archcheck what is a monolith\?\n {2}↳ thread: what is a monolith\?\n {2}│ archcheck:/,
    );
    expect(screen).toMatch(/From microservices-vs-monolith: .*\(line/);
    expect(screen).toMatch(/\[👍\] \[👎\]/);
    ana.saysInThread(/what is a monolith/, '@archcheck and microservices?');
    const both = await ana.sees(twice);
    expect(both.match(/mention archcheck again/g)).toHaveLength(1);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    expect(server.refusals()).toEqual([]);
  });

  test('a direct message is answered where it stands', async () => {
    const { server, ana } = await conversation();
    ana.goesTo('@archcheck');
    ana.says(question);
    await ana.sees(/\[👍\]/);
    ana.says('and microservices?');
    expect(await ana.sees(twice)).not.toMatch(/thread:|mention archcheck again/);
    expect(server.refusals()).toEqual([]);
  });

  test('a reply to the bot is a mention, whether or not it pings', async () => {
    const { server, quiet, ana } = await conversation();
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    ana.replies(/From microservices-vs-monolith/, 'and microservices?');
    await ana.sees(twice);
    ana.replies(/what is a monolith/, 'just between us', { pings: false });
    await quiet();
    expect(posts(server)).toBe(2);
    ana.replies(/mention archcheck again/, 'why?', { pings: false });
    await ana.sees(/Discord shows me only messages that mention archcheck itself/);
  });

  test('its role is named by mistake: with the words it answers, without them it says once how to be heard', async () => {
    const heard = await conversation({ followUps: true });
    heard.ana.mentionsRole(question);
    await heard.ana.sees(/\[👍\]/);
    const { server, quiet, ana } = await conversation();
    ana.mentionsRole(question);
    await quiet();
    const screen = ana.screen();
    expect(screen).toMatch(/\[👍\]|Discord shows me only messages that mention archcheck itself, not its role alone/);
    ana.mentionsRole(question);
    await quiet();
    expect(server.problems).toEqual([]);
  });

  test('whatever comes again is answered once: an edit, a replay, two running copies', async () => {
    const { server, archcheck, start, quiet, ana } = await conversation();
    const second = await start();
    for (let turn = 1; turn <= 5; turn++) ana.mentions(`${question} ${turn}`);
    const said = ana.mentions('is a monolith easy to deploy?');
    ana.edits(said.id, '@archcheck what is a microservice?');
    await ana.sees(/(?:\[👍\][\s\S]*?){6}/);
    await quiet();
    await Promise.all([archcheck.idle(), second.idle()]);
    expect(posts(server)).toBe(6);
  });

  test('an unmentioned reply in its own thread is answered with the intent for it, unless it is for somebody else', async () => {
    const { server, quiet, ana, ben } = await conversation({ followUps: true });
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    ana.saysInThread(/what is a monolith/, 'and microservices?');
    await ana.sees(twice);
    ben.saysInThread(/what is a monolith/, 'thanks!');
    ben.saysInThread(/what is a monolith/, '@ana what is a monolith to you?');
    ben.saysInThread(/what is a monolith/, 'lunch at noon, everybody');
    ana.says('what is a monolith, by the way?');
    await quiet();
    expect(posts(server)).toBe(2);
    expect(ana.screen()).not.toMatch(/mention archcheck again/);
  });

  test('other bots and its own words are never answered', async () => {
    const { server, quiet, ana } = await conversation({ followUps: true, others: [{ name: 'otherbot' }] });
    const { token } = server.app('otherbot');
    const said = await fetch(`${server.apiUrl}/v10/channels/${ana.channel().id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: `<@${server.app().id}> ${question}` }),
    });
    expect(said.status).toBe(200);
    await quiet();
    expect(posts(server)).toBe(1);
  });

  test('"check" in a mention offers the questions, with what the words state behind the button of whoever said them', async () => {
    const { server, ana, ben } = await conversation();
    ana.mentions('check 3 devs, an MVP');
    await ben.sees(/\[Open the questions\]/);
    ana.clicks('Open the questions');
    await ana.sees(/Is that right\?/);
    ben.clicks('Open the questions');
    await ben.sees(/Question 1/);
    expect(server.refusals()).toEqual([]);
  });
});

describe('after a crash', () => {
  /** What an earlier process wrote down and did not finish. */
  async function leaveOver(data: string, now: () => number, bot: string, message: unknown): Promise<void> {
    const deed = readMessage(message, { user: bot, role: () => undefined });
    if (deed === null) throw new Error('the bot would not have taken that');
    const store = await openStore({ folder: data, clock: now });
    await store.events.forget(Number.MAX_SAFE_INTEGER);
    await store.events.claim({ workspace: deed.workspace, id: `discord/${deed.key}`, payload: deed }, 0);
    await store.close();
  }

  const payload = (bot: string, person: string, channel: string, guild: string, id: string) => ({
    ...{ id, channel_id: channel, guild_id: guild, type: 0, content: `<@${bot}> ${question}` },
    author: { id: person, username: 'ana' },
    mentions: [{ id: bot, username: 'archcheck' }],
  });

  test('what was written down before it is answered after it, in a thread that may be there already', async () => {
    const { server, archcheck, start, data, ana } = await conversation();
    await archcheck.stop();
    const said = ana.mentions(question);
    const { id: bot } = server.app();
    const message = payload(bot, ana.id, ana.channel().id, server.guild().id, said.id);
    await leaveOver(data, () => server.clock.now(), bot, message);
    ana.saysInThread(/what is a monolith/, 'I open the thread myself');
    await start();
    await ana.sees(/I open the thread myself[\s\S]*\[👍\]/);
    expect(posts(server)).toBe(1);
  });

  test('an answer that went out before it is known by its mark, and not given again', async () => {
    const { server, archcheck, start, data, ana } = await conversation();
    const said = ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await archcheck.stop();
    const { id: bot } = server.app();
    const message = payload(bot, ana.id, ana.channel().id, server.guild().id, said.id);
    await leaveOver(data, () => server.clock.now(), bot, message);
    // So late that Discord itself would show the same nonce again.
    await server.clock.advance(3_600_000);
    const again = await start();
    await again.idle();
    expect(posts(server)).toBe(1);
    expect(server.calls.map(({ route }) => route)).toContain('GET /channels/:channel/messages');
  });

  test('a follow-up still knows what the thread is about', async () => {
    const { archcheck, start, ana } = await conversation({ followUps: true });
    ana.mentions('is a monolith easy to deploy?');
    const before = await ana.sees(/\[👍\]/);
    await archcheck.stop();
    await start();
    ana.saysInThread(/easy to deploy/, 'why?');
    const after = await ana.sees(twice);
    expect(after.slice(before.length)).toMatch(/deploy|release/i);
  });
});

test('it finishes what it has taken before it ends', async () => {
  const { server, archcheck, ana } = await conversation();
  const gate = Promise.withResolvers<void>();
  server.faults.next('POST /channels/:channel/messages', { kind: 'hold', until: gate.promise });
  ana.mentions(question);
  await server.gateway.taken();
  const stopped = archcheck.stop();
  gate.resolve();
  await stopped;
  expect(ana.screen()).toMatch(/\[👍\]/);
});

test('nor does it forget what it had only begun to look at', async () => {
  const gate = Promise.withResolvers<void>();
  const looked = Promise.withResolvers<void>();
  const { server, archcheck, ana } = await conversation({
    followUps: true,
    keptIn: (store) => ({
      ...store,
      answers: {
        ...store.answers,
        async get(...which) {
          looked.resolve();
          await gate.promise;
          return store.answers.get(...which);
        },
      },
    }),
  });
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  ana.saysInThread(/what is a monolith/, 'and microservices?');
  await looked.promise;
  const stopped = archcheck.stop();
  await server.gateway.disconnected();
  // As long as it takes to close what is not waited for.
  await fetch(`${server.apiUrl}/v10/gateway`);
  gate.resolve();
  await stopped;
  expect(ana.screen()).toMatch(twice);
});

test('where nothing can be kept, it says so', async () => {
  const { archcheck, ana } = await conversation();
  await archcheck.store.close();
  ana.runs('/arch-ask', { question });
  await ana.sees(/only you can see this\):\n {2}I cannot do that now\. The store is closed/);
});
