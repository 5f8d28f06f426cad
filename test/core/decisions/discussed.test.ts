import { expect, test } from 'vitest';
import type { Incoming, Reply } from '../../../src/core/bot-events.ts';
import { toAdr } from '../../../src/core/decisions/adr.ts';
import { toThread } from '../../../src/core/decisions/draft/thread.ts';
import type { Ledger } from '../../../src/core/decisions/ledger.ts';
import { propose } from '../../../src/core/decisions/propose.ts';
import { recordForm } from '../../../src/core/decisions/record-form.ts';
import { seesHere } from '../../../src/core/decisions/visible-decisions.ts';
import { createTurns } from '../../../src/core/turns.ts';
import { cardText } from '../check/card-text.ts';
import { engine, questionnaire } from '../check/support.ts';
import { reader } from './draft/support.ts';
import { createTestBot, dayMs, everything } from './support.ts';

const link = 'https://acme.slack.com/archives/C1/p13';
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n');

test('a decision that came from a thread stands without a check, on the messages that it names', async () => {
  const it = createTestBot();
  const ledger: Ledger = {
    turns: createTurns(),
    engine,
    store: it.store,
    clock: it.now,
    newId: () => 'unused',
    threads: async () => reader,
  };
  const at: Incoming = {
    ...{ workspace: 'acme', conversation: 'general', person: 'ann', name: 'Ann', platform: 'slack' },
    event: { kind: 'message', text: '' },
  };
  const start = {
    ...{ formId: 'decision:draft:m1:k', intro: [], verdictName: null, title: 'Keep it together', context: '' },
    ...{ chosen: null, chosenName: '', reason: '' },
  };
  const form = recordForm(questionnaire, start, { id: 'ann', name: 'Ann' }, it.now());
  const points = [
    { kind: 'objection', text: 'The build takes an hour <b>now</b>.', links: [link, 'javascript:alert(1)'] },
  ] as const;
  const propose1 = (values: Record<string, string>) =>
    propose(
      ledger,
      at,
      { form, values, key: 'k', check: null, considered: ['One unit', 'Two units'], points },
      seesHere(at),
    );

  expect((await propose1({}))[0]?.form?.fields.find(({ error }) => error !== undefined)?.id).toBe('chosen');
  const [card] = await propose1({ chosen: 'other', other: 'One unit' });
  const shown = text(card === undefined ? [] : [card]);
  expect(shown).toContain('Chosen: One unit. Nothing was checked for it.');
  expect(shown).toContain(
    'From the discussion\n- Objection: The build takes an hour <b>now</b>. (message 1, message 2)',
  );
  expect(shown).not.toMatch(/The check:|Re-check|undefined|null/);
  const { decision } = (await it.store.decisions.get('acme', 'D-1')) ?? expect.fail();
  expect(decision).toMatchObject({ check: null, considered: ['One unit', 'Two units'] });
  const adr = toAdr(decision);
  expect(adr).toContain(`* Objection: The build takes an hour \\<b\\>now\\</b\\>. [message 1](<${link}>)`);
  expect(adr).not.toContain('](<javascript');

  expect(text(await it.type('build', {}, everything))).toContain('D-1 Keep it together');
  expect(text(await it.press('decision:recheck:D-1'))).toContain('came from no check');
  expect(text(await it.submit('decision:recheck:D-1:k2', {}))).toContain('came from no check');
  await it.submit('decision:edit:D-1:1', { title: 'Keep it in one' });
  it.pass(90 * dayMs);
  const job = (await it.store.jobs.due(['slack'], 9)).find(({ key }) => key === 'review:D-1');
  const waking = job ? await it.bot.wake(job) : null;
  expect(text(waking?.replies ?? [])).toMatch(/Keep it in one[\s\S]*Snooze a month/);
  expect(text(waking?.replies ?? [])).not.toContain('[Re-check]');
});

test('the history names who did what, and when', async () => {
  const it = createTestBot();
  await it.record();
  it.pass(dayMs);
  await it.type('object D-1 no numbers', { person: 'bob', name: 'Bob' });
  await it.submit('decision:edit:D-1:1', { title: 'Two', chosen: 'microservices', reason: 'Load.' });
  await it.press('decision:accept:D-1:2');
  await it.press('decision:snooze:D-1:7');
  await it.press('decision:end:D-1');
  const [opened] = await it.press('decision:recheck:D-1');
  await it.submit(opened?.form?.id ?? '', { scaling: 'one-part' });
  await it.record({ replaces: 'D-1', title: 'Next' });
  await it.press('decision:accept:D-2:1');
  expect(text(await it.type('history D-1'))).toBe(
    [
      '[How D-1 came to stand as it does]',
      '# How D-1 came to stand as it does',
      'Two',
      '- 2026-11-26, Ann: recorded it (version 1)',
      '- 2026-11-27, Bob: objected: no numbers (version 1)',
      '- 2026-11-27, Ann: changed its words; before: “Billing stays one unit”, Monolith for now (version 2)',
      '- 2026-11-27, Ann: accepted it (version 2)',
      '- 2026-11-27, Ann: put its review off to 2026-12-04 (version 2)',
      '- 2026-11-27, Ann: ended its review (version 2)',
      '- 2026-11-27, Ann: re-checked it; now the verdict is Microservices, not Monolith for now (version 2)',
      '- 2026-11-27, Ann: put D-2 in its place (version 2)',
    ].join('\n'),
  );
});

test('a draft goes once its decision is posted, and stays as long as it is not', async () => {
  const it = createTestBot();
  const at = { workspace: 'acme', conversation: 'general', person: 'ann', name: 'Ann', platform: 'slack' } as const;
  const said = [
    { id: 'm1', user: 'ann', ts: '1', text: 'Should billing be a service of its own?' },
    { id: 'm2', user: 'bob', ts: '2', text: 'We decided to keep the monolith: one team, and no load.' },
  ];
  const discussion = { thread: toThread({ messages: said }), links: {}, people: [{ id: 'bob', name: 'Bob' }] };
  const draft = async () => {
    const [card] = await it.bot.handle({ ...at, event: { kind: 'discussion', discussion } }, everything);
    return card?.form?.id ?? expect.fail();
  };
  const [first, second] = [await draft(), await draft()];
  const open = (form: string) => it.press(`decision:draft:${form.split(':')[2]}`);
  const values = { title: 'One unit', chosen: 'monolith' };
  await it.submit(first, values);
  it.pass(30_000);
  expect(text(await it.submit(first, values))).toContain('D-1: One unit');
  expect((await open(first))[0]?.form).toBeDefined();
  const posted = { conversation: 'general', message: '1', link: null };
  await it.bot.posted('acme', { kind: 'decision', id: 'D-1' }, posted);
  await it.bot.posted('acme', { kind: 'decision', id: 'D-1' }, posted);
  expect(text(await open(first))).toContain('no such draft of yours any more: it was recorded, or is too old');
  expect((await open(second))[0]?.form).toBeDefined();
});
