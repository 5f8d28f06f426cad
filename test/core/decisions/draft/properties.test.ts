import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postedEverywhere } from '../../../../src/commands/posted.ts';
import { draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { draftCard } from '../../../../src/core/decisions/draft/draft-card.ts';
import { prefill } from '../../../../src/core/decisions/draft/prefill.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';
import { hostileTexts } from '../../../support/cards.ts';
import { expectHarmless } from '../../../support/shown.ts';
import { reader } from './support.ts';

const phrases = [
  'decided: microservices',
  'we stay on the monolith',
  'scratch that',
  'agreed',
  '+1',
  'who runs it?',
  '> decided: monolith',
  "I'll write the ADR",
  'because it scales',
  'ok if we get tracing',
  'should we split it?',
  '`decision`',
  '🙄',
  'con: latency',
] as const;

const message = fc.record(
  {
    id: fc.uuid(),
    user: fc.constantFrom('ana', 'bo', 'cy'),
    text: fc.oneof(
      fc.array(fc.constantFrom(...phrases), { maxLength: 4 }).map((parts) => parts.join('. ')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...hostileTexts),
    ),
    deleted: fc.boolean(),
    bot: fc.boolean(),
    reactions: fc.array(
      fc.record({ name: fc.constantFrom('+1', 'x', 'tada'), users: fc.array(fc.constantFrom('ana', 'bo')) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id'] },
);

test('whatever a thread holds, a draft claims only what is in it', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
      const draft = draftThread(threadSchema.parse({ messages }), reader);
      const decisions = draft.points.filter(({ kind }) => kind === 'decision');
      expect(decisions.length).toBe(draft.decided ? 1 : 0);
      expect(draft.decided).toBe(draft.chosen !== null);
      if (!draft.decided) expect(draft.deciders).toEqual([]);
      for (const point of draft.points) {
        const sources = messages.filter(({ id }) => point.messages.includes(id));
        expect(sources).toHaveLength(point.messages.length);
        expect(sources.some(({ deleted, bot }) => deleted || bot)).toBe(false);
        expect(sources.some(({ text = '' }) => text.includes(point.text.replace(/ …$/, '')))).toBe(true);
      }
      for (const user of draft.deciders) expect(JSON.stringify(messages)).toContain(user);
      for (const posted of Object.values(postedEverywhere(draftCard(draft)))) expectHarmless(posted);
      expect(prefill(draft).context.length).toBeLessThanOrEqual(3_000);
    }),
    { numRuns: 150 },
  );
});
