import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/bot-events.ts';
import { cardText } from '../check/card-text.ts';
import { capped } from '../check/support.ts';
import { checkRecord, createTestBot, dayMs, everything, startOfTest } from './support.ts';

const bob = { person: 'bob', name: 'Bob' };
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n\n-----\n\n');
const errorsOf = ([reply]: readonly Reply[]) =>
  Object.fromEntries(
    (reply?.form?.fields ?? []).flatMap(({ id, error }) => (error === undefined ? [] : [[id, error]])),
  );

describe('recording a decision', () => {
  test('opens a form with the situation in it, and keeps nothing before it is confirmed', async () => {
    const { store, press, type } = createTestBot();
    await store.checks.save(checkRecord({}));
    const [reply] = await press('decision:record:c1');
    expect(reply?.toAll).toBeUndefined();
    expect(reply?.form).toMatchObject({ title: 'Record a decision', asksWhere: true });
    const values = Object.fromEntries((reply?.form?.fields ?? []).map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({
      title: 'Billing stays one unit',
      chosen: 'evolve',
      review: '2027-02-24',
      deciders: [{ id: 'ann', name: 'Ann' }],
      context: expect.stringContaining('Releases and operations are mature'),
    });
    expect(reply?.form?.fields.slice(0, 5).map(({ id }) => id)).toEqual([
      'title',
      'chosen',
      'reason',
      'deciders',
      'review',
    ]);
    expect(text(await type('show D-1'))).toContain('There is no such decision');
  });

  test('reads like this', async () => {
    const { record, press, submit, pass, bot } = createTestBot();
    const shown = [text(await record({ confirmation: 'Releases take less than a day.' }))];
    await record(
      {
        title: 'Split search off',
        chosen: 'microservices',
        reason: 'Search must scale on its own by May.',
        replaces: 'D-1',
      },
      {},
      {
        answers: { ...capped, team: ['few-teams', 'one-larger-team'], ai: 'unknown' },
        ...replayed({ ...capped, team: ['few-teams', 'one-larger-team'], ai: 'unknown' }),
      },
    );
    pass(dayMs);
    shown.push(text(await submit('decision:object:D-2:1', { reason: 'We have no numbers.' }, bob)));
    const [edit] = await press('decision:edit:D-2:1');
    pass(dayMs);
    shown.push(text(await submit(edit?.form?.id ?? '', { reason: 'The numbers are in.', deciders: 'Ann, Cat' })));
    pass(dayMs);
    const place = { conversation: 'general', link: 'https://acme.slack.com/archives/C1/p1' };
    for (const id of ['D-1', 'D-2']) await bot.posted('acme', { kind: 'decision', id }, { ...place, message: id });
    shown.push(text(await press('decision:accept:D-2:2')));
    await expect(`${shown.join('\n\n=====\n\n')}\n`).toMatchFileSnapshot('./decision-cards.golden.txt');
  });

  test('needs a reason where what is chosen is not the verdict, and keeps what was typed', async () => {
    const { record, type } = createTestBot();
    const refused = await record({ chosen: 'microservices', title: 'Split it' });
    expect(errorsOf(refused)).toEqual({ reason: expect.stringContaining('not the verdict') });
    expect(refused[0]?.form?.fields.map(({ value }) => value)).toContain('Split it');
    expect(text(await type('show D-1'))).toContain('no such decision');
  });

  test.each([
    [{ title: ' ' }, 'title'],
    [{ chosen: 'nonsense', reason: 'x' }, 'chosen'],
    [{ chosen: 'other', reason: 'x' }, 'other'],
    [{ review: 'soon' }, 'review'],
    [{ review: '2027-02-30' }, 'review'],
    [{ review: '2026-11-26' }, 'review'],
    [{ replaces: 'D-99' }, 'replaces'],
    [{ replaces: 'billing' }, 'replaces'],
  ])('says what is wrong with %j', async (values, field) => {
    const { record } = createTestBot();
    expect(Object.keys(errorsOf(await record(values)))).toEqual([field]);
  });

  test('takes a review from the next day on, and none where it is left empty', async () => {
    const { record, store } = createTestBot();
    await record({ review: '2026-11-27' });
    await record({ review: '' });
    expect((await store.decisions.get('acme', 'D-1'))?.decision.reviewAt).toBe(Date.UTC(2026, 10, 27));
    expect((await store.decisions.get('acme', 'D-2'))?.decision.reviewAt).toBeNull();
  });

  test('records once what is sent twice, and what is sent by two at once', async () => {
    const { store, pass, press, submit } = createTestBot();
    await store.checks.save(checkRecord({}));
    const [reply] = await press('decision:record:c1');
    const sent = await Promise.all([1, 2, 3].map(() => submit(reply?.form?.id ?? '', {})));
    expect(sent.map(text).toSorted()).toEqual([
      ...Array(2).fill(expect.stringContaining('D-1 is being posted.')),
      expect.stringContaining('# D-1: '),
    ]);
    expect(await store.decisions.get('acme', 'D-2')).toBeNull();
    // What was not posted by then is taken up again.
    pass(30_000);
    expect(text(await submit(reply?.form?.id ?? '', {}))).toContain('# D-1: ');
  });

  test('takes what cannot be seen for nothing: a title, a reason, a name', async () => {
    const it = createTestBot();
    const blank = '\u200b \u200b';
    const [refused] = await it.record({ title: blank, chosen: 'microservices', reason: blank });
    expect(refused?.form?.fields.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual([
      'title',
      'reason',
    ]);
    await it.record({ title: 'Seen', deciders: `${blank}, Bob, \u2060` });
    const { decision } = (await it.store.decisions.get('acme', 'D-1')) ?? expect.fail();
    expect(decision.deciders).toEqual([{ id: 'Bob', name: 'Bob' }]);
    expect((await it.submit('decision:object:D-1:1', { reason: blank }))[0]?.form?.fields[0]?.error).toContain(
      'Say why',
    );
  });

  test('cuts a title of 5,000 characters to what is shown', async () => {
    const { record, store } = createTestBot();
    await record({ title: '😀'.repeat(2_500) });
    const title = (await store.decisions.get('acme', 'D-1'))?.decision.title ?? '';
    expect(title.length).toBeLessThanOrEqual(150);
    expect(title.isWellFormed()).toBe(true);
  });

  test('records a check of another place only where everybody may read that', async () => {
    const { store, press, submit } = createTestBot();
    await store.checks.save(checkRecord({ conversation: 'secret' }));
    expect(text(await press('decision:record:c1'))).toContain('no finished check here');
    expect(text(await submit('decision:record:c1:k', {}))).toContain('no finished check here');
    expect((await press('decision:record:c1', {}, everything))[0]?.form).toBeDefined();
    expect(text(await press('decision:record:c1', { workspace: 'other' }, everything))).toContain(
      'no finished check here',
    );
  });

  test('keeps the answers and the rules, so that the verdict can be replayed', async () => {
    const { record, store } = createTestBot();
    await record();
    const { check } = (await store.decisions.get('acme', 'D-1'))?.decision ?? expect.fail();
    expect(check).toMatchObject({ answers: capped, verdict: 'evolve', createdAt: startOfTest });
    expect(check?.rules.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(check?.grounds.standing).toContain('capped at Monolith for now');
  });

  test('refuses a check of other rules', async () => {
    const { store, press } = createTestBot();
    await store.checks.save(checkRecord({ rules: { version: '0', hash: 'older' } }));
    expect(text(await press('decision:record:c1'))).toContain('The rules have changed');
  });
});

describe('editing', () => {
  test('makes a new version that is proposed again, and keeps the old words in the history', async () => {
    const { record, press, submit, store } = createTestBot();
    await record();
    await press('decision:accept:D-1:1');
    await submit('decision:edit:D-1:1', { title: 'Billing moves out' });
    const { decision } = (await store.decisions.get('acme', 'D-1')) ?? expect.fail();
    expect(decision).toMatchObject({ version: 2, status: 'proposed', title: 'Billing moves out' });
    expect(decision.history.map(({ version, what }) => [version, what.kind])).toEqual([
      [1, 'recorded'],
      [1, 'accepted'],
      [2, 'edited'],
    ]);
    expect(decision.history[2]?.what).toMatchObject({ before: { title: 'Billing stays one unit' } });
  });

  test('is told, with the words kept, when somebody else was faster', async () => {
    const { record, submit, store } = createTestBot();
    await record();
    const both = await Promise.all([
      submit('decision:edit:D-1:1', { title: 'One' }),
      submit('decision:edit:D-1:1', { title: 'Two' }),
    ]);
    const { decision } = (await store.decisions.get('acme', 'D-1')) ?? expect.fail();
    expect(decision.version).toBe(2);
    expect(both.filter((replies) => replies.some(({ subject }) => subject !== undefined))).toHaveLength(1);
    const late = await submit('decision:edit:D-1:1', { title: 'Three' });
    expect(late[1]?.form).toMatchObject({
      id: 'decision:edit:D-1:2',
      intro: [expect.stringContaining('not saved'), expect.anything()],
    });
    expect(late[1]?.form?.fields[0]?.value).toBe('Three');
  });

  test('makes no version of the same words, so that it can be sent again', async () => {
    const { record, submit, store } = createTestBot();
    await record();
    await submit('decision:edit:D-1:1', { title: 'One' });
    const again = await submit('decision:edit:D-1:1', { title: 'One' });
    expect(again.map(({ job, subject }) => [job?.key, subject])).toEqual([
      ['tell:D-1:1', undefined],
      ['tell:D-1:1', { kind: 'decision', id: 'D-1' }],
    ]);
    expect((await store.decisions.get('acme', 'D-1'))?.decision.version).toBe(2);
  });

  test('is for those whose decision it is', async () => {
    const { record, press, submit } = createTestBot();
    await record();
    expect(text(await press('decision:edit:D-1:1', bob))).toContain('edited by those whose decision it is: Ann');
    expect(text(await submit('decision:edit:D-1:1', { title: 'x' }, bob))).toContain('edited by those');
    expect((await press('decision:edit:D-1:1', { ...bob, steward: true }))[0]?.form).toBeDefined();
  });
});

function replayed(answers: Record<string, string | string[]>) {
  const { verdict, reachable, score, scoreRange } = checkRecord({ answers });
  return { verdict, reachable, score, scoreRange };
}
