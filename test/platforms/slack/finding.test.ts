import { describe, expect, test } from 'vitest';
import { decisionOf } from '../../storage/decision-of.ts';
import type { WorkspaceSpec } from '../../support/slack/specs.ts';
import { conversation } from './conversation.ts';

const words = '4 teams, live for years, search needs its own scaling';
const spaces: readonly WorkspaceSpec[] = [
  {
    name: 'acme',
    people: ['ana', 'ben'],
    guests: ['gast'],
    channels: [
      { name: 'general', members: ['ana', 'ben', 'gast', 'archcheck'] },
      { name: 'secret', private: true, members: ['ana', 'archcheck'] },
      { name: 'shop' },
    ],
  },
];

/** So many decisions, each in a thread of its own in #shop; every third one is due for review. */
async function filled(count: number) {
  const scene = await conversation('Socket Mode', { workspaces: spaces });
  const { workspace } = scene.server.installation();
  const channel = scene.personIn('ana', '#shop').channelId();
  const link = `https://acme.slack.com/archives/${channel}/p1700000000000100`;
  for (let n = 1; n <= count; n += 1) {
    const conversationOf = `${channel}:1700000000.${String(n).padStart(6, '0')}`;
    await scene.archcheck.store.decisions.record(
      decisionOf({
        ...{
          workspace: workspace.id,
          key: `k${n}`,
          title: `Billing ${n}`,
          platform: 'slack',
          privacy: 'open',
          channel,
        },
        conversation: conversationOf,
        reviewAt: n % 3 === 0 ? 1_000 : null,
        posted: { conversation: conversationOf, message: '1.1', link },
      }),
    );
  }
  return scene;
}

describe('the App Home', () => {
  test('says how to begin where there is nothing yet', async () => {
    const { server, ana } = await filled(0);
    await ana.opensHome().acknowledged;
    await ana.sees(/No review is due[\s\S]*No decision is recorded yet[\s\S]*Record decision/);
    expect(server.problems).toEqual([]);
  });

  test('shows one', async () => {
    const { server, ana } = await filled(1);
    await ana.opensHome().acknowledged;
    await ana.sees(/No review is due[\s\S]*# Decisions\n• D-1 Billing 1: /);
    expect(server.problems).toEqual([]);
  });

  test('shows the newest of many, and how to see the older ones, with a few questions to Slack', async () => {
    const { server, archcheck, ana } = await filled(500);
    const before = server.calls.length;
    await ana.opensHome().acknowledged;
    await archcheck.idle();
    const home = ana.screen();
    expect(home).toMatch(/# Due for review\n• D-498 [\s\S]*Older ones: \/arch-decisions due below:D-441/);
    expect(home).toMatch(/# Decisions\n• D-500 [\s\S]*Older ones: \/arch-decisions below:D-481/);
    expect(server.calls.length - before).toBeLessThan(10);
    ana.fills('Search decisions and checks', 'billing 77');
    await ana.sees(/# Decisions found\n• D-77 Billing 77/);
    expect(server.problems).toEqual([]);
  });

  test('shows a guest nothing of channels that they are not in, however many they are', async () => {
    const { server, archcheck, personIn } = await filled(300);
    const gast = personIn('gast', '#general');
    const before = server.calls.length;
    await gast.opensHome().acknowledged;
    await archcheck.idle();
    expect(gast.screen()).not.toMatch(/D-\d/);
    expect(server.calls.length - before).toBeLessThan(12);
  });
});

describe('what was decided, asked in the direct conversation', () => {
  test.each([
    ['in the channel of its own', false],
    ['in the agent’s view', true],
  ])('%s, is told as far as whoever asks may see it, in one list', async (_, inView) => {
    const { server, archcheck, ana, check, record, personIn } = await conversation('Socket Mode', {
      workspaces: spaces,
    });
    await check(ana, '#secret', words);
    await record(ana, 'Lantern does its own billing');
    await check(ana, '#shop', words);
    await record(ana, 'Billing stays one unit');
    for (const [name, told] of [
      ['ana', ['D-2', 'D-1']],
      ['ben', ['D-2']],
      ['gast', []],
    ] as const) {
      const person = personIn(name, '@archcheck');
      if (inView) await person.opensHome('messages').acknowledged;
      person.says('what have we decided about billing?');
      const screen = await person.sees(
        /# Decided about “billing”|no recorded decision about “billing” that you may see/,
      );
      await archcheck.idle();
      expect([...screen.matchAll(/• (D-\d)/g)].map(([, id]) => id)).toEqual(told);
      expect(screen).not.toMatch(/everybody here|For you alone/);
    }
    expect(server.problems).toEqual([]);
  });
});
