import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/bot-events.ts';
import type { Job } from '../../../src/core/jobs.ts';
import type { Store } from '../../../src/core/ports.ts';
import { parseTeamActionId, teamActionId } from '../../../src/core/team/action-ids.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { freshFolder } from '../../support/world.ts';
import { cardText } from '../check/card-text.ts';
import { capped, questionnaire } from '../check/support.ts';
import { createTestBot, dayMs, everything, isToAll, startOfTest, type TestBot } from '../decisions/support.ts';

const ann = { person: 'ann', name: 'Ann' };
const bob = { person: 'bob', name: 'Bob' };
const cat = { person: 'cat', name: 'Cat' };
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n');
const toAll = (replies: readonly Reply[]) => text(replies.filter(isToAll));
const other = { ...capped, team: 'solo', scaling: 'one-part', operations: 'unknown' };

async function opened(values: Record<string, string> = {}, where = {}): Promise<TestBot & { readonly id: string }> {
  const it = createTestBot();
  const [reply] = await it.bot.handle({
    workspace: 'acme',
    conversation: 'general',
    ...ann,
    event: { kind: 'command', name: 'arch-check', words: 'team' },
  });
  const form = reply?.form?.id ?? '';
  await it.submit(form, { title: 'Billing', ...values }, where);
  return { ...it, id: form.split(':')[2] ?? '' };
}

const job = (it: TestBot): Promise<Job | undefined> => it.store.jobs.due(['slack'], 1).then(([first]) => first);

describe('a team check', () => {
  test('reads like this', async () => {
    const it = await opened({ count: '5', until: '2026-12-01' });
    const shown = [text(await it.press(`team:answer:${it.id}`, bob))];
    const answer = await it.submit(`team:answer:${it.id}`, other, bob);
    shown.push(text(answer));
    await it.submit(`team:answer:${it.id}`, capped);
    shown.push(toAll(await it.press(`team:choose:${it.id}:team:few-teams`, cat)));
    shown.push(text(await it.press(`team:close:${it.id}`)));
    shown.push(text(await it.press(`team:mine:${it.id}`, bob)));
    await expect(`${shown.join('\n\n=====\n\n')}\n`).toMatchFileSnapshot('./team-cards.golden.txt');
  });

  test('is opened once by a form that is sent twice, and keeps what was answered', async () => {
    const it = await opened();
    await it.submit(`team:answer:${it.id}`, capped, bob);
    const [twice] = await it.submit(`team:open:${it.id}`, { title: 'Again' }, cat);
    expect(twice?.summary).toBe('“Billing” is being posted.');
    it.pass(30_000);
    const [card] = await it.submit(`team:open:${it.id}`, { title: 'Again' }, cat);
    expect(card).toMatchObject({ subject: { kind: 'team', id: it.id }, summary: expect.stringContaining('Billing') });
    expect(await it.store.teams.participants('acme', it.id)).toHaveLength(1);
  });

  test.each([
    [{ title: ' ' }, 'title'],
    [{ count: '1' }, 'count'],
    [{ count: '501' }, 'count'],
    [{ count: 'all' }, 'count'],
    [{ until: '2026-11-25' }, 'until'],
    [{ until: 'Friday' }, 'until'],
  ])('says what is wrong with %j', async (values, field) => {
    const it = createTestBot();
    const [refused] = await it.submit('team:open:k', { title: 'Billing', ...values });
    expect(refused?.form?.fields.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual([field]);
    expect(await it.store.teams.get('acme', 'k')).toBeNull();
  });

  test('shows everybody who has answered, and nobody but the person what', async () => {
    const it = await opened();
    const labels = ['One person', 'Mostly by hand', 'solo', 'by-hand'];
    const answers = { ...capped, team: 'solo', operations: 'by-hand' };
    const answered = await it.submit(`team:answer:${it.id}`, answers, bob);
    expect(toAll(answered)).toMatch(/Answered: Bob \(1\)/);
    const seen = [
      toAll(answered),
      text(await it.press(`team:answer:${it.id}`, cat)),
      JSON.stringify(await it.press(`team:answer:${it.id}`, cat)),
      text(await it.press(`team:mine:${it.id}`, cat)),
      text(await it.press(`check:breakdown:${it.id}`, cat)),
      text(await it.press(`check:change:${it.id}`, cat)),
      text(await it.press(`decision:record:${it.id}`, cat, everything)),
      text(await it.type('', cat, everything)),
      text(await it.type('billing', cat, everything)),
      text(await it.type('export D-1', cat, everything)),
      text(await it.say('what did we decide about billing?', cat, everything)),
      JSON.stringify(
        await it.bot.wake({
          workspace: 'acme',
          key: 'k',
          platform: 'slack',
          dueAt: 1,
          payload: { kind: 'team', team: it.id },
        }),
      ),
      JSON.stringify(
        await it.bot.verdict(
          { workspace: 'acme', conversation: 'general', ...cat, event: { kind: 'message', text: '' } },
          it.id,
        ),
      ),
    ];
    // The options themselves stand in a form; what Bob chose is not marked in it.
    const [form] = await it.press(`team:answer:${it.id}`, cat);
    expect(form?.form?.fields.every(({ value }) => value === null)).toBe(true);
    for (const [at, each] of seen.entries()) {
      if (at === 1 || at === 2) continue;
      for (const label of labels) expect(each, `${at}: ${label}`).not.toContain(label);
    }
    const own = text(await it.press(`team:mine:${it.id}`, bob));
    expect(own).toContain('Team: One person');
  });

  test('lets one change one’s answers until it closes, and takes nothing after', async () => {
    const it = await opened();
    await it.submit(`team:answer:${it.id}`, capped, bob);
    await it.submit(`team:answer:${it.id}`, { team: 'solo' }, bob);
    await it.press(`team:choose:${it.id}:ai:unknown`, bob);
    expect(await it.store.teams.own('acme', it.id, 'bob')).toEqual({ ...capped, team: 'solo', ai: 'unknown' });
    await it.submit(`team:answer:${it.id}`, capped);
    await it.press(`team:close:${it.id}`);
    it.pass(3_600_000);
    for (const late of [
      await it.submit(`team:answer:${it.id}`, { team: 'solo' }),
      await it.press(`team:choose:${it.id}:team:solo`),
      await it.press(`team:answer:${it.id}`, cat),
      await it.press(`team:close:${it.id}`),
    ])
      expect(text(late)).toContain('is closed. What was answered before counts');
    expect((await it.store.checks.get('acme', it.id))?.answers['team']).toEqual(
      expect.arrayContaining(['many-teams', 'solo']),
    );
  });

  test('is closed by whoever opened it, once, and gives one result', async () => {
    const it = await opened();
    await it.submit(`team:answer:${it.id}`, capped, bob);
    await it.submit(`team:answer:${it.id}`, other, cat);
    expect(text(await it.press(`team:close:${it.id}`, bob))).toContain('Only Ann, who opened it, can close it.');
    const told = await Promise.all([
      it.press(`team:close:${it.id}`),
      it.press(`team:close:${it.id}`, { ...bob, steward: true }),
    ]);
    expect(told.filter((replies) => replies.some(({ record }) => record === it.id))).toHaveLength(1);
  });

  test('closes by itself with the last complete answer that was asked for', async () => {
    const it = await opened({ count: '2' });
    await it.submit(`team:answer:${it.id}`, capped, bob);
    const partly = await it.submit(`team:answer:${it.id}`, { team: 'solo' }, cat);
    expect(partly.some(({ record }) => record !== undefined)).toBe(false);
    const last = await it.submit(`team:answer:${it.id}`, other, cat);
    expect(last.some(({ record }) => record === it.id)).toBe(true);
    expect(toAll(last)).toContain('with 2 complete answers');
  });

  test('closes by itself at its time, although nothing ran for a week, and whatever the clock does', async () => {
    const it = await opened({ until: '2026-12-01' });
    await it.submit(`team:answer:${it.id}`, capped, bob);
    await it.submit(`team:answer:${it.id}`, other, cat);
    it.pass(Date.UTC(2026, 11, 2) - startOfTest);
    const early = (await job(it)) ?? expect.fail();
    // Found due by a clock that was ahead, and set back before it was done.
    it.pass(-dayMs);
    expect(await it.bot.wake(early)).toBeNull();
    it.pass(8 * dayMs);
    const late = (await job(it)) ?? expect.fail();
    expect(late.dueAt).not.toBe(early.dueAt);
    const waking = (await it.bot.wake(late)) ?? expect.fail();
    expect(waking).toMatchObject({ conversation: 'general', key: `team-result:${it.id}` });
    expect(text(waking.replies)).toContain('as its time was over');
    expect(text((await it.bot.wake(late))?.replies ?? [])).toBe(text(waking.replies));
  });

  test('has its result posted later where whoever closed it died before', async () => {
    const it = await opened();
    await it.submit(`team:answer:${it.id}`, capped, bob);
    await it.submit(`team:answer:${it.id}`, other, cat);
    await it.press(`team:close:${it.id}`);
    it.pass(60_000);
    const waking = await it.bot.wake((await job(it)) ?? expect.fail());
    expect(waking?.replies.some(({ record }) => record === it.id)).toBe(true);
  });

  test('that was closed before its time posts nothing at its time', async () => {
    const it = await opened({ until: '2026-12-01' });
    await it.submit(`team:answer:${it.id}`, capped, bob);
    await it.submit(`team:answer:${it.id}`, other, cat);
    await it.press(`team:close:${it.id}`);
    it.pass(7 * dayMs);
    const due = await it.store.jobs.due(['slack'], 9);
    const woken = await Promise.all(due.map((each) => it.bot.wake(each)));
    expect(woken.map((waking) => waking?.key ?? null)).toEqual([`team-result:${it.id}`, null]);
  });

  test.each([0, 1])('gives no result of %i people’s answers', async (count) => {
    const it = await opened();
    if (count === 1) await it.submit(`team:answer:${it.id}`, { ...capped, team: 'solo' }, bob);
    const told = await it.press(`team:close:${it.id}`);
    expect(text(told)).toContain('A result takes those of 2');
    expect(text(told)).not.toContain('One person');
    expect(await it.store.checks.get('acme', it.id)).toBeNull();
    expect(text(await it.press(`decision:record:${it.id}`))).toContain('no finished check');
  });

  test('can be recorded as a decision with the spread of the answers, without names', async () => {
    const it = await opened();
    for (const person of ['bob', 'cat', 'dan'])
      await it.submit(`team:answer:${it.id}`, person === 'cat' ? other : capped, { person, name: `Name of ${person}` });
    await it.press(`team:close:${it.id}`);
    await it.submit(`decision:record:${it.id}:k`, {});
    const shown = text(await it.type('show D-1'));
    expect(shown).toMatch(/How the answers were spread\n- [\s\S]*Team: 1 × “.*” and 2 × “/);
    expect(shown).not.toContain('Name of');
  });

  test('that was opened under other rules can still be closed, without a result', async () => {
    const it = await opened();
    const kept = (await it.store.teams.get('acme', it.id)) ?? expect.fail();
    await it.store.teams.open({ ...kept, id: 'old', rules: { version: '0', hash: 'other' } });
    for (const id of ['bob', 'cat']) await it.store.teams.answer('acme', 'old', { id, name: id }, { team: 'gone' });
    expect(text(await it.press('team:answer:old', bob))).toContain('The rules have changed since this team check');
    expect(text(await it.press('team:close:old', bob))).toContain('Only Ann, who opened it, can close it.');
    expect(toAll(await it.press('team:close:old'))).toMatch(/closed without a result: the rules[\s\S]*Closed:/);
    expect(await it.store.checks.get('acme', 'old')).toBeNull();
  });

  test('keeps workspaces apart', async () => {
    const it = await opened();
    for (const act of ['answer', 'close', 'mine'])
      expect(text(await it.press(`team:${act}:${it.id}`, { workspace: 'other' }))).toContain(
        'I no longer have that team check',
      );
    expect(text(await it.submit(`team:answer:${it.id}`, capped, { workspace: 'other' }))).toContain('no longer have');
    await expect(it.press(`team:choose:${it.id}:team:army`)).rejects.toThrow('expected one of');
  });

  test('loses nothing of two hundred people who answer at once, in a file', async () => {
    const folder = freshFolder();
    const file: { store?: Store } = {};
    const store = await openStore({ folder, clock: () => startOfTest });
    file.store = store;
    const it = createTestBot(() => store);
    await it.submit('team:open:t', { title: 'All of us', count: '200' });
    const people = Array.from({ length: 200 }, (_, n) => ({ person: `p${n}`, name: `Person ${n}` }));
    const options = questionnaire.questions.find(({ id }) => id === 'team')?.options ?? [];
    const given = people.map((_, n) => ({ ...capped, team: options[n % options.length]?.id ?? 'solo' }));
    const told = await Promise.all(people.map((who, n) => it.submit('team:answer:t', given[n] ?? {}, who)));
    expect(told.filter((replies) => replies.some(({ record }) => record === 't'))).toHaveLength(1);
    const results = await store.teams.results('acme', 't');
    expect(results?.map((answers) => JSON.stringify(answers)).sort()).toEqual(
      given.map((answers) => JSON.stringify(answers)).sort(),
    );
    await store.close();
  });
});

test('every action comes back from its id, and nothing else does', () => {
  const actions = [
    { kind: 'answer', team: 't1' },
    { kind: 'choose', team: 't1', question: 'ai', option: 'none' },
  ] as const;
  for (const action of actions) expect(parseTeamActionId(teamActionId(action))).toEqual(action);
  for (const id of [
    'team:burn:t1',
    'team:answer',
    'team:answer:t1:x',
    'team:choose:t1:ai',
    'check:answer:t1',
    `team:mine:${'x'.repeat(100)}`,
  ])
    expect(parseTeamActionId(id)).toBeNull();
});
