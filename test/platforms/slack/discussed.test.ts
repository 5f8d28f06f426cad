import { describe, expect, test } from 'vitest';
import type { Person } from '../../support/slack/person.ts';
import { argueInThread } from '../arguing.ts';
import { conversation } from './conversation.ts';
import { manifestApp } from './manifest-app.ts';

/** Ana and Ben argue in a thread. @returns the first message of it */
function argue(ana: Person, ben: Person, said?: readonly string[]): string {
  return argueInThread(
    [ana, ben],
    (who, line) => who.says(line).ts,
    (who, thread, line) => who.replies(thread, line),
    said,
  );
}

describe('@archcheck summarise', () => {
  test('drafts for whoever asked alone, in the people’s own words with links, and posts once it is confirmed', async () => {
    const { server, ana, ben } = await conversation('Socket Mode', { followUps: true });
    const root = argue(ana, ben);
    ben.replies(root, '@archcheck summarise');
    const draft = await ben.sees(/\[Edit and record\]/);
    expect(draft).toMatch(/only visible to you\):[\s\S]*Monolith\.[\s\S]*By: ana and ben[\s\S]*Decided/);
    expect(draft).toMatch(/“decided: we keep the monolith” \(message/);
    expect(draft).toMatch(/looks like a password or a key was left out/);
    expect(draft.split('only visible to you')[1]).not.toContain('AKIA');
    expect(ana.screen()).not.toMatch(/Edit and record/);
    ben.clicks('Edit and record');
    const form = await ben.sees(/Leave out which of the points above/);
    expect(form).toMatch(/\(•\) Monolith\n/);
    ben.fills('Title', 'The shop stays one unit');
    ben.fills('Leave out which of the points above?', '2');
    ben.submits();
    await ben.sees(/It is posted/);
    const posted = await ana.sees(/D-1: The shop stays one unit/);
    expect(posted).toMatch(/From the discussion\n.*• Decision: decided: we keep the monolith/);
    const card = ana.messages().findLast(({ installation }) => installation !== null);
    expect(JSON.stringify(card?.blocks)).toContain(`https://acme.slack.com/archives/${ana.channelId()}/p`);
    expect(JSON.stringify(card?.blocks)).not.toContain('AKIA');
    expect(server.effects().pings).toEqual([]);
    expect(server.problems).toEqual([]);
  });

  test('says so where nothing was decided, and where there is nothing to put down', async () => {
    const { ana, ben } = await conversation('Socket Mode', { followUps: true });
    const root = argue(ana, ben, ['one app or microservices?', 'no idea', 'lunch?']);
    ana.replies(root, '@archcheck summarise');
    await ana.sees(/Nothing was decided/);
    const other = argue(ana, ben, ['who brings cake?', 'me']);
    ben.replies(other, '@archcheck sum it up');
    await ben.sees(/says nothing about an architecture that could be put down/);
  });

  test('leaves out what was deleted and what bots said, and reads what was edited as it is now', async () => {
    const { ana, ben } = await conversation('Socket Mode', { followUps: true });
    const root = argue(ana, ben, ['shall we split the shop?']);
    const gone = ben.replies(root, 'decided: microservices');
    ben.deletes(gone.ts);
    const edited = ben.replies(root, 'decided: microservices, at once');
    ben.edits(edited.ts, 'decided: monolith');
    ana.replies(root, '@archcheck summarise');
    const draft = await ana.sees(/\[Edit and record\]/);
    expect(draft).toMatch(/Monolith\.\n/);
    expect(draft.split('only visible to you')[1]).not.toMatch(/microservices/);
  });

  test('posts the strongest of a long one in one message, and keeps it up to date', async () => {
    const { server, archcheck, ana, ben } = await conversation('Socket Mode', { followUps: true });
    const long = Array.from(
      { length: 30 },
      (_, at) =>
        [
          `pro monolith ${at}: ${'one pipeline is simple to look after, '.repeat(9)}says team ${at}`,
          `my worry about one app ${at}: ${'nobody can release without the others, '.repeat(9)}says team ${at}`,
          `proposal ${at}: we split the app into services, ${'each with its own pipeline, '.repeat(12)}says team ${at}`,
          `I will write down by Friday what number ${at} means for ${'the pipeline and for '.repeat(14)}team ${at}`,
        ][at % 4] ?? '',
    );
    const root = argue(ana, ben, ['one app or microservices?', ...long, 'decided: monolith']);
    ben.replies(root, '@archcheck summarise');
    const draft = await ben.sees(/… and \d+ more in the thread\.\n.*\[Edit and record\]/);
    expect(draft.split('What the thread says')[1]?.match(/• “/g)?.length ?? 0).toBeLessThanOrEqual(24);
    ben.clicks('Edit and record');
    await ben.sees(/… and \d+ more in the thread\.\n│ Title/);
    ben.fills('Title', 'One unit');
    ben.submits();
    await ben.sees(/It is posted/);
    ben.closes();
    await archcheck.idle();
    const parts = () => ana.messages().filter(({ metadata }) => JSON.stringify(metadata).includes('submission'));
    expect(parts()).toHaveLength(1);
    ben.clicks('Accept');
    await ana.sees(/D-1 was accepted by ben/);
    await archcheck.idle();
    expect(parts()).toHaveLength(1);
    expect(ana.screen()).toMatch(/Status: Accepted by ben/);
    expect(ana.screen()).not.toMatch(/\[Accept\]/);
    expect(server.problems).toEqual([]);
  });

  test('says what it lacks where it may not read threads', async () => {
    const { server, archcheck, ana, ben } = await conversation('Socket Mode');
    const root = argue(ana, ben);
    ben.replies(root, '@archcheck summarise');
    await ben.sees(/only visible to you[\s\S]*channels:history[\s\S]*slack manifest --follow-ups/);
    await archcheck.idle();
    expect(archcheck.log()).not.toMatch(/error/);
    expect(server.problems).toEqual([]);
  });

  test('outside a thread says where to say it', async () => {
    const { ana } = await conversation('Socket Mode', { followUps: true });
    ana.mentions('summarise');
    await ana.sees(/Say that in the thread/);
  });

  test('drafts from what Slack gives at once, and goes on where it has to wait', async () => {
    const app = { ...manifestApp(true), mostMessages: 15 };
    const advance = { pass: async (_: number): Promise<void> => undefined };
    const { server, archcheck, ana, ben } = await conversation('Socket Mode', {
      followUps: true,
      app,
      archcheck: { wait: (ms) => advance.pass(ms) },
    });
    server.slack.faults.limit('conversations.replies', 1);
    advance.pass = (ms) => server.clock.advance(ms);
    const chatter = Array.from({ length: 30 }, (_, at) => `we looked at the numbers of week ${at}`);
    const root = argue(ana, ben, ['decided: microservices', ...chatter, 'scratch that, decided: monolith']);
    ana.replies(root, '@archcheck summarise');
    const first = await ana.sees(/the first 15 of about 33 messages/);
    expect(first).toMatch(/Read only in part, so nothing counts as decided/);
    await archcheck.idle();
    expect(ana.screen()).toMatch(/Drafted from 32 messages/);
    expect(ana.screen().split('Drafted from 15')[1]).toMatch(/Monolith\./);
    expect(server.problems).toEqual([]);
  });
});

describe('“Record decision” on a message', () => {
  test('fills a form with what the thread says', async () => {
    const { server, ana, ben } = await conversation('Socket Mode', { followUps: true });
    argue(ana, ben);
    await ben.usesShortcut('arch_record', /three people/).acknowledged;
    await ben.sees(/1\. Decision: decided: we keep the monolith/);
    ben.fills('Title', 'One unit');
    ben.submits();
    await ana.sees(/D-1: One unit/);
    expect(server.problems).toEqual([]);
  });

  test('puts down the message alone where the bot may not read the thread', async () => {
    const { server, ana, ben } = await conversation('Socket Mode');
    argue(ana, ben);
    await ben.usesShortcut('arch_record', /decided: we keep/).acknowledged;
    await ben.sees(/I read this message alone\.[\s\S]*channels:history/);
    ben.fills('Title', 'One unit');
    ben.chooses('Monolith', 'What was chosen?');
    ben.submits();
    await ana.sees(/D-1: One unit/);
    expect(server.problems).toEqual([]);
  });
});
