import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { cardText } from '../check/card-text.ts';
import { createTestBot, everything } from './support.ts';

const word = fc.oneof(
  fc.constantFrom(
    'D-1',
    'd2',
    'D-99',
    't',
    'c1',
    'due',
    'record',
    'object',
    'supersede',
    'snooze',
    '7',
    'status:accepted',
  ),
  fc.constantFrom(
    'in:#x',
    'below:D-1',
    'since:2026',
    'team',
    'scaling',
    'unknown',
    '__proto__',
    'constructor',
    '',
    '\u0000',
    '😀',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const verbs =
  'record edit accept object supersede recheck snooze end show export open answer choose close mine x'.split(' ');
const id = fc
  .tuple(fc.constantFrom('decision', 'team'), fc.constantFrom(...verbs), fc.array(word, { maxLength: 3 }))
  .map(([prefix, kind, rest]) => [prefix, kind, ...rest].join(':'));
const fields = 'title chosen reason deciders review other replaces by count until scaling __proto__'.split(' ');
const values = fc.dictionary(
  fc.constantFrom(...fields),
  fc.oneof(word, fc.array(fc.record({ id: word, name: word }), { maxLength: 2 })),
);
const words = fc.array(word, { maxLength: 4 }).map((each) => each.join(' '));
const event = fc.oneof(
  id.map((action) => ({ kind: 'action', id: action }) as const),
  fc.record({ kind: fc.constant('submit' as const), form: id, values }),
  words.map((typed) => ({ kind: 'command', name: 'arch-decisions', words: typed }) as const),
  word.map((about) => ({ kind: 'message', text: `what did we decide about ${about}` }) as const),
);

test('whatever comes in, cards go out or one sentence says what is wrong, and what was recorded stays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
      const it = createTestBot();
      await it.record();
      await it.submit('team:open:t', { title: 'Billing' });
      for (const one of events) {
        const at = { workspace: 'acme', conversation: 'general', person: 'bob', event: one };
        const replies = await it.bot.handle(at, everything).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UserError);
          return [];
        });
        for (const reply of replies) {
          expect(cardText(reply)).not.toMatch(/undefined|NaN|\[object/);
          expect(reply.blocks.length).toBeGreaterThan(0);
          for (const field of reply.form?.fields ?? []) expect(field.label.length).toBeLessThanOrEqual(45);
          expect(reply.form?.title.length ?? 0).toBeLessThanOrEqual(24);
        }
      }
      const stored = await it.store.decisions.get('acme', 'D-1');
      expect(stored?.decision.history[0]?.what).toEqual({ kind: 'recorded' });
      expect(stored?.decision.recorder.name).toBe('Ann');
    }),
    { numRuns: 150 },
  );
});
