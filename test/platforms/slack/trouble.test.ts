import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Bot } from '../../../src/core/bot-events.ts';
import { readDeed } from '../../../src/platforms/slack/read-deed.ts';
import { freshFolder } from '../../support/world.ts';
import { conversation, posts } from './conversation.ts';

const question = 'what is a monolith?';

describe('a Slack that does not answer in time', () => {
  test('an answer is posted again unless it is found to be there', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode', {
      followUps: true,
      archcheck: { timeoutMs: 60 },
    });
    const never = new Promise(() => undefined);
    server.slack.faults.next('chat.postMessage', { kind: 'hold', until: never });
    ana.mentions(question);
    const screen = await ana.sees(/\[👍\]/);
    await archcheck.idle();
    expect(screen.match(/\[👍\]/g)).toHaveLength(1);
    expect(posts(server)).toBe(2);
    expect(archcheck.log()).toMatch(/it is unclear whether a message went out: chat\.postMessage: unreachable/);
  });

  test('one that never answers leaves the event to be tried again, and the operator reads why', async () => {
    const { server, archcheck, start, ana } = await conversation('Socket Mode', { archcheck: { timeoutMs: 40 } });
    server.slack.faults.always('chat.postMessage', { kind: 'hold', until: new Promise(() => undefined) });
    await ana.mentions(question).acknowledged;
    await archcheck.stop();
    expect(archcheck.log()).toMatch(/unreachable.*tried again in 10 s/);
    server.slack.faults.clear();
    await server.clock.advance(31_000);
    await start();
    await ana.sees(/\[👍\]/);
  });

  test('a modal that did not open in time is asked for again, and the words wait', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode', { archcheck: { timeoutMs: 60 } });
    server.slack.faults.next('views.open', { kind: 'hold', until: new Promise(() => undefined) });
    await ana.runs('/arch-check 3 devs, an MVP').acknowledged;
    await ana.sees(/please try once more/);
    await archcheck.idle();
    ana.runs('/arch-check');
    await ana.sees(/Is that right\?/);
  });
});

describe('an answer too long for one message', () => {
  const lines = Array.from({ length: 120 }, (_, at) => `Line ${at + 1} of a long answer.`);
  const longWinded = (bot: Bot): Bot => ({
    ...bot,
    async handle(incoming, sight) {
      const replies = await bot.handle(incoming, sight);
      if (incoming.event.kind !== 'message') return replies;
      const blocks = lines.map((text) => ({ kind: 'text', text }) as const);
      return replies.map((reply) => ({ ...reply, blocks: [...blocks, ...reply.blocks] }));
    },
  });
  const shown = (screen: string) =>
    (screen.match(/Line \d+ of a long answer/g) ?? []).map((line) => line.replace(/\D/g, ''));
  const all = lines.map((_, at) => String(at + 1));

  test('comes whole and in order', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode', { archcheck: { askedBy: longWinded } });
    ana.mentions(question);
    const screen = await ana.sees(/\[👍\]/);
    await archcheck.idle();
    expect(shown(screen)).toEqual(all);
    expect(posts(server)).toBe(3);
    expect(server.problems).toEqual([]);
  });

  test.each([2, 3])('goes on after a crash before part %i, and says nothing twice', async (part) => {
    const { server, archcheck, start, ana } = await conversation('Socket Mode', {
      followUps: true,
      archcheck: { askedBy: longWinded },
    });
    const reached = Promise.withResolvers<void>();
    const stop = server.onChange(() => {
      const there = ana.messages().filter(({ installation }) => installation !== null).length;
      if (there < part - 1) return;
      stop();
      server.slack.faults.always('chat.postMessage', { kind: 'cut', when: 'before' });
      reached.resolve();
    });
    ana.mentions(question);
    await reached.promise;
    await archcheck.stop();
    server.slack.faults.clear();
    await server.clock.advance(31_000);
    await start();
    const screen = await ana.sees(/\[👍\]/);
    expect(shown(screen)).toEqual(all);
  });
});

describe('a modal from before the questionnaire was changed', () => {
  /** The built-in rules, with another name for an option. */
  function changedKnowledge(): string {
    const folder = join(freshFolder(), 'knowledge');
    cpSync(join(import.meta.dirname, '../../../knowledge'), folder, { recursive: true });
    for (const name of ['questionnaire.yaml', 'situations.yaml']) {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8').replaceAll('finding-out', 'learning');
      writeFileSync(file, text.replace('version: "1"', 'version: "2"'));
    }
    return folder;
  }

  test('says so at the next click, and goes on with what still fits', async () => {
    const { server, archcheck, start, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
    ana.clicks('Don’t know');
    await ana.sees(/Question 3/);
    await archcheck.stop();
    const changed = await start({ env: { ARCHCHECK_KNOWLEDGE: changedKnowledge() } });
    ana.clicks('No, or all parts alike');
    const told = await ana.sees(/questions have changed|rules have changed|changed since/i);
    expect(told).toMatchInlineSnapshot(`
      "#general
      ┌ Architecture check
      │ The questions have changed since you began this check, so please start again. I keep 1 answer that still fits. 1 answer no longer fits.
      │ [Start again] [Leave it]
      └ [Close]"
    `);
    expect(changed.log()).not.toMatch(/error/);
    expect(server.problems).toEqual([]);
  });

  test('says so when it is submitted', async () => {
    const { server, archcheck, start, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Ask me everything');
    await ana.sees(/Step 1 of 3/);
    ana.chooses('Live, still learning what it should be', 'How far along is it?');
    ana.chooses('Don’t know', 'Who will build and run this?');
    ana.chooses('Don’t know', 'Is shipping fast what matters most right now?');
    await archcheck.stop();
    const changed = await start({ env: { ARCHCHECK_KNOWLEDGE: changedKnowledge() } });
    ana.submits();
    const told = await ana.sees(/changed|another version/i);
    expect(told).toMatchInlineSnapshot(`
      "#general
      ┌ Architecture check
      │ The questions have changed since you began this check, so please start again.
      │ [Start again] [Leave it]
      └ [Close]"
    `);
    expect(changed.log()).not.toMatch(/error/);
    expect(server.problems).toEqual([]);
  });
});

describe('guests and other companies', () => {
  test('a guest sees nothing of a public channel that they are not in', async () => {
    const { ana, personIn, check } = await conversation('Socket Mode', {
      workspaces: [
        {
          name: 'acme',
          people: ['ana', 'ben'],
          guests: ['gus'],
          channels: [{ name: 'general' }, { name: 'project', members: ['ana', 'gus', 'archcheck'] }],
        },
      ],
    });
    await check(ana, '#general', '3 devs, an MVP called Harbour');
    await check(ana, '#project', '3 devs, an MVP called Lantern');
    const gus = personIn('gus', '#project');
    gus.runs('/arch-decisions');
    const seen = await gus.sees(/Saved checks/);
    expect(seen).toMatch(/Lantern/);
    expect(seen).not.toMatch(/Harbour/);
    gus.opensHome();
    expect(await gus.sees(/Lantern/)).not.toMatch(/Harbour/);
  });

  test('what somebody of another company clicks belongs to the bot’s own workspace', () => {
    const self = { workspace: 'TOWN', user: 'UBOT' };
    const click = {
      type: 'block_actions',
      team: { id: 'TTHEIRS' },
      user: { id: 'UGUEST', team_id: 'TTHEIRS' },
      trigger_id: '1.2',
      container: { type: 'message', message_ts: '1.0', channel_id: 'C1' },
      actions: [{ action_id: 'button:0', value: 'rate:up:a' }],
    };
    expect(readDeed(click, self)).toMatchObject({ kind: 'click', workspace: 'TOWN' });
    const message = {
      type: 'event_callback',
      team_id: 'TTHEIRS',
      event_id: 'E1',
      authorizations: [{ team_id: 'TOWN' }],
      event: { type: 'app_mention', user: 'UGUEST', channel: 'C1', ts: '1.0', text: '<@UBOT> what is a monolith?' },
    };
    expect(readDeed(message, self)).toMatchObject({ kind: 'message', workspace: 'TOWN' });
  });
});
