import { expect, test } from 'vitest';
import type { Bot, Posted, Reply } from '../../src/core/bot-events.ts';
import { remarkCard } from '../../src/core/card.ts';
import type { Job } from '../../src/core/jobs.ts';
import { say, type Voice } from '../../src/platforms/say.ts';

const subject = { kind: 'decision', id: 'D-1' } as const;
const proposed: Reply = {
  ...remarkCard('D-1, proposed'),
  toAll: true,
  subject,
  attachment: { name: 'a.md', text: 'no link' },
};

/** A place in which everything that is said is written down. */
function place(current: Reply | null, isNew = true) {
  const done: string[] = [];
  const posted: Posted = { conversation: 'C1', message: '1', link: 'https://chat.example/1' };
  const voice: Voice = {
    async post(conversation, message, card, key) {
      done.push(`post ${card.summary} in ${conversation}${message === null ? '' : ` beside ${message}`} as ${key}`);
      return { posted, isNew };
    },
    tell: async ({ summary }) => void done.push(`tell ${summary}`),
    give: async ({ text }) => void done.push(`give ${text}`),
    attach: async (card, { text }) => void done.push(`attach ${text}${card.isNew ? '' : ' where it is not yet'}`),
    illustrate: async () => undefined,
  };
  const bot: Pick<Bot, 'posted' | 'current'> = {
    posted: async () => void done.push('noted'),
    current: async () => current,
  };
  const refresher = { refresh: async () => void done.push('refreshed') };
  const hasten = async ({ key }: Job) => void done.push(`hasten ${key}`);
  return { done, saying: { bot, refresher, voice, hasten, workspace: 'acme', conversation: 'C1', key: 'k' } };
}

test('what was posted is noted, and its file says where', async () => {
  const { done, saying } = place({ ...proposed, attachment: { name: 'a.md', text: 'with a link' } });
  await say(saying, [proposed]);
  expect(done).toEqual(['post D-1, proposed in C1 as k:0', 'noted', 'attach with a link']);
});

test('what somebody changed before it was noted where it stands is drawn anew', async () => {
  const { done, saying } = place({ ...proposed, ...remarkCard('D-1, accepted') });
  await say(saying, [proposed]);
  expect(done).toContain('refreshed');
});

test('what an earlier attempt posted is noted, and its file attached where that has not been done', async () => {
  const { done, saying } = place(proposed, false);
  await say(saying, [proposed]);
  expect(done).toEqual(['post D-1, proposed in C1 as k:0', 'noted', 'attach no link where it is not yet']);
});

test('what is kept as a job is done as that, once for all that it says, and what is for the person alone is told', async () => {
  const job: Job = { workspace: 'acme', key: 'tell:D-1:1', platform: 'slack', dueAt: 1, payload: {} };
  const { done, saying } = place(null);
  const told = { ...remarkCard('D-1 was accepted'), toAll: true, job };
  await say(saying, [told, { ...proposed, job }, remarkCard('D-2 is still in force')]);
  expect(done).toEqual(['hasten tell:D-1:1', 'tell D-2 is still in force']);
  const { hasten: _, ...byItself } = saying;
  await say(byItself, [told]);
  expect(done.at(-1)).toBe('post D-1 was accepted in C1 as k:0');
});
