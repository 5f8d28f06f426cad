import { describe, expect, test } from 'vitest';
import { allDecisions } from '../../../src/core/decisions/decision-store.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { WorkspaceSpec } from '../../support/slack/specs.ts';
import { conversation } from './conversation.ts';
import { manifestApp } from './manifest-app.ts';

const withPrivate: readonly WorkspaceSpec[] = [
  {
    name: 'acme',
    people: ['ana', 'ben', 'cleo'],
    channels: [
      { name: 'general' },
      { name: 'secret', private: true, members: ['ana', 'cleo', 'archcheck'] },
      { name: 'old' },
      { name: 'elsewhere', members: ['ana', 'ben', 'cleo'] },
      { name: 'platform', members: ['ana', 'ben', 'archcheck'] },
    ],
  },
];
const words = '4 teams, live for years, search needs its own scaling';

/** A decision of Ana's, posted in #general. */
async function decided(options: Parameters<typeof conversation>[1] = {}) {
  const scene = await conversation('Socket Mode', { workspaces: withPrivate, ...options });
  await scene.check(scene.ana, '#general', words);
  await scene.record(scene.ana, 'The shop stays one unit', () => scene.ana.chooses('@ben', 'Who decides?'));
  const { workspace } = scene.server.installation();
  const decision = async (id = 'D-1') => (await scene.archcheck.store.decisions.get(workspace.id, id))?.decision;
  const all = async () => (await scene.archcheck.store.decisions.list(workspace.id, allDecisions)).decisions;
  return { ...scene, decision, all };
}

const linkTo = (channel: string, ts: string) => `https://acme.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
const count = (text: string, pattern: RegExp) => [...text.matchAll(new RegExp(pattern, 'g'))].length;

describe('a recorded decision', () => {
  test('is accepted once, however many press at once', async () => {
    const { server, archcheck, ana, ben, decision } = await decided();
    await Promise.all([ana.clicks('Accept').acknowledged, ben.clicks('Accept').acknowledged]);
    await archcheck.idle();
    expect(await decision()).toMatchObject({ status: 'accepted' });
    expect((await decision())?.history.filter(({ what }) => what.kind === 'accepted')).toHaveLength(1);
    expect(count(ana.screen(), /D-1 was accepted by/)).toBe(1);
    expect(`${ana.screen()}${ben.screen()}`).toMatch(/Nothing was done: D-1 stands as “Accepted by/);
    expect(server.problems).toEqual([]);
  });

  test('is not changed by the button of an older version, nor by a form that was opened before it', async () => {
    const { server, ana, ben, decision } = await decided();
    ben.runs('/arch-decisions D-1');
    await ben.sees(/only visible to you[\s\S]*\[Accept\]/);
    ana.clicks('Edit');
    await ana.sees(/Makes version 2/);
    ben.clicks('Edit');
    await ben.sees(/Makes version 2/);
    ana.fills('Title', 'The shop stays in one piece');
    ana.submits();
    await ben.sees(/Version 2, changed by ana/);
    ben.fills('Title', 'The shop is split');
    ben.submits();
    const again = await ben.sees(/Somebody made version 2 meanwhile\. Your words are below, not saved/);
    expect(again).toMatch(/\[The shop is split ✎\]/);
    ben.closes();
    ben.clicks('Accept');
    await ben.sees(/That was the button of an older version\. This is version 2/);
    expect(await decision()).toMatchObject({ status: 'proposed', version: 2, title: 'The shop stays in one piece' });
    expect(server.problems).toEqual([]);
  });

  test('is posted once by two copies that get its form at the same moment', async () => {
    const { server, archcheck, start, ana, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    const other = await start();
    await check(ana, '#general', words);
    ana.clicks('Record decision');
    await ana.sees(/What was chosen\?/);
    await Promise.all([ana.submits().acknowledged, ana.submits().acknowledged]);
    await Promise.all([archcheck.idle(), other.idle()]);
    await ana.sees(/# D-1: /);
    expect(count(ana.screen(), /# D-\d: /)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('is recorded once by a form that Slack sends twice, and both are acknowledged', async () => {
    const { server, archcheck, ana, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    await check(ana, '#general', words);
    ana.clicks('Record decision');
    await ana.sees(/What was chosen\?/);
    const [delivery] = ana.submits().deliveries;
    await ana.sees(/It is posted/);
    await archcheck.idle();
    expect(await delivery?.again()).toMatchObject({ ok: true });
    expect(count(ana.screen(), /# D-\d: /)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('that was accepted while Slack was down is told so when it is there again, once', async () => {
    const { server, archcheck, ana, ben, decision } = await decided();
    server.slack.faults.always('chat.postMessage', { kind: 'status', status: 503 });
    ben.clicks('Accept');
    await archcheck.idle();
    await server.clock.advance(10 * 60_000);
    await archcheck.ring();
    expect(await decision()).toMatchObject({ status: 'accepted' });
    expect(ana.screen()).not.toMatch(/was accepted/);
    server.slack.faults.clear();
    await server.clock.advance(3_600_000);
    await archcheck.ring();
    expect(count(ana.screen(), /D-1 was accepted by ben/)).toBe(1);
    expect(ana.screen()).toMatch(/Status: Accepted by ben/);
    await server.clock.advance(2 * 86_400_000);
    await archcheck.ring();
    expect(count(ana.screen(), /D-1 was accepted by ben/)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('that there is none of is not accepted', async () => {
    const { ana } = await conversation('Socket Mode');
    ana.runs('/arch-decisions accept D-99');
    await ana.sees(/There is no such decision that you may see/);
  });

  test('shows a title that is an attack as it was typed, and pings nobody', async () => {
    const { server, ana, check, record } = await conversation('Socket Mode');
    await check(ana, '#general', words);
    const title = '<!channel> @here <https://evil.example|free> *bold* javascript:alert(1)';
    await record(ana, title);
    await ana.sees(/D-1: /);
    ana.clicks('Accept');
    await ana.sees(/D-1 was accepted/);
    expect(server.effects().pings).toEqual([]);
    expect(server.effects().links.filter((link) => !link.startsWith('https://acme.slack.com/archives/'))).toEqual([]);
    expect(() => ana.clicks('Edit') && ana.fills('Title', 'x'.repeat(5_000))).toThrow();
    expect(server.problems).toEqual([]);
  });

  test('takes an empty field for empty', async () => {
    const { ana, decision } = await decided();
    ana.clicks('Edit');
    await ana.sees(/Makes version 2/);
    ana.fills('The situation', '');
    ana.submits();
    await ana.sees(/Version 2, changed by ana/);
    expect((await decision())?.context).toBe('');
  });

  test('keeps the ids of people of whom Slack says nothing any more', async () => {
    const { server, ana, check, record, archcheck } = await conversation('Socket Mode');
    await check(ana, '#general', words);
    server.slack.faults.always('users.info', { kind: 'error', error: 'user_not_found' });
    await record(ana, 'The shop stays one unit');
    const { workspace } = server.installation();
    const stored = await archcheck.store.decisions.get(workspace.id, 'D-1');
    expect(stored?.decision.recorder).toEqual({ id: ana.id, name: ana.id });
  });

  test('stays where it was decided, whoever links elsewhere', async () => {
    const { server, ana, ben, check, archcheck } = await conversation('Socket Mode', { workspaces: withPrivate });
    const outside = ben.says('shall we split the shop?');
    const general = ben.channelId();
    await check(ana, '#secret', words);
    ana.clicks('Record decision');
    await ana.sees(/Where\?/);
    ana.fills('Link to a message', linkTo(general, outside.ts));
    ana.submits();
    await ana.sees(/! That belongs to a private place, so it stays there/);
    expect((await archcheck.store.decisions.list(server.installation().workspace.id, allDecisions)).decisions).toEqual(
      [],
    );
    expect(ben.screen()).not.toMatch(/D-1/);
    expect(server.problems).toEqual([]);
  });

  test.each([
    ['#old', (person: { archives(): void }) => person.archives(), /! I cannot post there: the channel is archived/],
    ['#elsewhere', () => undefined, /! I cannot post there: I am not in that channel/],
    ['#general', () => undefined, /! I cannot post there: that message is not there any more/],
  ] as const)('is not recorded for %s where it cannot be posted', async (place, prepare, told) => {
    const { ana, ben, check, all } = { ...(await decided()) };
    ben.goesTo(place);
    const said = ben.says('shall we split the shop?');
    const channel = ben.channelId();
    prepare(ben);
    if (place === '#general') ben.deletes(said.ts);
    await check(ana, '#general', words);
    ana.clicks('Record decision');
    await ana.sees(/Where\?/);
    ana.fills('Link to a message', linkTo(channel, said.ts));
    ana.submits();
    await ana.sees(told);
    expect(await all()).toHaveLength(1);
  });

  test('is kept where posting fails, and the person is told so', async () => {
    const { server, ana, check, archcheck } = await conversation('Socket Mode');
    await check(ana, '#general', words);
    ana.clicks('Record decision');
    await ana.sees(/Where\?/);
    server.slack.faults.next('chat.postMessage', { kind: 'error', error: 'is_archived' });
    ana.submits();
    await ana.sees(/I cannot post there: the channel is archived/);
    ana.closes();
    await archcheck.idle();
    ana.runs('/arch-decisions D-1');
    await ana.sees(/only visible to you[\s\S]*D-1: /);
  });

  test('that could not be posted is posted where it belongs, wherever it is changed', async () => {
    const { server, archcheck, ana, ben, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    await check(ana, '#secret', words);
    ana.clicks('Record decision');
    await ana.sees(/Where\?/);
    server.slack.faults.next('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    ana.submits();
    await ana.sees(/I cannot post there/);
    ana.closes();
    await archcheck.idle();
    ana.goesTo('#general');
    ana.runs('/arch-decisions edit D-1');
    await ana.sees(/Makes version 2/);
    ana.fills('Title', 'Lantern stays one unit');
    ana.submits();
    await ana.sees(/It is posted/);
    await archcheck.idle();
    expect(ben.screen()).not.toMatch(/D-1|Lantern/);
    ana.closes();
    ana.goesTo('#secret');
    expect(ana.screen()).toMatch(/# D-1: Lantern stays one unit/);
  });

  test('in a channel where nothing can be posted any more is changed all the same, and whoever did that is told', async () => {
    const { server, archcheck, ana, ben, decision } = await decided();
    ben.archives();
    ana.goesTo('#elsewhere');
    ana.runs('/arch-decisions accept D-1');
    await ana.sees(/only visible to you\):\n {2}It is kept\. I cannot post there: the channel is archived/);
    expect(await decision()).toMatchObject({ status: 'accepted' });
    await archcheck.idle();
    expect(archcheck.log()).not.toMatch(/tried again/);
    expect(server.problems).toEqual([]);
  });

  test('outlives its channel, for whoever recorded it and nobody else', async () => {
    const { server, ana, ben } = await decided();
    for (const method of ['conversations.info', 'conversations.members', 'chat.postMessage', 'chat.update'])
      server.slack.faults.always(method, { kind: 'error', error: 'channel_not_found' });
    ana.runs('/arch-decisions export D-1');
    await ana.sees(/D-1 as a Markdown file/);
    ana.runs('/arch-decisions');
    await ana.sees(/# Decisions\n {2}• D-1 The shop stays one unit/);
    ana.goesTo('#elsewhere');
    ana.runs('/arch-decisions accept D-1');
    await ana.sees(/It is kept\. I cannot post there/);
    ben.goesTo('#elsewhere');
    ben.runs('/arch-decisions D-1');
    await ben.sees(/There is no such decision that you may see/);
    expect(server.problems).toEqual([]);
  });

  test('that one of another channel takes the place of is not told its title either: that one may be private tomorrow', async () => {
    const { server, ana, ben, check, record } = await decided();
    await check(ana, '#platform', words);
    await record(ana, 'Lantern moves out', () => ana.fills('Which decision does it replace?', 'D-1'));
    ana.clicks('Accept');
    await ana.sees(/D-2 was accepted by ana: Lantern/);
    await ben.sees(/D-1 was superseded by D-2 \(ana\)/);
    expect(server.problems).toEqual([]);
  });

  test('that one of a private channel takes the place of is told so, and not what that one is called', async () => {
    const { server, archcheck, ana, ben, check, record } = await decided();
    await check(ana, '#secret', words);
    await record(ana, 'Lantern moves out', () => ana.fills('Which decision does it replace?', 'D-1'));
    ana.clicks('Accept');
    await ana.sees(/D-2 was accepted by ana: Lantern/);
    await ben.sees(/D-1 was superseded by D-2 \(ana\)/);
    await archcheck.idle();
    ben.runs('/arch-decisions history D-1');
    await ben.sees(/put D-2 in its place/);
    ben.runs('/arch-decisions D-2');
    await ben.sees(/There is no such decision that you may see/);
    expect(ben.screen()).not.toMatch(/Lantern/);
    expect(server.problems).toEqual([]);
  });

  test('is looked for without asking Slack of each thread of a channel anew', async () => {
    const { server, archcheck, ana, check, record } = await decided();
    for (const title of ['Billing', 'Search', 'Invoices']) {
      await check(ana, '#general', words);
      await record(ana, title);
    }
    ana.goesTo('#old');
    const before = server.calls.length;
    ana.runs('/arch-decisions');
    await ana.sees(/# Decisions\n[\s\S]*D-4[\s\S]*D-1/);
    await archcheck.idle();
    const asked = server.calls.slice(before).filter(({ method }) => method === 'conversations.info');
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test('keeps the names of its people when they have left', async () => {
    const { server, ana, ben, decision } = await decided();
    server.slack.faults.always('users.info', { kind: 'error', error: 'user_not_found' });
    ana.clicks('Edit');
    await ana.sees(/Makes version 2/);
    ana.fills('Title', 'The shop stays in one piece');
    ana.submits();
    await ben.sees(/D-1: The shop stays in one piece[\s\S]*Deciders: ana and ben/);
    expect((await decision())?.deciders.map(({ name }) => name)).toEqual(['ana', 'ben']);
  });

  test('is not for the admins of another company, who share its channel, and what is elsewhere is not theirs to see', async () => {
    const channels = [{ name: 'general', members: ['ana', 'xeno', 'archcheck'] }, { name: 'shop' }];
    const { server, archcheck, ana, check, record, personIn } = await conversation('Socket Mode', {
      workspaces: [{ name: 'acme', people: ['ana', 'ben'], strangers: ['xeno'], channels }],
    });
    await check(ana, '#shop', words);
    await record(ana, 'The shop moves out');
    await check(ana, '#general', words);
    await record(ana, 'Billing stays one unit');
    const xeno = personIn('xeno', '#general');
    xeno.clicks('Accept');
    await xeno.sees(/To accept D-2 is for those whose decision it is: ana/);
    xeno.mentions('what did we decide?');
    await xeno.sees(/# Decided\n[\s\S]*D-2/);
    xeno.runs('/arch-decisions');
    await xeno.sees(/# Decisions\n[\s\S]*D-2/);
    await archcheck.idle();
    expect(xeno.screen()).not.toMatch(/D-1|The shop/);
    expect(server.problems).toEqual([]);
  });

  test('of a private channel is not recorded where a colleague reads along', async () => {
    const { server, archcheck, ana, check } = await conversation('Socket Mode', { workspaces: withPrivate });
    await check(ana, '#secret', words);
    const { workspace } = server.installation();
    const [{ id } = { id: '' }] = (
      await archcheck.store.checks.list(workspace.id, { words: '', limit: 1, after: null })
    ).checks;
    ana.goesTo('@ben');
    ana.runs(`/arch-decisions record ${id}`);
    await ana.sees(/There is no finished check here to record/);
    ana.goesTo('@archcheck');
    ana.runs(`/arch-decisions record ${id}`);
    await ana.sees(/What was chosen\?/);
    expect(server.problems).toEqual([]);
  });

  test('is not lost with a database that is locked: what was pressed is told, what was typed is still there', async () => {
    const locked = { is: false };
    const unlessLocked =
      <Args extends readonly unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
      async (...args: Args) => {
        if (locked.is) throw new UserError('Another process holds the database. Try again in a moment.');
        return act(...args);
      };
    const { server, ana, ben, check, decision } = await decided({
      archcheck: {
        keptIn: ({ decisions, ...store }) => ({
          ...store,
          decisions: { ...decisions, save: unlessLocked(decisions.save), record: unlessLocked(decisions.record) },
        }),
      },
    });
    await check(ana, '#general', words);
    locked.is = true;
    ben.clicks('Accept');
    await ben.sees(/only visible to you\):\n.*I cannot do that now\. Another process holds the database/);
    ana.clicks('Record decision');
    await ana.sees(/What was chosen\?/);
    ana.fills('Title', 'Search moves out');
    ana.submits();
    await ana.sees(/I cannot do that now[\s\S]*Close this to go back to the form/);
    locked.is = false;
    ana.closes();
    expect(ana.screen()).toMatch(/\[Search moves out ✎\]/);
    ana.submits();
    await ana.sees(/It is posted/);
    ben.clicks('Accept');
    await ben.sees(/To accept D-2 is for those whose decision it is: ana/);
    expect(await decision('D-2')).toMatchObject({ title: 'Search moves out', status: 'proposed' });
    expect(server.problems).toEqual([]);
  });

  test('is posted anew where its card was deleted, and kept up to date there', async () => {
    const { server, ana, ben } = await decided();
    ben.deletes(/D-1: The shop/);
    ana.runs('/arch-decisions accept D-1');
    await ben.sees(/Status: Accepted by ana/);
    ben.clicks('Object');
    await ben.sees(/Why\?/);
    ben.fills('Why?', 'Search cannot wait.');
    ben.submits();
    await ana.sees(/Status: Objected to by ben/);
    expect(count(ana.screen(), /# D-1: The shop/)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('comes with its file and the picture of the verdict where the token may', async () => {
    const { server, archcheck, ana, ben } = await decided({ app: manifestApp(false, true) });
    await archcheck.idle();
    expect(ben.screen()).toMatch(/\[file: verdict\.png\]/);
    expect(ben.screen()).toMatch(/\[file: \S+\.md\]/);
    const announced = server.calls.filter(({ method }) => method === 'files.getUploadURLExternal');
    const picture = announced.find(({ args }) => args['filename'] === 'verdict.png');
    expect(picture?.args['alt_txt']).toMatch(/Monolith/);
    ana.clicks('Accept');
    await ana.sees(/was accepted/);
    await archcheck.idle();
    expect(count(ben.screen(), /\[file: /)).toBe(2);
    expect(server.problems).toEqual([]);
  });

  test('in a direct conversation stays there', async () => {
    const { server, archcheck, ana, check, record } = await conversation('Socket Mode', { workspaces: withPrivate });
    await check(ana, '@archcheck', words);
    await record(ana, 'My own affair');
    ana.clicks('Accept');
    await ana.sees(/D-1 was accepted by ana/);
    ana.goesTo('#general');
    ana.mentions('what did we decide about my affair?');
    await ana.sees(/For you alone[\s\S]*D-1/);
    await archcheck.idle();
    expect(
      ana
        .messages()
        .filter(({ visibleTo }) => visibleTo === null)
        .map(({ text }) => text)
        .join('\n'),
    ).not.toMatch(/D-1/);
    expect(server.problems).toEqual([]);
  });

  test('of another channel is told to whoever asks alone where a guest would hear it', async () => {
    const channels = [{ name: 'general', members: ['ana', 'gast', 'archcheck'] }, { name: 'shop' }];
    const { archcheck, ana, check, record } = await conversation('Socket Mode', {
      workspaces: [{ name: 'acme', people: ['ana', 'ben'], guests: ['gast'], channels }],
    });
    await check(ana, '#shop', words);
    await record(ana, 'The shop stays one unit');
    ana.goesTo('#general');
    ana.mentions('what did we decide about the shop?');
    await ana.sees(/For you alone[\s\S]*D-1/);
    await archcheck.idle();
    expect(ana.screen()).toMatch(/no recorded decision about “shop” that everybody here may see/);
  });

  test('is there though its file cannot be uploaded', async () => {
    const scene = await conversation('Socket Mode', { app: manifestApp(false, true) });
    scene.server.slack.faults.always('files.getUploadURLExternal', { kind: 'error', error: 'internal_error' });
    await scene.check(scene.ana, '#general', words);
    await scene.record(scene.ana, 'The shop stays one unit');
    await scene.archcheck.idle();
    expect(scene.ben.screen()).toMatch(/D-1: The shop stays one unit/);
  });

  test('is shown as Markdown to copy, to whoever asks alone', async () => {
    const { server, ana, ben } = await decided();
    ben.clicks('Markdown');
    await ben.sees(/D-1 as a Markdown file[\s\S]*status: proposed[\s\S]*# D-1: The shop stays one unit/);
    expect(ana.screen()).not.toMatch(/status: proposed/);
    expect(server.effects().pings).toEqual([]);
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
    await server.clock.advance(dayMs);
    await Promise.all([one.ring(), two.ring()]);
    expect(count(ana.screen(), /D-1 is due for review/)).toBe(1);
    expect(server.problems).toEqual([]);
  });

  test('whose thread was deleted is said in its channel', async () => {
    const { server, archcheck, ana } = await decided();
    for (const { ts } of ana.messages()) ana.deletes(ts);
    await server.clock.advance(97 * dayMs);
    await archcheck.ring();
    expect(ana.screen()).toMatch(/#general\narchcheck:\n {2}# D-1 is due for review/);
  });

  test('whose channel is archived stays on the list of what is due', async () => {
    const { server, archcheck, ana, ben } = await decided();
    await server.clock.advance(97 * dayMs);
    ben.archives();
    await archcheck.ring();
    await archcheck.idle();
    ana.opensHome();
    await ana.sees(/Due for review[\s\S]*D-1/);
    expect(archcheck.log()).not.toMatch(/tried again/);
  });
});
