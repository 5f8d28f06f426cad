import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allDecisions } from '../../src/core/decisions/decision-store.ts';
import { searchTerms } from '../../src/core/decisions/search-terms.ts';
import type { Store } from '../../src/core/ports.ts';
import type { StorePlace } from './contract.ts';
import { decisionOf, teamCheckOf } from './decision-of.ts';
import { createMemoryStore } from './memory-store.ts';

/** What every store must do with decisions, team checks and jobs, whatever it keeps them in. */
export function describeDecisionStore(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`decisions in ${name}`, () => {
    let place: StorePlace;
    let now: number;
    let store: Store;
    let other: Store;

    beforeEach(async () => {
      now = 1_000_000;
      place = await makePlace();
      store = await place.open(() => now);
      other = await place.open(() => now);
    });

    afterEach(async () => {
      await store.close();
      await other.close();
      await place.remove();
    });

    const record = async (some: Parameters<typeof decisionOf>[0]) =>
      (await store.decisions.record(decisionOf(some))).decision;
    const found = async (words: string, some: Partial<typeof allDecisions> = {}) =>
      (await store.decisions.list('acme', { ...allDecisions, ...some, terms: searchTerms(words) })).decisions.map(
        ({ id }) => id,
      );

    it('counts ids up in each workspace, and gives each decision back as it was recorded', async () => {
      const title = 'Paiements: “déjà vu” 🚀 \n 日本';
      await record({ key: 'a' });
      await record({ key: 'a', workspace: 'other' });
      const second = await record({ key: 'b', title });
      expect(second).toEqual(decisionOf({ key: 'b', title, id: 'D-2' }));
      expect(await store.decisions.get('acme', 'd2')).toEqual({ decision: second, revision: 1 });
      expect(await store.decisions.get('other', 'D-2')).toBeNull();
    });

    it('records a key once, and gives back what was recorded under it', async () => {
      const recorded = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 ? store : other).decisions.record(decisionOf({ title: `Title ${n}` })),
        ),
      );
      expect(recorded.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(recorded.map(({ decision }) => `${decision.id} ${decision.title}`)).size).toBe(1);
    });

    it('gives two hundred that are recorded at once two hundred ids', async () => {
      const recorded = await Promise.all(
        Array.from({ length: 200 }, (_, n) => (n % 2 ? store : other).decisions.record(decisionOf({ key: `k${n}` }))),
      );
      expect(new Set(recorded.map(({ decision }) => decision.id)).size).toBe(200);
    });

    it('lets one of those change a decision who read the same revision', async () => {
      const decision = await record({});
      const changes = ['accepted', 'objected', 'proposed'] as const;
      const told = await Promise.all(
        changes.map((status, n) =>
          (n % 2 ? store : other).decisions.save([{ decision: { ...decision, status }, revision: 1 }]),
        ),
      );
      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await store.decisions.get('acme', 'D-1')).toMatchObject({
        decision: { status: changes[told.indexOf(true)] },
        revision: 2,
      });
    });

    it('changes two of them, or neither', async () => {
      const [one, two] = [await record({ key: 'a' }), await record({ key: 'b' })];
      const changed = (revision: number) => [
        { decision: { ...one, successor: 'D-2' }, revision: 1 },
        { decision: { ...two, predecessor: 'D-1' }, revision },
      ];
      expect(await store.decisions.save(changed(7))).toBe(false);
      expect(await store.decisions.get('acme', 'D-1')).toMatchObject({ decision: { successor: null }, revision: 1 });
      expect(await store.decisions.save(changed(1))).toBe(true);
      expect(await store.decisions.get('acme', 'D-1')).toMatchObject({ decision: { successor: 'D-2' }, revision: 2 });
    });

    it('keeps what is to be done with what it comes from, or neither', async () => {
      const job = (key: string) => ({ workspace: 'acme', platform: 'slack', payload: {}, key, dueAt: now });
      const keys = async () => (await store.jobs.due(['slack'], 10)).map(({ key }) => key);
      const { decision } = await store.decisions.record(decisionOf({}), ({ id }) => [job(`of ${id}`)]);
      await store.decisions.record(decisionOf({}), () => [job('of nothing new')]);
      expect(await keys()).toEqual(['of D-1']);
      expect(await store.decisions.save([{ decision, revision: 7 }], [job('of nothing')])).toBe(false);
      expect(await store.decisions.save([{ decision, revision: 1 }], [job('a'), { ...job('of D-1'), dueAt: 1 }])).toBe(
        true,
      );
      expect(await keys()).toEqual(['of D-1', 'a']);
      await store.teams.open(teamCheckOf({}));
      expect(await store.teams.close('acme', 't1', closing, [job('t')])).toBe(true);
      expect(await store.teams.close('acme', 't1', closing, [job('u')])).toBe(false);
      expect(await keys()).toEqual(['of D-1', 'a', 't']);
    });

    it('finds by as many words as a search has, and not where one of them is missing', async () => {
      const words =
        'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa'.split(' ');
      await record({ key: 'a', title: words.join(' ') });
      for (const [n, left] of words.entries())
        await record({ key: `k${n}`, title: words.filter((word) => word !== left).join(' ') });
      for (let count = 1; count <= words.length; count += 1)
        expect(await found(words.slice(0, count).join(' '))).toHaveLength(1 + words.length - count);
      expect(await found(words.join(' '), { statuses: ['proposed'], channel: 'general' })).toEqual(['D-1']);
      expect(await found(words.join(' '), { statuses: ['accepted'] })).toEqual([]);
    });

    it('finds by words in any form, by status, time, channel and review', async () => {
      await record({ key: 'a', title: 'Billing', createdAt: 10, reviewAt: 500, status: 'accepted' });
      await record({ key: 'b', title: 'Café bills', createdAt: 20, channel: 'shop', reviewAt: 900 });
      await record({ key: 'c', title: 'Search', createdAt: 30, reviewAt: 400, status: 'superseded' });
      await record({ key: 'd', title: 'Billing', workspace: 'other' });
      expect(await found('')).toEqual(['D-3', 'D-2', 'D-1']);
      expect(await found('bill')).toEqual(['D-2', 'D-1']);
      expect(await found('BILLS cafe')).toEqual(['D-2']);
      expect(await found('d-2')).toEqual(['D-2']);
      expect(await found('bill nowhere')).toEqual([]);
      expect(await found("'; drop table decisions; --")).toEqual([]);
      expect(await found('', { statuses: ['accepted', 'superseded'] })).toEqual(['D-3', 'D-1']);
      expect(await found('', { since: 20, before: 30 })).toEqual(['D-2']);
      expect(await found('billing', { channel: 'shop' })).toEqual(['D-2']);
      expect(await found('', { reviewBy: 500 })).toEqual(['D-1']);
    });

    it('finds the new words of a changed decision, and not the old ones', async () => {
      const decision = await record({});
      await store.decisions.save([{ decision: { ...decision, title: 'Payments' }, revision: 1 }]);
      expect([await found('payment'), await found('billing')]).toEqual([['D-1'], []]);
    });

    it('pages, newest first, each once, although more are recorded in between', async () => {
      for (let n = 0; n < 7; n += 1) await record({ key: `k${n}` });
      const seen: string[] = [];
      let after: number | null = null;
      do {
        const page = await store.decisions.list('acme', { ...allDecisions, limit: 3, after });
        seen.push(...page.decisions.map(({ id }) => id));
        await record({ key: `later${seen.length}` });
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(['D-7', 'D-6', 'D-5', 'D-4', 'D-3', 'D-2', 'D-1']);
    });

    it('loses none of two hundred people who answer at once, each in several steps', async () => {
      await store.teams.open(teamCheckOf({}));
      const people = Array.from({ length: 200 }, (_, n) => ({ id: `p${n}`, name: `Person ${n}` }));
      const told = await Promise.all(
        people.flatMap((person, n) =>
          ['stage', 'team', 'ai'].map((question, at) =>
            ((n + at) % 2 ? store : other).teams.answer('acme', 't1', person, { [question]: person.id }),
          ),
        ),
      );
      expect(told.every(Boolean)).toBe(true);
      const participants = await store.teams.participants('acme', 't1');
      expect(participants.map(({ answered }) => answered)).toEqual(people.map(() => 3));
      for (const { id } of people)
        expect(await store.teams.own('acme', 't1', id)).toEqual({ stage: id, team: id, ai: id });
      expect(await store.teams.close('acme', 't1', closing)).toBe(true);
      expect(await store.teams.results('acme', 't1')).toHaveLength(200);
    });

    it('gives out nobody’s answers before a team check is closed, and takes none after', async () => {
      const [ann, bob] = [
        { id: 'ann', name: 'Ann' },
        { id: 'bob', name: 'Bob' },
      ];
      expect(await store.teams.open(teamCheckOf({}))).toBe(true);
      await store.teams.answer('acme', 't1', bob, { team: 'solo' });
      await store.teams.answer('acme', 't1', ann, { team: 'solo', ai: 'none' });
      await store.teams.answer('acme', 't1', bob, { team: 'few-teams' });
      expect(await store.teams.open(teamCheckOf({ title: 'opened twice' }))).toBe(false);
      expect(await store.teams.results('acme', 't1')).toBeNull();
      expect(await store.teams.own('other', 't1', 'ann')).toEqual({});
      expect(await store.teams.answer('acme', 'nope', ann, {})).toBe(false);
      const told = await Promise.all([store, other].map((one) => one.teams.close('acme', 't1', closing)));
      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await store.teams.answer('acme', 't1', ann, { team: 'many-teams' })).toBe(false);
      const results = await store.teams.results('acme', 't1');
      expect(results).toHaveLength(2);
      expect(results).toEqual(expect.arrayContaining([{ team: 'solo', ai: 'none' }, { team: 'few-teams' }]));
      expect(await store.teams.results('other', 't1')).toBeNull();
      await store.teams.setPosted('acme', 't1', { conversation: 'general', message: '7', link: null });
      expect(await store.teams.get('acme', 't1')).toEqual(
        teamCheckOf({ closed: closing, posted: { conversation: 'general', message: '7', link: null } }),
      );
    });

    it('gives out jobs that are due for a platform, the longest overdue first, until they are taken off', async () => {
      const job = { workspace: 'acme', platform: 'slack', payload: { decision: 'D-1' } };
      await store.jobs.put({ ...job, key: 'a', dueAt: now + 2 });
      await store.jobs.put({ ...job, key: 'b', dueAt: now + 1 });
      await store.jobs.put({ ...job, key: 'c', dueAt: now, platform: 'discord' });
      await store.jobs.put({ ...job, key: 'd', dueAt: now });
      await store.jobs.put({ ...job, key: 'd', dueAt: now + 9 });
      expect(await store.jobs.due(['slack'], 10)).toEqual([]);
      now += 2;
      expect((await other.jobs.due(['slack'], 10)).map(({ key }) => key)).toEqual(['b', 'a']);
      expect((await other.jobs.due(['slack', 'discord'], 2)).map(({ key }) => key)).toEqual(['c', 'b']);
      const [due] = await store.jobs.due(['slack'], 1);
      expect(due).toEqual({ ...job, key: 'b', dueAt: now - 1 });
      const moved = { ...job, key: 'b', dueAt: now + 50 };
      await store.jobs.put(moved);
      expect(await store.jobs.remove({ ...job, key: 'b', dueAt: now - 1 })).toBe(false);
      expect(await Promise.all([store.jobs.remove(moved), other.jobs.remove(moved)])).toContain(false);
      now += 100;
      expect((await store.jobs.due(['slack'], 10)).map(({ key }) => key)).toEqual(['a', 'd']);
    });

    it('does with decisions what a store over plain maps does, for any sequence of calls', async () => {
      let run = 0;
      const word = fc.constantFrom('billing', 'bills', 'search', 'cafés');
      const step = fc.record({
        workspace: fc.constantFrom('acme', 'other'),
        key: fc.constantFrom('a', 'b', 'c'),
        id: fc.constantFrom('D-1', 'D-2', 'd3', 'nope'),
        title: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
        status: fc.constantFrom('proposed' as const, 'accepted' as const),
        revision: fc.integer({ min: 1, max: 3 }),
        reviewAt: fc.option(fc.nat(3)),
        search: word,
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          run += 1;
          const model = createMemoryStore(() => now);
          const both = async (ask: (one: Store) => Promise<unknown>) =>
            expect(await ask(store)).toEqual(await ask(model));
          for (const { key, id, title, status, revision, reviewAt, search, ...one } of steps) {
            const workspace = `${run}-${one.workspace}`;
            await both(({ decisions }) => decisions.record(decisionOf({ workspace, key, title, status, reviewAt })));
            await both(async ({ decisions }) => {
              const known = await decisions.get(workspace, id);
              return known && decisions.save([{ decision: { ...known.decision, title: search, status }, revision }]);
            });
            const terms = searchTerms(search);
            await both(({ decisions }) =>
              decisions.list(workspace, { ...allDecisions, terms, limit: 2, statuses: [status] }),
            );
            await both(({ decisions }) => decisions.list(workspace, { ...allDecisions, reviewBy: revision }));
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}

const closing = { at: 99, how: 'button', by: { id: 'ann', name: 'Ann' } } as const;
