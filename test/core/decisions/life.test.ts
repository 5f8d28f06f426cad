import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decision, decisionId, objectionsTo } from '../../../src/core/decisions/decision.ts';
import { createTestBot, dayMs, everything, type TestBot, type Where } from './support.ts';

const people = ['ann', 'bob', 'cat', 'dan'] as const;
const owners: readonly string[] = ['ann', 'bob'];

const deed = fc.record({
  who: fc.constantFrom(...people),
  what: fc.constantFrom('accept', 'object', 'edit', 'supersede', 'recheck', 'snooze', 'end', 'press', 'record'),
  on: fc.integer({ min: 1, max: 4 }),
  other: fc.integer({ min: 1, max: 4 }),
  days: fc.constantFrom(-365, -1, 0, 0, 0, 1, 40, 365),
});
type Deed = Readonly<{ who: string; what: string; on: number; other: number; days: number }>;

async function all({ store }: TestBot): Promise<Decision[]> {
  const found = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => store.decisions.get('acme', decisionId(n))));
  return found.flatMap((each) => each?.decision ?? []);
}

async function form(it: TestBot, action: string, where: Where, values: Record<string, string>): Promise<void> {
  const [opened] = await it.press(action, where, everything);
  if (opened?.form !== undefined) await it.submit(opened.form.id, values, where, everything);
}

async function does(it: TestBot, { who, what, on, other }: Deed, n: number): Promise<void> {
  const where = { person: who, name: who };
  const id = decisionId(on);
  const { version = 1 } = (await it.store.decisions.get('acme', id))?.decision ?? {};
  switch (what) {
    case 'press':
      await it.press(`decision:accept:${id}:${version}`, where, everything);
      return;
    case 'object':
      await it.type(`object ${id} reason ${n}`, where, everything);
      return;
    case 'edit':
      return form(it, `decision:edit:${id}:${version}`, where, { title: `Title ${n}` });
    case 'recheck':
      return form(it, `decision:recheck:${id}`, where, { scaling: n % 2 === 0 ? 'one-part' : 'even' });
    case 'supersede':
      await it.type(`supersede ${id} ${decisionId(other)}`, where, everything);
      return;
    case 'snooze':
      await it.type(`snooze ${id} 30`, where, everything);
      return;
    case 'record':
      await it.record({ title: `New ${n}`, replaces: n % 2 === 0 ? id : '', deciders: 'bob' });
      return;
    default:
      await it.type(`${what} ${id}`, where, everything);
  }
}

/** What must hold of all that is kept, however it came about. */
function holds(decisions: readonly Decision[]): void {
  const of = (id: string | null) => decisions.find((each) => each.id === id);
  for (const decision of decisions) {
    const { id, history, version, status, successor, reviewAt } = decision;
    expect(history[0]?.what.kind).toBe('recorded');
    expect(version).toBe(1 + history.filter(({ what }) => what.kind === 'edited').length);
    expect(history.map((change) => change.version)).toEqual(history.map((change) => change.version).toSorted());
    const standing = history.findLast(({ what }) =>
      ['recorded', 'edited', 'accepted', 'objected', 'superseded'].includes(what.kind),
    );
    const kind = standing?.what.kind;
    expect(status).toBe(kind === 'recorded' || kind === 'edited' ? 'proposed' : kind);
    expect(successor !== null).toBe(status === 'superseded');
    if (successor !== null) expect(of(successor)?.predecessor).toBe(id);
    if (status === 'superseded') expect(history.at(-1)?.what).toEqual({ kind: 'superseded', successor });
    if (status === 'objected') expect(objectionsTo(decision).length).toBeGreaterThan(0);
    if (reviewAt !== null) expect(reviewAt % dayMs).toBe(0);
    for (const { by, what } of history)
      if (!['objected', 'reviewed'].includes(what.kind)) expect(owners).toContain(by.id);
  }
  expect(new Set(decisions.flatMap(({ successor }) => successor ?? [])).size).toBe(
    decisions.filter(({ successor }) => successor !== null).length,
  );
}

test('whatever people do, whenever, the history only grows, links go both ways and nobody does what is not theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), fc.boolean(), async (deeds, atOnce) => {
      const it = createTestBot();
      for (const replaces of ['', 'D-1', '']) await it.record({ title: 'A decision', replaces, deciders: 'ann, bob' });
      let before = await all(it);
      const pairs = atOnce ? deeds.map((_, at) => deeds.slice(at, at + 2)) : deeds.map((one) => [one]);
      for (const [n, pair] of pairs.entries()) {
        it.pass((pair[0]?.days ?? 0) * dayMs);
        await Promise.all(pair.map((one, at) => does(it, one, 2 * n + at)));
        const after = await all(it);
        for (const old of before) {
          const now = after.find(({ id }) => id === old.id) ?? expect.fail();
          expect(now.history.slice(0, old.history.length)).toEqual(old.history);
          expect(now).toMatchObject({ recorder: old.recorder, createdAt: old.createdAt, key: old.key });
        }
        holds(after);
        before = after;
      }
    }),
    { numRuns: 60 },
  );
});
