import { expect, test } from 'vitest';
import { plainText } from '../../../../src/core/card.ts';
import { draftCard } from '../../../../src/core/decisions/draft/draft-card.ts';
import { prefill } from '../../../../src/core/decisions/draft/prefill.ts';
import { draft } from './support.ts';

const thread = draft(
  'ana: one app or microservices?',
  'bo: pro monolith: one pipeline to look after',
  'cy: who pays for the second database?',
  'ana: decided: monolith',
  'bo: tak, zostajemy w monolicie',
);

test('a draft’s card links every point to its messages and says what was not read', () => {
  const withheld = 'Slack gave the newest 15 messages; the rest is being read.';
  const card = draftCard(thread, {
    link: (id) => `https://acme.slack.com/${id}`,
    name: (user) => user.toUpperCase(),
    withheld,
  });
  const lists = card.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
  expect(
    lists.every(
      (item) => typeof item !== 'string' && item.some(({ link }) => link?.startsWith('https://acme.slack.com/m')),
    ),
  ).toBe(true);
  const notes = card.blocks.flatMap((block) => (block.kind === 'note' ? plainText(block.text) : []));
  expect(notes).toEqual([
    withheld,
    '1 message in a language that archcheck does not read, so nothing is claimed of it.',
    "Drafted from 4 messages without a model, in the people's own words. Check it before you record it.",
  ]);
  expect(card.summary).toBe('Draft of the discussion “Test”: Monolith.');
});

test('a draft without a decision says that nothing was decided', () => {
  const card = draftCard(draft('ana: one app or microservices?'));
  expect(card.summary).toContain('Nothing was decided');
});

test('a form starts with what the thread says', () => {
  expect(prefill(thread)).toEqual({
    title: 'Test',
    context: 'For it: pro monolith: one pipeline to look after',
    chosen: 'monolith',
    deciders: ['ana'],
    openQuestions: ['who pays for the second database?'],
  });
});

test('a context that is too long for the form says how much is missing', () => {
  const points = Array.from({ length: 40 }, (_, at) => ({
    kind: 'reason' as const,
    text: `${at} ${'x'.repeat(200)}`,
    messages: ['m1'],
  }));
  const { context } = prefill({ ...thread, points });
  expect(context.length).toBeLessThanOrEqual(3_000);
  expect(context).toMatch(/… and \d+ more in the thread$/);
});
