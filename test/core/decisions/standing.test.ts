import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/bot-events.ts';
import { decisionActionId, parseDecisionActionId } from '../../../src/core/decisions/action-ids.ts';
import { objectionsTo, statuses } from '../../../src/core/decisions/decision.ts';
import { type Deed, isFor, isOpenTo } from '../../../src/core/decisions/who-may.ts';
import { cardText } from '../check/card-text.ts';
import { createTestBot, everything, isToAll, type TestBot } from './support.ts';

const bob = { person: 'bob', name: 'Bob' };
const cat = { person: 'cat', name: 'Cat' };
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n');
const decided = async ({ store }: TestBot, id: string) =>
  (await store.decisions.get('acme', id))?.decision ?? expect.fail();

describe('who may do what', () => {
  const deeds: readonly Deed[] = ['accept', 'object', 'edit', 'supersede', 'recheck', 'schedule'];
  const decision = { recorder: { id: 'ann', name: 'Ann' }, deciders: [{ id: 'bob', name: 'Bob' }] };

  test('is what the rule says', () => {
    const allowed = (person: string, steward = false) =>
      deeds.filter((deed) => isFor(deed, decision, { person, steward }));
    expect(allowed('ann')).toEqual(deeds);
    expect(allowed('bob')).toEqual(deeds);
    expect(allowed('cat')).toEqual(['object', 'recheck']);
    expect(allowed('cat', true)).toEqual(deeds);
    const open = deeds.map((deed) => statuses.filter((status) => isOpenTo(deed, { status })).join());
    expect(open).toEqual([
      'proposed,objected',
      ...['object', 'edit', 'supersede', 'recheck', 'schedule'].map(() => 'proposed,accepted,objected'),
    ]);
  });
});

describe('accepting', () => {
  test('happens once when two press at the same moment, and both are told the truth', async () => {
    const it = createTestBot();
    await it.record({ deciders: 'ann, bob' });
    const [one, two] = await Promise.all([it.press('decision:accept:D-1:1'), it.press('decision:accept:D-1:1', bob)]);
    const decision = await decided(it, 'D-1');
    expect(decision.history.filter(({ what }) => what.kind === 'accepted')).toHaveLength(1);
    const winner = decision.history.at(-1)?.by.name;
    const told = [text(one), text(two)].sort(
      (a, b) => Number(b.includes('was accepted')) - Number(a.includes('was accepted')),
    );
    expect(told[0]).toContain(`D-1 was accepted by ${winner}`);
    expect(told[1]).toContain(`Nothing was done: D-1 stands as “Accepted by ${winner}, 2026-11-26”.`);
  });

  test('is told to be somebody else’s to those whose decision it is not', async () => {
    const it = createTestBot();
    await it.record({ deciders: [{ id: 'bob', name: 'Bob' }] });
    expect(text(await it.press('decision:accept:D-1:1', cat))).toContain(
      'for those whose decision it is: Ann, Bob. You can object',
    );
    expect((await decided(it, 'D-1')).status).toBe('proposed');
    await it.press('decision:accept:D-1:1', bob);
    expect((await decided(it, 'D-1')).status).toBe('accepted');
  });

  test('by a button of an older version does nothing, and shows the new one', async () => {
    const it = createTestBot();
    await it.record();
    await it.submit('decision:edit:D-1:1', { title: 'Another' });
    const told = await it.press('decision:accept:D-1:1');
    expect(text(told)).toContain('the button of an older version. This is version 2 of D-1; nothing was done.');
    expect(text(told)).toContain('# D-1: Another');
    expect(told.some(isToAll)).toBe(false);
    expect((await decided(it, 'D-1')).status).toBe('proposed');
  });

  test('tells nobody of a decision that they may not read', async () => {
    const it = createTestBot();
    await it.record({}, { conversation: 'secret', privacy: 'members' });
    for (const act of ['accept', 'object', 'edit', 'supersede']) {
      expect(await it.press(`decision:${act}:D-1:1`, bob)).toEqual(await it.press(`decision:${act}:D-7:1`, bob));
    }
    for (const words of [
      'show D-1',
      'export D-1',
      'recheck D-1',
      'D-1',
      'snooze D-1 3',
      'end D-1',
      'accept D-1',
      'object D-1 no',
    ])
      expect(text(await it.type(words, bob)), words).toContain('There is no such decision that you may see');
    expect(text(await it.type('show D-1', { ...bob, workspace: 'other' }, everything))).toContain('no such decision');
  });
});

describe('objecting', () => {
  test('takes a reason, which is shown, and makes an accepted decision objected to', async () => {
    const it = createTestBot();
    await it.record();
    await it.press('decision:accept:D-1:1');
    const [form] = await it.press('decision:object:D-1:1', bob);
    expect(form?.form?.fields.map(({ id }) => id)).toEqual(['reason']);
    expect((await it.submit('decision:object:D-1:1', { reason: '  ' }, bob))[0]?.form?.fields[0]?.error).toContain(
      'Say why',
    );
    const told = await it.submit('decision:object:D-1:1', { reason: 'The load is not known.' }, bob);
    expect(text(told)).toContain('Objection to D-1 by Bob: The load is not known.');
    await it.submit('decision:object:D-1:1', { reason: 'The load is not known.' }, bob);
    expect((await decided(it, 'D-1')).history).toHaveLength(3);
    await it.type('object D-1 Neither is the cost.', cat);
    expect(text(await it.type('show D-1'))).toMatch(
      /Objection by Bob[\s\S]*Objection by Cat, 2026-11-26: Neither is the cost/,
    );
  });

  test('by forty people at the same moment keeps what each of them says', async () => {
    const it = createTestBot();
    await it.record();
    const said = Array.from({ length: 40 }, (_, n) => `reason ${n}`);
    await Promise.all(said.map((reason, n) => it.type(`object D-1 ${reason}`, { person: `p${n}`, name: `P${n}` })));
    const kept = objectionsTo(await decided(it, 'D-1')).map(({ reason }) => reason);
    expect(kept.toSorted()).toEqual(said.toSorted());
    const shown = text(await it.type('show D-1'));
    expect(shown.match(/Objection by/g)).toHaveLength(5);
    expect(shown).toContain('35 earlier objections in the Markdown file and the history.');
    const [file] = await it.type('export D-1');
    expect(file?.attachment?.text.match(/Objection by/g)).toHaveLength(40);
  });

  test('does not stand against words that came after it', async () => {
    const it = createTestBot();
    await it.record();
    await it.type('object D-1 too vague', bob);
    await it.submit('decision:edit:D-1:1', { title: 'Precise' });
    expect(text(await it.type('show D-1'))).not.toContain('Objection by');
    expect((await decided(it, 'D-1')).history.some(({ what }) => what.kind === 'objected')).toBe(true);
  });
});

describe('superseding', () => {
  test('comes with the acceptance of the one that replaces it, and links both ways', async () => {
    const it = createTestBot();
    await it.record();
    await it.press('decision:accept:D-1:1');
    await it.record({ replaces: 'd-1', title: 'Next' });
    expect((await decided(it, 'D-1')).status).toBe('accepted');
    const told = await it.press('decision:accept:D-2:1');
    expect(await decided(it, 'D-1')).toMatchObject({ status: 'superseded', successor: 'D-2' });
    expect(await decided(it, 'D-2')).toMatchObject({ status: 'accepted', predecessor: 'D-1' });
    expect(told).toHaveLength(1);
    expect(text(await it.type('show D-2'))).toContain('Before it: D-1');
    expect(text(await it.type('show D-1'))).toMatch(/Status: Superseded by D-2[\s\S]*After it: D-2/);
    expect(text(await it.press('decision:object:D-1:1'))).toContain('D-1 stands as “Superseded by D-2”');
  });

  test('leaves what is not the person’s to supersede in force, and says so', async () => {
    const it = createTestBot();
    await it.record({ deciders: '' });
    await it.record({ replaces: 'D-1', deciders: '' }, bob);
    const told = await it.press('decision:accept:D-2:1', bob);
    expect(text(told)).toContain('D-1 is still in force beside it: only Ann can supersede it.');
    expect((await decided(it, 'D-1')).status).toBe('proposed');
    await it.type('supersede D-1 D-2');
    expect((await decided(it, 'D-1')).successor).toBe('D-2');
  });

  test.each([
    ['D-1', 'cannot take its own place'],
    ['D-9', 'no decision “D-9”'],
    ['x', 'no decision “x”'],
    ['D-3', 'superseded itself, by D-4'],
    ['D-4', 'replaces D-3 already'],
  ])('is refused by %s', async (by, why) => {
    const it = createTestBot();
    for (const title of ['One', 'Two', 'Three', 'Four']) await it.record({ title });
    await it.type('supersede D-3 D-4');
    expect(text(await it.submit('decision:supersede:D-1:1', { by }))).toContain(why);
    expect((await decided(it, 'D-1')).status).toBe('proposed');
  });

  test('is told to whoever accepts a second one that was to replace it', async () => {
    const it = createTestBot();
    await it.record();
    for (const title of ['One', 'Two']) await it.record({ title, replaces: 'D-1' });
    await it.press('decision:accept:D-2:1');
    const told = text(await it.press('decision:accept:D-3:1'));
    expect(told).toContain('D-1, which D-3 was to replace, is superseded by D-2 already; that stands beside it.');
    expect((await decided(it, 'D-1')).successor).toBe('D-2');
  });

  test('and accepting at the same moment end in one state that both are told', async () => {
    const it = createTestBot();
    await it.record();
    await it.record({ title: 'Next' });
    await Promise.all([it.type('supersede D-1 D-2'), it.press('decision:accept:D-1:1', {})]);
    const decision = await decided(it, 'D-1');
    expect(decision).toMatchObject({ status: 'superseded', successor: 'D-2' });
    expect(await decided(it, 'D-2')).toMatchObject({ predecessor: 'D-1' });
  });
});

test('a posted card is updated in its place, with the file', async () => {
  const it = createTestBot();
  const [posted] = await it.record();
  expect(posted).toMatchObject({
    toAll: true,
    subject: { kind: 'decision', id: 'D-1' },
    attachment: { name: 'D-1-billing-stays-one-unit.md' },
  });
  expect(posted?.replaces).toBeUndefined();
  const place = { conversation: 'general', message: '17.2', link: 'https://acme.slack.com/archives/C1/p172' };
  await it.bot.posted('acme', { kind: 'decision', id: 'D-1' }, place);
  const [, card] = await it.press('decision:accept:D-1:1');
  expect(card?.replaces).toEqual(place);
  // Pressed again, after a crash perhaps: the card is put right.
  expect((await it.press('decision:accept:D-1:1'))[1]?.replaces).toEqual(place);
});

test('every action comes back from its id, and nothing else does', () => {
  const actions = [
    { kind: 'record', check: 'c1' },
    { kind: 'accept', decision: 'D-1', version: 2 },
    { kind: 'snooze', decision: 'D-1', days: 30 },
    { kind: 'end', decision: 'D-1' },
  ] as const;
  for (const action of actions) expect(parseDecisionActionId(decisionActionId(action))).toEqual(action);
  for (const id of [
    'decision:accept:D-1',
    'decision:burn:D-1',
    'decision:snooze:D-1:0',
    'decision:snooze:D-1:9999',
    'decision:end:D-1:2',
    `decision:end:${'x'.repeat(100)}`,
  ])
    expect(parseDecisionActionId(id)).toBeNull();
});
