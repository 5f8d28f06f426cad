import { describe, expect, it } from 'vitest';
import type { Bot, Incoming } from '../../src/core/bot-events.ts';
import { remarkCard } from '../../src/core/card.ts';
import { unmeasured } from '../../src/measures.ts';
import { createPacedBot, type Limits } from '../../src/platforms/paced-bot.ts';

const unlimited: Limits = { person: 0, channel: 0, workspace: 0 };

function paced(limits: Partial<Limits>) {
  const waits: number[] = [];
  const limited: string[] = [];
  const clock = { now: 0 };
  const inner: Bot = {
    handle: async ({ event }) => [remarkCard(event.kind === 'message' ? event.text : event.kind)],
    isChecking: async () => false,
    sheet: async () => null,
    verdict: async () => null,
    posted: async () => undefined,
    current: async () => null,
    wake: async () => null,
  };
  const bot = createPacedBot({
    bot: inner,
    limits: { ...unlimited, ...limits },
    clock: () => clock.now,
    measures: { ...unmeasured, limited: (scope, outcome) => void limited.push(`${scope} ${outcome}`) },
    wait: async (ms) => void waits.push(ms),
  });
  const from = (person: string, event: Incoming['event'], conversation = 'C1', workspace = 'T1') =>
    bot.handle({ workspace, conversation, person, event });
  const says = (person: string, text: string, conversation?: string, workspace?: string) =>
    from(person, { kind: 'message', text, id: text }, conversation, workspace);
  return { bot, waits, limited, clock, from, says };
}

describe('a bot with limits', () => {
  it('counts what is said in a thread with its channel, where a thread has a name of its own', async () => {
    const { bot, waits } = paced({ channel: 1 });
    const says = (conversation: string) =>
      bot.handle({
        ...{ workspace: 'T1', conversation, channel: 'C1', person: conversation },
        event: { kind: 'message', text: conversation, id: conversation },
      });
    await Promise.all([says('C1'), says('D1')]);
    expect(waits).toEqual([60_000]);
  });

  it('answers what is within them at once, and everything above later, each once', async () => {
    const { says, waits } = paced({ person: 2 });
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => says('ana', text)));
    expect(answers.map(([reply]) => reply?.summary)).toEqual(['a', 'b', 'c', 'd']);
    expect(waits).toEqual([30_000, 60_000]);
  });

  it('says once that it takes longer, and again only after a pause', async () => {
    const { says, clock } = paced({ person: 1 });
    const noted = async (text: string) => JSON.stringify(await says('ana', text)).includes('a little longer');
    expect([await noted('a'), await noted('b'), await noted('c')]).toEqual([false, true, false]);
    clock.now += 10 * 60_000;
    expect([await noted('d'), await noted('e')]).toEqual([false, true]);
  });

  it('past the longest wait says once what it leaves out, and is silent then', async () => {
    const { says, limited } = paced({ person: 1 });
    const replies = [];
    for (let count = 0; count <= 8; count += 1) replies.push(await says('ana', `q${count}`));
    expect(replies.slice(0, 6).every((reply) => reply.length === 1)).toBe(true);
    expect(limited.filter((each) => each === 'person dropped')).toHaveLength(3);
    expect(replies.slice(6)).toEqual([
      [expect.objectContaining({ summary: expect.stringMatching(/ask again/) })],
      [],
      [],
    ]);
  });

  it('keeps people, channels and workspaces apart, and threads with their channel', async () => {
    const { says, limited } = paced({ person: 1, channel: 2, workspace: 3 });
    await says('ana', 'a');
    await says('ben', 'b', 'C1:1700000000.000100');
    await says('cleo', 'c');
    await says('dora', 'd', 'C2');
    await says('ana', 'e', 'C1', 'T2');
    expect(limited).toEqual(['channel delayed', 'workspace delayed']);
  });

  it('never holds up a command, a button or a form', async () => {
    const { says, from, limited } = paced({ person: 1, channel: 1, workspace: 1 });
    for (let count = 0; count < 20; count += 1) await says('ana', `q${count}`);
    const before = limited.length;
    await from('ana', { kind: 'command', name: 'arch-check', words: '' });
    await from('ana', { kind: 'action', id: 'check:back' });
    await from('ana', { kind: 'form', answers: {} });
    expect(limited).toHaveLength(before);
  });
});
