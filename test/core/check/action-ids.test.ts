import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionId, type CheckAction, maxActionIdLength, parseActionId } from '../../../src/core/check/action-ids.ts';
import { questionnaire } from './support.ts';

const question = fc.constantFrom(...questionnaire.questions.map(({ id }) => id));
const record = fc.option(fc.stringMatching(/^[a-z0-9-]{1,40}$/), { nil: null });
const action: fc.Arbitrary<CheckAction> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<'start' | 'form'>('start', 'form'),
    form: fc.constantFrom<'quick' | 'full'>('quick', 'full'),
  }),
  question.chain((id) => {
    const options = questionnaire.questions.find((each) => each.id === id)?.options ?? [];
    return fc.constantFrom(...options).map((option) => ({ kind: 'answer' as const, question: id, option: option.id }));
  }),
  fc.record({ kind: fc.constantFrom<'unknown' | 'ask' | 'why'>('unknown', 'ask', 'why'), question }),
  fc.record({
    kind: fc.constantFrom<'back' | 'finish' | 'confirm' | 'discard' | 'restart' | 'leave'>(
      'back',
      'finish',
      'confirm',
      'discard',
      'restart',
      'leave',
    ),
  }),
  fc.record({ kind: fc.constantFrom<'change' | 'breakdown' | 'summary'>('change', 'breakdown', 'summary'), record }),
);

test('an action comes back from its id, which every platform takes', () => {
  fc.assert(
    fc.property(action, (each) => {
      expect(actionId(each).length).toBeLessThanOrEqual(maxActionIdLength);
      expect(parseActionId(actionId(each))).toEqual(each);
    }),
  );
});

test('the ids are stable, because buttons outlive a version', () => {
  expect(actionId({ kind: 'answer', question: 'team', option: 'small-team' })).toBe('check:answer:team:small-team');
  expect(actionId({ kind: 'unknown', question: 'team' })).toBe('check:unknown:team');
  expect(actionId({ kind: 'why', question: 'team' })).toBe('check:why:team');
  expect(actionId({ kind: 'back' })).toBe('check:back');
  expect(actionId({ kind: 'breakdown', record: null })).toBe('check:breakdown');
  expect(actionId({ kind: 'change', record: 'r1' })).toBe('check:change:r1');
});

test('what is no action of a check is none', () => {
  for (const id of [
    '',
    'check',
    'check:',
    'check:fly',
    'ask:back',
    'check:back:x',
    'check:answer:team',
    'check:answer::solo',
    'check:start:slow',
    `check:why:${'x'.repeat(100)}`,
    'check:a:b:c:d',
  ]) {
    expect(parseActionId(id)).toBeNull();
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (!text.startsWith('check:')) expect(parseActionId(text)).toBeNull();
    }),
  );
});
