import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/bot-events.ts';
import { decisionSchema } from '../../../src/core/decisions/decision.ts';
import { differenceOf, knownAnswers } from '../../../src/core/decisions/review/difference.ts';
import { reviewQuestions } from '../../../src/core/decisions/review/review-questions.ts';
import type { Job } from '../../../src/core/jobs.ts';
import { cardText } from '../check/card-text.ts';
import * as oracle from '../check/oracle.ts';
import { capped, engine, questionnaire } from '../check/support.ts';
import { checkRecord, createTestBot, dayMs, everything, type TestBot } from './support.ts';

const bob = { person: 'bob', name: 'Bob' };
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n');
const decided = async ({ store }: TestBot, id: string) =>
  (await store.decisions.get('acme', id))?.decision ?? expect.fail();
/** The reviews that somebody would hear of now. */
async function due({ store, bot }: TestBot): Promise<readonly Job[]> {
  const jobs = await store.jobs.due(['slack'], 10);
  const woken = await Promise.all(jobs.map((job) => bot.wake(job)));
  return jobs.filter((_, at) => woken[at]?.key.startsWith('review:'));
}
const jobOf = async (it: TestBot): Promise<Job> => (await due(it))[0] ?? expect.fail('nothing is due');

/** Opens the form and sends it with these values. */
async function recheck(it: TestBot, values: Record<string, string>, where = {}): Promise<readonly Reply[]> {
  const [opened] = await it.press('decision:recheck:D-1', where);
  return it.submit(opened?.form?.id ?? '', values, where);
}

describe('what is asked again', () => {
  test('is what may have changed, with the reason, what can be worked on and would turn it first', () => {
    const asked = reviewQuestions(
      questionnaire,
      engine.evaluate({ ...capped, ai: 'unknown', team: ['few-teams', 'solo'] }),
    );
    expect(asked.map(({ question: { id }, why }) => `${id}: ${why}`)).toEqual([
      'codebase: would flip',
      'team: differed',
      'ai: was open',
      'stage: would flip',
      'scaling: workable',
      'operations: workable',
      'chatter: workable',
      'releases: workable',
    ]);
    expect(asked.map(({ question }) => question.id)).not.toContain('speed');
  });

  test('asks what was never answered, and every question that one can work on', () => {
    const workable = questionnaire.questions.filter(({ actionable }) => actionable).map(({ id }) => id);
    fc.assert(
      fc.property(fc.nat({ max: oracle.fullSets - 1 }), fc.subarray(oracle.questionIds), (number, kept) => {
        const answers = Object.fromEntries(Object.entries(oracle.fullSet(number)).filter(([id]) => kept.includes(id)));
        const asked = new Set(
          reviewQuestions(questionnaire, engine.evaluate(answers)).map(({ question }) => question.id),
        );
        for (const id of [...workable, ...oracle.questionIds.filter((each) => !kept.includes(each))])
          expect(asked).toContain(id);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the difference', () => {
  test('names the fewest changes that turn the verdict, each of them needed', () => {
    const check = (answers: Record<string, string>) => ({
      id: 'c',
      answers,
      verdict: engine.evaluate(answers).verdict,
      rules: questionnaire.rules,
      createdAt: 1,
    });
    fc.assert(
      fc.property(fc.nat({ max: oracle.fullSets - 1 }), fc.nat({ max: oracle.fullSets - 1 }), (one, other) => {
        const [before, after] = [oracle.fullSet(one), oracle.fullSet(other)];
        const { was, now, tipped, changes } = differenceOf(engine, check(before), after);
        const verdictWith = (ids: readonly string[]) =>
          engine.reachable({ ...before, ...Object.fromEntries(ids.map((id) => [id, after[id]])) })[0];
        expect(changes.every(({ question }) => before[question] !== after[question])).toBe(true);
        expect(now.verdict).toBe(engine.evaluate(after).verdict);
        expect(tipped.length === 0).toBe(was === now.verdict);
        if (tipped.length === 0) return;
        expect(verdictWith(tipped)).toBe(now.verdict);
        for (const left of tipped) expect(verdictWith(tipped.filter((id) => id !== left))).not.toBe(now.verdict);
      }),
      { numRuns: 150 },
    );
  });

  test('says when it is the rules that changed it, and leaves out what they no longer have', () => {
    const older = {
      id: 'c',
      answers: { ...capped, gone: 'x', team: 'army' },
      verdict: 'monolith',
      rules: { version: '0', hash: 'o' },
      createdAt: 1,
    } as const;
    const now = knownAnswers(questionnaire, older.answers);
    expect(Object.keys(now)).not.toContain('gone');
    expect(now['team']).toBeUndefined();
    expect(differenceOf(engine, older, now)).toMatchObject({
      byRules: true,
      rulesChanged: true,
      tipped: [],
      was: 'monolith',
    });
  });
});

describe('a review', () => {
  test('reads like this', async () => {
    const it = createTestBot();
    await it.record();
    await it.bot.posted(
      'acme',
      { kind: 'decision', id: 'D-1' },
      { conversation: 'general:17', message: '17', link: null },
    );
    it.pass(90 * dayMs);
    const waking = (await it.bot.wake(await jobOf(it))) ?? expect.fail();
    expect(waking).toMatchObject({
      conversation: 'general:17',
      message: '17',
      key: expect.stringContaining('review:D-1:'),
    });
    const shown = [text(waking.replies)];
    shown.push(
      text((await recheck(it, { scaling: 'one-part', operations: 'mature', codebase: 'growing' })).slice(0, 1)),
    );
    shown.push(text((await recheck(it, {})).slice(0, 1)));
    shown.push(text((await recheck(it, { operations: 'by-hand', scaling: 'unknown' })).slice(0, 1)));
    await expect(`${shown.join('\n\n=====\n\n')}\n`).toMatchFileSnapshot('./review-cards.golden.txt');
  });

  test('asks with what was answered then, and takes as it was what is left as it is', async () => {
    const it = createTestBot();
    const answers = { ...capped, team: ['few-teams', 'one-larger-team'], ai: 'unknown' };
    await it.record({}, {}, checkRecord({ id: 'g1', answers }));
    const [opened] = await it.press('decision:recheck:D-1', bob);
    const values = Object.fromEntries((opened?.form?.fields ?? []).map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({ team: 'as-before', ai: 'unknown', scaling: 'someday' });
    const key = opened?.form?.id.split(':')[3] ?? '';
    await it.submit(opened?.form?.id ?? '', {}, bob);
    expect((await it.store.checks.get('acme', key))?.answers).toEqual(answers);
    expect((await decided(it, 'D-1')).history.at(-1)).toMatchObject({
      by: { name: 'Bob' },
      what: { kind: 'reviewed', check: key },
    });
  });

  test('compares with the re-check before it, asks with its answers, and says which', async () => {
    const it = createTestBot();
    await it.record();
    await recheck(it, { scaling: 'one-part' });
    it.pass(10 * dayMs);
    const [opened] = await it.press('decision:recheck:D-1', bob);
    const first = (await decided(it, 'D-1')).history.at(-1)?.what;
    expect(opened?.form?.intro.join()).toContain('since the re-check of 2026-11-26');
    expect(opened?.form?.fields.find(({ id }) => id === 'scaling')?.value).toBe('one-part');
    const told = text(await it.submit(opened?.form?.id ?? '', { ai: 'none' }, bob));
    expect(told).toContain(
      'at the re-check of 2026-11-26: Microservices. When it was recorded it was Monolith for now.',
    );
    expect(told).toContain('| Question | Recorded 2026-11-26 | Re-checked 2026-11-26 | Now |');
    const { what } = (await decided(it, 'D-1')).history.at(-1) ?? expect.fail();
    expect(what).toMatchObject({ was: 'microservices', now: 'microservices' });
    if (what.kind === 'reviewed' && first?.kind === 'reviewed') expect(what.since).toBe(first.check);
    else expect.fail();
  });

  test('leaves the record out where the re-check before it said the same', async () => {
    const it = createTestBot();
    await it.record();
    await recheck(it, {});
    expect(text(await recheck(it, { scaling: 'one-part' }))).toContain('| Question | Re-checked 2026-11-26 | Now |');
  });

  test('takes back nothing that somebody else changed while the form was open', async () => {
    const it = createTestBot();
    await it.record();
    const [mine] = await it.press('decision:recheck:D-1');
    const [theirs] = await it.press('decision:recheck:D-1', bob);
    await it.submit(theirs?.form?.id ?? '', { scaling: 'one-part' }, bob);
    const told = text(await it.submit(mine?.form?.id ?? '', { operations: 'by-hand' }));
    expect(told).toContain('| Question | Recorded 2026-11-26 | Now |');
    expect(told).not.toContain('| Scaling');
    expect((await decided(it, 'D-1')).history.filter(({ what }) => what.kind === 'reviewed')).toHaveLength(2);
  });

  test('compares with the record where the form names a re-check of something else, or one that is gone', async () => {
    const it = createTestBot();
    await it.record();
    await it.store.checks.save(checkRecord({ id: 'other', answers: { ...capped, scaling: 'one-part' } }));
    for (const since of ['other', 'nowhere']) {
      const told = text(await it.submit(`decision:recheck:D-1:k-${since}:${since}`, { operations: 'by-hand' }));
      expect(told).toContain('| Question | Recorded 2026-11-26 | Now |');
    }
  });

  test('of a decision from before there was a re-check to compare with is read as one with the record', () => {
    const what = { kind: 'reviewed', check: 'c', was: 'evolve', now: 'evolve' };
    const change = { at: 1, by: { id: 'ann', name: 'Ann' }, version: 1, what };
    expect(decisionSchema.shape.history.parse([change])).toMatchObject([{ what: { ...what, since: null } }]);
  });

  test('sent again, says the same and is kept once', async () => {
    const it = createTestBot();
    await it.record();
    const [opened] = await it.press('decision:recheck:D-1');
    const first = await it.submit(opened?.form?.id ?? '', { scaling: 'one-part' });
    const again = await it.submit(opened?.form?.id ?? '', { scaling: 'one-part' });
    expect(cardText(again[0] ?? expect.fail())).toBe(cardText(first[0] ?? expect.fail()));
    expect((await decided(it, 'D-1')).history.filter(({ what }) => what.kind === 'reviewed')).toHaveLength(1);
  });

  test('refuses an answer that there is not', async () => {
    const it = createTestBot();
    await it.record();
    const [refused] = await recheck(it, { scaling: 'nonsense' });
    expect(refused?.form?.fields.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual(['scaling']);
  });

  test('sets the next one when it was due, and none when it was not', async () => {
    const it = createTestBot();
    await it.record();
    const before = (await decided(it, 'D-1')).reviewAt ?? 0;
    await recheck(it, {});
    expect((await decided(it, 'D-1')).reviewAt).toBe(before);
    it.pass(100 * dayMs);
    await recheck(it, {});
    expect((await decided(it, 'D-1')).reviewAt).toBe(Math.floor(it.now() / dayMs + 90) * dayMs);
    expect(
      await it.bot.wake({
        ...(await jobNow(it)),
        dueAt: before,
        payload: { kind: 'review', decision: 'D-1', reviewAt: before },
      }),
    ).toBeNull();
  });

  test('can be put off and ended by those whose decision it is', async () => {
    const it = createTestBot();
    await it.record();
    expect(text(await it.press('decision:snooze:D-1:7', bob))).toContain('set by those whose decision it is: Ann');
    await it.press('decision:snooze:D-1:7');
    // From nine in the morning to the last moment of the day before.
    it.pass(7 * dayMs - 9 * 3_600_000 - 1);
    expect(await due(it)).toEqual([]);
    it.pass(1);
    expect(await due(it)).toHaveLength(1);
    expect(text(await it.type('due', bob))).toContain('- D-1 Billing stays one unit');
    await it.press('decision:end:D-1');
    expect(await due(it)).toEqual([]);
    expect(text(await it.type('due'))).toContain('No review is due.');
  });

  test('that was put off is no other when the words are edited', async () => {
    const it = createTestBot();
    await it.record();
    await it.press('decision:snooze:D-1:7');
    await it.submit('decision:edit:D-1:1', {});
    expect(await decided(it, 'D-1')).toMatchObject({ version: 1, reviewAt: Date.UTC(2026, 11, 3) });
  });

  test('is not due for what was superseded or is gone', async () => {
    const it = createTestBot();
    await it.record();
    await it.record({ title: 'Next', replaces: 'D-1', review: '' });
    await it.press('decision:accept:D-2:1');
    it.pass(200 * dayMs);
    expect(await due(it)).toEqual([]);
    expect(text(await it.press('decision:recheck:D-1'))).toContain('superseded by D-2, so there is nothing to review');
    expect(await it.bot.wake({ workspace: 'acme', key: 'k', platform: 'slack', dueAt: 1, payload: 'junk' })).toBeNull();
  });

  test('shows nobody a due review that they may not read', async () => {
    const it = createTestBot();
    await it.record({}, { conversation: 'secret', privacy: 'members' });
    it.pass(100 * dayMs);
    expect(text(await it.type('due', bob))).toContain('No review is due.');
    expect(text(await it.type('due', bob, everything))).toContain('D-1');
  });
});

/** The review's job, whenever it is due. */
async function jobNow(it: TestBot): Promise<Job> {
  it.pass(200 * dayMs);
  const job = await jobOf(it);
  it.pass(-200 * dayMs);
  return job;
}
