import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Store } from '../../../src/core/ports.ts';
import type { Mode } from './archcheck.ts';
import { conversation, posts } from './conversation.ts';

describe.each<Mode>(['Socket Mode', 'signed HTTP'])('a check over %s', (mode) => {
  test('the quick form takes a title as soon as there is a verdict to show, and keeps it whatever is clicked', async () => {
    const { server, ana } = await conversation(mode);
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2[\s\S]*Title/);
    ana.fills('Title', 'Billing');
    ana.clicks('Don’t know');
    expect(await ana.sees(/Question 3/)).toMatch(/\[Billing ✎\]/);
    ana.submits();
    await ana.sees(/It is posted in the channel/);
    expect(ana.screen('#general')).toMatch(/archcheck:\n {2}› Billing\n/);
    expect(server.problems).toEqual([]);
  });

  test('a verdict that is asked for three times at once is posted once', async () => {
    const { server, archcheck, ana, check } = await conversation(mode);
    await check(ana, '#general', '3 devs, an MVP');
    ana.clicks('Change answers');
    await ana.sees(/\[Show the verdict\]/);
    await archcheck.idle();
    const before = posts(server);
    const clicks = [1, 2, 3].map(() => ana.clicks('Show the verdict').acknowledged);
    await Promise.all(clicks);
    await archcheck.idle();
    expect(posts(server)).toBe(before + 1);
    expect(ana.screen()).toMatch(/It is posted in the channel/);
  });

  test('the full form asks in three steps, keeps what is filled in on the way back, and takes a title', async () => {
    const { server, ana } = await conversation(mode);
    const seen: string[] = [];
    const see = async (what: RegExp) => seen.push(await ana.sees(what));
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Ask me everything');
    await see(/Step 1 of 3/);
    ana.fills('Title', 'Billing');
    for (const [field, option] of answers.slice(0, 3)) ana.chooses(option, field);
    ana.submits();
    await see(/Step 2 of 3/);
    ana.chooses(answers[3]?.[1] ?? '', answers[3]?.[0]);
    ana.clicks('Back');
    const back = await ana.sees(/Step 1 of 3/);
    expect(back.match(/\(•\)/g)).toHaveLength(3);
    expect(back).toMatch(/Billing/);
    ana.submits();
    const again = await ana.sees(/Step 2 of 3/);
    expect(again.match(/\(•\)/g)).toHaveLength(1);
    for (const [field, option] of answers.slice(4, 8)) ana.chooses(option, field);
    ana.submits();
    await see(/Step 3 of 3/);
    for (const [field, option] of answers.slice(8)) ana.chooses(option, field);
    ana.submits();
    await see(/It is posted in the channel/);
    ana.closes();
    expect(ana.screen()).toMatch(/archcheck:\n {2}› Billing\n/);
    await expect(seen.join('\n\n')).toMatchFileSnapshot('../../transcripts/slack-full-check.txt');
    expect(server.problems).toEqual([]);
  });

  test('words prefill what they state, for confirmation, with a title that can be changed', async () => {
    const { server, ana } = await conversation(mode);
    ana.runs('/arch-check 2 squads, MVP, we deploy by hand');
    const asked = await ana.sees(/Is that right\?/);
    expect(asked).toMatch(/You wrote: “/);
    expect(asked).toMatch(/\[2 squads, MVP, we deploy by hand ✎\]/);
    expect(asked).toMatch(/\[Yes, go on\]/);
    ana.fills('Title', 'Shop');
    ana.submits();
    await ana.sees(/Question \d of at most|It is posted/);
    if (!/posted/.test(ana.screen())) ana.clicks('Show the verdict so far');
    await ana.sees(/It is posted in the channel/);
    expect(ana.screen('#general')).toMatch(/archcheck:\n {2}› Shop\n/);
    expect(server.problems).toEqual([]);
  });

  test('the answers can be changed, the breakdown is private, and a summary goes to the thread of the card', async () => {
    const { server, ana, ben } = await conversation(mode);
    await verdictOf(ana);
    ben.clicks('Full breakdown');
    await ben.sees(/only visible to you\):\n {2}# How “/);
    expect(ana.screen()).not.toMatch(/How “/);
    ana.clicks('Post summary to a thread');
    await ana.sees(/Where\?/);
    ana.submits();
    await ana.sees(/It is posted\./);
    ana.closes();
    expect(ben.screen()).toMatch(/ {2}│ archcheck:\n(?: {2}│ .*\n)*? {2}│ {3}# Check of \d\d \w+ \d{4}/);
    ana.clicks('Change answers');
    await ana.sees(/Which answer do you want to change\?/);
    ana.closes();
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
  });

  test('where the bot is not, the verdict comes directly, with how to invite it', async () => {
    const { server, ana } = await conversation(mode);
    ana.removes('archcheck');
    await verdictOf(ana, /I sent it to you directly/);
    expect(ana.screen('@archcheck')).toMatch(/I am not in that channel, so I send it to you/);
    expect(ana.screen('#general')).not.toMatch(/archcheck/);
    expect(server.problems).toEqual([]);
  });

  test('in a thread the message shortcut and "check" do the same, and the verdict stays in the thread', async () => {
    const { server, ana, ben } = await conversation(mode);
    const root = ben.says('shall we split the shop?');
    ana.usesShortcut('arch_check', root.ts);
    await ana.sees(/Question 1/);
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
    ana.clicks('Show the verdict so far');
    await ana.sees(/It is posted in the thread/);
    ana.closes();
    expect(ben.screen()).toMatch(/ben: shall we split the shop\?\n {2}│ archcheck:/);
    ben.replies(root.ts, '@archcheck check 3 devs, an MVP');
    await ben.sees(/\[Open the questions\]/);
    expect(ana.screen()).not.toMatch(/Open the questions/);
    ben.clicks('Open the questions');
    await ben.sees(/Is that right\?/);
    expect(server.problems).toEqual([]);
  });
});

describe('a check in trouble', () => {
  test('a modal that was opened before a restart goes on after it', async () => {
    const { archcheck, start, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    await archcheck.stop();
    await start();
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
  });

  test('a modal of another version says kindly to start again', async () => {
    const { server, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    const [view] = server.slack.views.stack(ana.id);
    if (view) view.definition = { ...view.definition, private_metadata: '{"v":0}' };
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/from another version of mine/);
    expect(server.problems).toEqual([]);
  });

  test('a verdict that was not posted before a crash is posted after it, once', async () => {
    const { server, archcheck, start, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
    server.slack.faults.always('chat.postMessage', { kind: 'status', status: 500 });
    const clicked = ana.clicks('Show the verdict so far');
    await clicked.acknowledged;
    await archcheck.stop();
    server.slack.faults.clear();
    await server.clock.advance(31_000);
    await start();
    await ana.sees(/\[Full breakdown\]/);
    const shown = ana.messages().filter(({ installation }) => installation !== null);
    expect(shown).toHaveLength(1);
  });

  test('two quick clicks are both kept, and the modal shows what holds then', async () => {
    const { server, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    const first = ana.clicks('Live, still learning what it should be');
    const second = ana.clicks('Live, still learning what it should be');
    await Promise.all([first.acknowledged, second.acknowledged]);
    await ana.sees(/Question 2/);
    expect(server.problems).toEqual([]);
  });

  test('a modal that has changed in between is shown as it is by then', async () => {
    const { server, archcheck, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    server.slack.faults.next('views.update', { kind: 'error', error: 'hash_conflict' });
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
    expect(archcheck.log()).not.toMatch(/error/);
  });

  test('a modal that was closed while its last click was under way still gives its verdict', async () => {
    const { archcheck, ana } = await conversation('Socket Mode');
    ana.runs('/arch-check');
    await ana.sees(/Question 1/);
    ana.clicks('Live, still learning what it should be');
    await ana.sees(/Question 2/);
    ana.clicks('Show the verdict so far');
    ana.closes();
    await ana.sees(/\[Full breakdown\]/);
    await archcheck.idle();
    expect(archcheck.log()).not.toMatch(/error/);
  });

  test('a trigger that has expired loses nothing: the person is told, and the words wait', async () => {
    const { server, ana } = await conversation('Socket Mode');
    server.slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
    ana.runs('/arch-check 3 devs, an MVP');
    await ana.sees(/please try once more/);
    ana.runs('/arch-check');
    await ana.sees(/Is that right\?/);
    expect(posts(server)).toBe(0);
  });
});

const answers: readonly (readonly [string, string])[] = [
  ['How far along is it?', 'Live, still learning what it should be'],
  ['Who will build and run this?', 'Don’t know'],
  ['Is shipping fast what matters most right now?', 'Don’t know'],
  ['Does any part need to scale on its own, today, with numbers to show it?', 'Don’t know'],
  ['What AI is in it?', 'Don’t know'],
  ['How complicated is what it must do?', 'Don’t know'],
  ['How is the code today?', 'Don’t know'],
  ['Do the parts talk to each other all the time, with milliseconds counting?', 'Don’t know'],
  ['How do releases and operations work today?', 'Don’t know'],
  ['If one part fails, must the rest keep working?', 'Don’t know'],
  ["Do people wait for each other's releases?", 'Don’t know'],
];

async function verdictOf(
  user: {
    runs(line: string): unknown;
    sees(what: RegExp): Promise<string>;
    clicks(label: string): unknown;
    closes(): unknown;
  },
  told = /It is posted in the channel/,
): Promise<void> {
  user.runs('/arch-check');
  await user.sees(/Question 1/);
  user.clicks('Live, still learning what it should be');
  await user.sees(/Question 2/);
  user.clicks('Show the verdict so far');
  await user.sees(told);
  user.closes();
}

test('a check that only lacked its verdict ends with it, whatever is asked for next', async () => {
  let isBroken = true;
  const keptIn = (store: Store): Store => ({
    ...store,
    checks: {
      ...store.checks,
      save(record) {
        if (isBroken) throw new UserError('The store is away.');
        return store.checks.save(record);
      },
    },
  });
  const { ana } = await conversation('signed HTTP', { archcheck: { keptIn } });
  ana.goesTo('#general');
  ana.runs('/arch-check 3 devs, an MVP');
  await ana.sees(/Is that right\?/);
  ana.submits();
  await ana.sees(/I cannot do that now/);
  ana.closes();
  isBroken = false;
  ana.runs('/arch-check 4 teams, live for years');
  await ana.sees(/\[Record decision\]/);
  expect(ana.screen()).not.toMatch(/check under way|Start afresh/);
});
