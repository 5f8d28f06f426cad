import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draft, draftSchema } from '../../../src/core/check/draft.ts';
import { createEngine } from '../../../src/core/check/engine.ts';
import { createFlow, type FlowEvent } from '../../../src/core/check/flow.ts';
import * as oracle from './oracle.ts';
import { capped, edited, engine, load } from './support.ts';

const flow = createFlow(engine);
const quick = flow.start({ form: 'quick', title: 'Billing' });
const full = flow.start({ form: 'full', title: 'Billing' });

function play(draft: Draft, ...events: FlowEvent[]): Draft {
  return events.reduce((at, event) => flow.apply(at, event), draft);
}
const answer = (question: string, option: string): FlowEvent => ({ kind: 'answer', question, option });
const all = Object.entries(capped).map(([question, option]) => answer(question, option));

describe('the quick form', () => {
  test('stops with the verdict as soon as it is settled', () => {
    expect(flow.view(quick)).toMatchObject({
      kind: 'question',
      question: { id: 'stage' },
      number: 1,
      of: 11,
      canGoBack: false,
      canFinish: false,
    });
    const done = flow.view(play(quick, answer('stage', 'first-version')));
    expect(done).toMatchObject({
      kind: 'done',
      reason: 'settled',
      verdict: { verdict: 'monolith', reachable: ['monolith'] },
    });
  });

  test('goes on with the full one, keeping what was answered', () => {
    const draft = play(quick, answer('stage', 'first-version'), { kind: 'form', form: 'full' });
    expect(flow.view(draft)).toMatchObject({
      kind: 'question',
      form: 'full',
      question: { id: 'team' },
      number: 2,
      of: 11,
    });
  });

  test('does not ask twice what somebody did not know', () => {
    const draft = play(quick, answer('stage', 'unknown'));
    expect(flow.view(draft)).toMatchObject({ kind: 'question', number: 2 });
    expect(flow.view(play(draft, { kind: 'back' }))).toMatchObject({ question: { id: 'stage' }, current: 'unknown' });
  });
});

describe('the full form', () => {
  test('asks all eleven in order and then decides', () => {
    let draft = full;
    for (const [at, question] of oracle.questionIds.entries()) {
      expect(flow.view(draft)).toMatchObject({ kind: 'question', question: { id: question }, number: at + 1, of: 11 });
      draft = play(draft, answer(question, oracle.optionIds(question)[0] ?? ''));
    }
    expect(flow.view(draft)).toMatchObject({
      kind: 'done',
      reason: 'complete',
      verdict: { verdict: 'monolith', score: -21 },
    });
  });
});

describe('walking', () => {
  const three = play(full, answer('stage', 'established'), answer('team', 'solo'), answer('scaling', 'even'));

  test('goes back over what was answered, with the answer shown, to the first question and no further', () => {
    const first = play(three, { kind: 'back' });
    expect(flow.view(first)).toMatchObject({ question: { id: 'scaling' }, current: 'even', canGoBack: true });
    const start = play(first, { kind: 'back' }, { kind: 'back' });
    expect(flow.view(start)).toMatchObject({ question: { id: 'stage' }, current: 'established', canGoBack: false });
    expect(play(start, { kind: 'back' })).toEqual(start);
  });

  test('comes back to where it left once the answer is changed, and loses no later answer', () => {
    const changed = play(three, { kind: 'back' }, { kind: 'back' }, answer('team', 'few-teams'));
    expect(flow.view(changed)).toMatchObject({ question: { id: 'ai' }, number: 4 });
    expect(changed.answers).toEqual({ stage: 'established', team: 'few-teams', scaling: 'even' });
    expect(changed.order).toEqual(['stage', 'team', 'scaling']);
  });

  test('goes to any question', () => {
    expect(flow.view(play(three, { kind: 'ask', question: 'releases' }))).toMatchObject({
      question: { id: 'releases' },
      current: null,
    });
  });

  test('goes back from the verdict to the last question', () => {
    const settled = play(quick, answer('stage', 'first-version'), { kind: 'back' });
    expect(flow.view(settled)).toMatchObject({ kind: 'question', question: { id: 'stage' }, current: 'first-version' });
  });

  test('goes from the verdict to the list of answers, and from there to one of them', () => {
    const reviewing = play(full, ...all, { kind: 'review' });
    expect(flow.view(reviewing)).toMatchObject({ kind: 'review', answers: capped });
    const changed = play(reviewing, { kind: 'ask', question: 'scaling' }, answer('scaling', 'one-part'));
    expect(flow.view(changed)).toMatchObject({ kind: 'done', verdict: { verdict: 'microservices' } });
  });

  test('refuses a question or an option that does not exist', () => {
    expect(() => play(full, answer('teem', 'solo'))).toThrow('Did you mean "team"?');
    expect(() => play(full, answer('team', 'sollo'))).toThrow('Did you mean "solo"?');
    expect(() => play(full, { kind: 'ask', question: 'teem' })).toThrow('Did you mean "team"?');
  });
});

describe('finishing early', () => {
  test('gets what is still reachable, and can go on where it stopped', () => {
    const stopped = play(full, answer('stage', 'established'), answer('team', 'few-teams'), { kind: 'finish' });
    expect(flow.view(stopped)).toMatchObject({
      kind: 'done',
      reason: 'finished',
      verdict: { reachable: ['monolith', 'evolve', 'microservices'] },
    });
    expect(flow.view(play(stopped, { kind: 'back' }))).toMatchObject({ kind: 'question', question: { id: 'scaling' } });
  });
});

describe('answers taken from a person’s words', () => {
  const prefilled = {
    team: { option: 'small-team', because: 'three devs' },
    speed: { option: 'critical', because: 'by May' },
    gone: { option: 'x', because: 'y' },
  };
  const draft = flow.start({ form: 'full', title: '', prefilled });

  test('wait for a yes and then count', () => {
    expect(flow.view(draft)).toEqual({
      kind: 'confirm',
      stated: [
        { question: 'team', option: 'small-team', because: 'three devs' },
        { question: 'speed', option: 'critical', because: 'by May' },
      ],
    });
    const confirmed = play(draft, { kind: 'confirm' });
    expect(confirmed.answers).toEqual({ team: 'small-team', speed: 'critical' });
    expect(flow.view(confirmed)).toMatchObject({ kind: 'question', question: { id: 'stage' } });
    expect(flow.view(play(confirmed, { kind: 'ask', question: 'team' }))).toMatchObject({
      current: 'small-team',
      because: 'three devs',
    });
  });

  test('can be changed one by one, and the words are gone with the answer that they stated', () => {
    const changed = play(draft, { kind: 'ask', question: 'team' }, answer('team', 'solo'));
    expect(flow.view(changed)).toMatchObject({ kind: 'confirm', stated: [{ question: 'speed' }] });
    const confirmed = play(changed, { kind: 'confirm' });
    expect(confirmed.answers).toEqual({ team: 'solo', speed: 'critical' });
    expect(flow.view(play(confirmed, { kind: 'ask', question: 'team' }))).toMatchObject({
      current: 'solo',
      because: null,
    });
  });

  test('are forgotten on a no', () => {
    const discarded = play(draft, { kind: 'discard' });
    expect(discarded.answers).toEqual({});
    expect(flow.view(discarded)).toMatchObject({ kind: 'question', question: { id: 'stage' }, current: null });
  });
});

describe('a draft from older rules', () => {
  const newer = createFlow(createEngine(load(edited('      - id: one-larger-team\n', '      - id: one-big-team\n'))));
  const old = play(full, answer('stage', 'established'), answer('team', 'one-larger-team'), answer('scaling', 'even'));

  test('is recognised, left as it is, and restarted with the answers that still exist', () => {
    expect(newer.apply(old, answer('ai', 'none'))).toBe(old);
    const view = newer.view(old);
    expect(view).toMatchObject({ kind: 'outdated', kept: 2, dropped: 1 });
    if (view.kind !== 'outdated') return;
    expect(view.restarted.answers).toEqual({ stage: 'established', scaling: 'even' });
    expect(newer.view(view.restarted)).toMatchObject({ kind: 'question', question: { id: 'team' } });
  });
});

describe('any way through', () => {
  const event: fc.Arbitrary<FlowEvent> = fc.oneof(
    fc
      .constantFrom(...oracle.questionIds)
      .chain((question) =>
        fc.constantFrom(...oracle.optionIds(question), 'unknown').map((option) => answer(question, option)),
      ),
    fc.constantFrom(...oracle.questionIds).map((question): FlowEvent => ({ kind: 'ask', question })),
    fc.constantFrom<FlowEvent>(
      { kind: 'back' },
      { kind: 'finish' },
      { kind: 'review' },
      { kind: 'confirm' },
      { kind: 'discard' },
      { kind: 'form', form: 'full' },
      { kind: 'form', form: 'quick' },
    ),
  );

  test('can be stored and resumed at each step, and shows a question within its progress', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 12 }),
        fc.constantFrom<'quick' | 'full'>('quick', 'full'),
        (events, form) => {
          let draft = flow.start({ form, title: 'x', prefilled: { ai: { option: 'none', because: 'no AI' } } });
          for (const each of events) {
            const next = flow.apply(draft, each);
            const stored = draftSchema.parse(JSON.parse(JSON.stringify(draft)));
            expect(flow.apply(stored, each)).toEqual(next);
            draft = next;
            const view = flow.view(draft);
            if (view.kind !== 'question') continue;
            expect(view.number).toBeGreaterThanOrEqual(1);
            expect(view.number).toBeLessThanOrEqual(view.of);
            const back = flow.view(flow.apply(draft, { kind: 'back' }));
            if (view.canGoBack) expect(back).not.toEqual(view);
            else expect(back).toEqual(view);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('always comes to an end when questions are answered as they are shown', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: oracle.fullSets - 1 }),
        fc.constantFrom<'quick' | 'full'>('quick', 'full'),
        (number, form) => {
          const answers = oracle.fullSet(number);
          let draft = flow.start({ form, title: '' });
          for (let asked = 0; ; asked++) {
            expect(asked).toBeLessThanOrEqual(11);
            const view = flow.view(draft);
            if (view.kind === 'done') {
              expect(view.verdict.verdict).toBe(oracle.verdicts[oracle.verdictOf(answers)]);
              return;
            }
            if (view.kind !== 'question') throw new Error(`unexpected ${view.kind}`);
            draft = flow.apply(draft, answer(view.question.id, answers[view.question.id] ?? 'unknown'));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
