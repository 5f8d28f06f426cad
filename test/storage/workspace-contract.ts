import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSettings, everyChannel } from '../../src/core/channel-settings.ts';
import type { Store } from '../../src/core/ports.ts';
import type { TableCount, WorkspaceRow } from '../../src/core/workspaces.ts';
import type { StorePlace } from './contract.ts';
import { fill, meddle, readAll } from './filled.ts';
import { installationOf } from './installation-of.ts';

const day = 86_400_000;

/** What every real store must do for workspaces that come, go and want their data. */
export function describeWorkspaces(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`workspaces in ${name}`, () => {
    let place: StorePlace;
    let now: number;
    let store: Store;
    let other: Store;

    beforeEach(async () => {
      now = 100 * day;
      place = await makePlace();
      store = await place.open(() => now);
      other = await place.open(() => now);
    });

    afterEach(async () => {
      await store.close();
      await other.close();
      await place.remove();
    });

    const rowsOf = async (workspace: string): Promise<readonly WorkspaceRow[]> => {
      const rows: WorkspaceRow[] = [];
      for await (const row of store.workspaces.rows(workspace)) rows.push(row);
      return rows;
    };
    const sum = (counts: readonly TableCount[]) => counts.reduce((all, { rows }) => all + rows, 0);

    describe('installations', () => {
      it('are given back as they were saved, and replaced by a later one', async () => {
        await store.installations.save(installationOf({}));
        expect(await other.installations.get('acme')).toEqual(installationOf({}));
        await other.installations.save(installationOf({ sealed: 'again' }));
        expect(await store.installations.get('acme')).toEqual(installationOf({ sealed: 'again' }));
        expect(await store.installations.get('other')).toBeNull();
      });

      it('of an organisation serve the workspaces that are linked to it, and no other', async () => {
        const whole = installationOf({ workspace: 'E1' });
        expect(await store.installations.link('T1', 'E1')).toBeNull();
        expect(await store.installations.get('T1')).toBeNull();
        await store.installations.save(whole);
        expect(await store.installations.link('T1', 'E1')).toEqual(whole);
        expect(await other.installations.get('T1')).toEqual(whole);
        expect(await other.installations.get('T2')).toBeNull();
        const own = installationOf({ workspace: 'T1', sealed: 'own' });
        await store.installations.save(own);
        await store.installations.link('T1', 'E1');
        expect(await store.installations.get('T1')).toEqual(own);
        expect(await store.installations.list('', 10)).toEqual([whole, own]);
        expect(await store.installations.list('E1', 10)).toEqual([own]);
      });

      it('of an organisation serve a workspace no longer that is unlinked, which counts as leaving', async () => {
        await store.installations.save(installationOf({ workspace: 'E1' }));
        await store.installations.link('T1', 'E1');
        expect(await store.installations.unlink('T1', 'E2')).toBe(false);
        expect(await store.installations.unlink('E1', 'E1')).toBe(false);
        expect(await store.installations.unlink('T1', 'E1')).toBe(true);
        expect(await other.installations.get('T1')).toBeNull();
        expect(await other.installations.get('E1')).not.toBeNull();
        expect(await other.workspaces.gone(now + 1, 10)).toEqual(['T1']);
      });

      it('are sealed anew by one of several at once, and never over a later one', async () => {
        const before = installationOf({});
        await store.installations.save(before);
        const both = await Promise.all([
          store.installations.reseal(before, 'one'),
          other.installations.reseal(before, 'other'),
        ]);
        expect(both.toSorted()).toEqual([false, true]);
        expect(await store.installations.reseal(before, 'late')).toBe(false);
      });

      it('are forgotten with their links, which counts as leaving; a later one stays', async () => {
        const whole = installationOf({ workspace: 'E1' });
        await store.installations.save(whole);
        await store.installations.link('T1', 'E1');
        expect(await store.installations.forget({ ...whole, sealed: 'another' })).toBe(false);
        expect(await store.installations.forget(whole)).toBe(true);
        expect(await store.installations.forget(whole)).toBe(false);
        expect(await other.installations.get('T1')).toBeNull();
        expect(await other.installations.get('E1')).toBeNull();
        now += 1;
        expect(await other.workspaces.gone(now, 10)).toEqual(['E1', 'T1']);
        await store.installations.save(whole);
        await store.installations.link('T1', 'E1');
        expect(await store.workspaces.gone(now, 10)).toEqual([]);
      });
    });

    describe('departures', () => {
      it('count from the first time, and end when the workspace is back', async () => {
        await store.workspaces.left('acme');
        now += day;
        await other.workspaces.left('acme');
        await other.workspaces.left('other');
        expect(await store.workspaces.gone(now, 10)).toEqual(['acme']);
        expect(await store.workspaces.gone(now + 1, 10)).toEqual(['acme', 'other']);
        expect(await store.workspaces.gone(now + 1, 1)).toEqual(['acme']);
        await store.workspaces.joined('acme');
        expect(await store.workspaces.gone(now + 1, 10)).toEqual(['other']);
      });
    });

    describe('a workspace’s data', () => {
      it('is read by nobody else, although every id is the same', async () => {
        await fill(store, 'acme');
        const nothing = JSON.stringify(await readAll(store, 'other'));
        expect(nothing).not.toMatch(/acme|asked|told|Billing/);
        await fill(store, 'other');
        const acme = JSON.stringify(await readAll(store, 'acme'));
        const others = JSON.stringify(await readAll(store, 'other'));
        expect(acme).not.toContain('other');
        expect(others).not.toContain('acme');
        expect(others).toBe(acme.replaceAll('acme', 'other'));
      });

      it('is changed by nobody else, although every id is the same', async () => {
        await fill(store, 'acme');
        const before = await rowsOf('acme');
        await meddle(other, 'other');
        expect(await rowsOf('acme')).toEqual(before);
      });

      it('is exported whole, out of every table, without the token, and without who answered what', async () => {
        await fill(store, 'acme');
        await fill(store, 'other');
        const rows = await rowsOf('acme');
        const counts = await store.workspaces.count('acme');
        expect(counts.filter(({ rows: many }) => many === 0)).toEqual([]);
        expect(rows).toHaveLength(sum(counts));
        expect(new Set(rows.map(({ table }) => table))).toEqual(new Set(counts.map(({ table }) => table)));
        expect(new Set(rows.map(({ row }) => row['workspace']))).toEqual(new Set(['acme']));
        expect(JSON.stringify(rows)).not.toContain('sealed');
        const answered = rows.filter(({ table }) => table === 'team_answers').map(({ row }) => Object.keys(row));
        expect(answered).toEqual([['workspace', 'team_check', 'person', 'name', 'answered', 'began']]);
      });

      it('is exported in pieces, none twice and none left out', async () => {
        const ids = Array.from({ length: 1_203 }, (_, n) => `id ${n % 7}-${n}`);
        await Promise.all(ids.map((id) => store.events.claim({ workspace: 'acme', id, payload: 1 }, 1)));
        const exported = (await rowsOf('acme')).map(({ row }) => row['id']);
        expect(exported.toSorted()).toEqual(ids.toSorted());
      });

      it('is erased whole, out of every table, and nothing of another', async () => {
        await fill(store, 'acme');
        await fill(store, 'other');
        const before = await readAll(store, 'other');
        const counts = await store.workspaces.count('acme');
        expect(await other.workspaces.erase('acme', null)).toEqual(counts);
        expect(sum(await store.workspaces.count('acme'))).toBe(0);
        expect(await rowsOf('acme')).toEqual([]);
        expect(await readAll(store, 'other')).toEqual(before);
        expect(await store.installations.get('acme')).toBeNull();
        expect(sum(await store.workspaces.erase('acme', null))).toBe(0);
      });
    });

    describe('who left long ago', () => {
      it('is erased once by one of several, and not once they are back', async () => {
        await fill(store, 'acme');
        expect(await store.workspaces.erase('acme', now)).toEqual([]);
        await store.workspaces.joined('acme');
        expect(await store.workspaces.erase('acme', now + day)).toEqual([]);
        expect(sum(await store.workspaces.count('acme'))).toBeGreaterThan(10);
        await store.workspaces.left('acme');
        const both = await Promise.all([store, other].map((one) => one.workspaces.erase('acme', now + 1)));
        expect(both.map(sum).filter((rows) => rows > 0)).toHaveLength(1);
        expect(sum(await store.workspaces.count('acme'))).toBe(0);
      });
    });

    describe('what has grown old', () => {
      const drafts = (one: Store) => one.drafts(z.unknown());
      const key = { workspace: 'acme', conversation: 'c', person: 'ann' };

      it('is dropped, records are not, and what is a moment younger is not', async () => {
        now = 17;
        await fill(store, 'acme');
        const claim = { workspace: 'acme', id: 'e1', attempt: 1 };
        await store.events.done(claim);
        const stays = async () => ({
          check: (await store.checks.get('acme', 'c1')) !== null,
          decision: (await store.decisions.get('acme', 'D-1')) !== null,
          answer: (await store.answers.get('acme', 'a1')) !== null,
          thread: (await store.threads.of('acme', 'c')).length > 0,
          draft: (await drafts(store).get(key)) !== null,
          event: (await store.events.claim({ ...claim, payload: 1 }, 1)) === null,
        });
        const all = { check: true, decision: true, answer: true, thread: true, draft: true, event: true };
        expect(await store.retention.drop({ answers: 17, drafts: 17, events: 17 })).toBe(0);
        expect(await store.retention.drop({ answers: null, drafts: null, events: null })).toBe(0);
        expect(await stays()).toEqual(all);
        const dropped = await Promise.all(
          [store, other].map((one) => one.retention.drop({ answers: 18, drafts: 18, events: 18 })),
        );
        expect(dropped.reduce((one, another) => one + another)).toBe(4);
        expect(await stays()).toEqual({ ...all, answer: false, thread: false, draft: false, event: false });
        expect(await rowsOf('acme')).not.toContainEqual(expect.objectContaining({ table: 'feedback' }));
      });

      it('is dropped to the last row where there is much of it', async () => {
        const many = Array.from({ length: 1_001 }, (_, n) => ({ ...key, person: `p${n}` }));
        await Promise.all(many.map((each) => drafts(store).save(each, 1, null)));
        expect(await store.retention.drop({ answers: null, drafts: now + 1, events: null })).toBe(1_001);
      });

      it('is what a model used on a day that is over for long enough', async () => {
        const days = ['2026-01-01', '2026-01-02'].map((date) => ({ workspace: 'acme', day: date }));
        for (const each of days) await store.usage.reserve(each, 5, 10);
        const horizon = { answers: Date.UTC(2026, 0, 2, 23, 59), drafts: null, events: null };
        expect(await store.retention.drop(horizon)).toBe(1);
        const left = await Promise.all(days.map((each) => other.usage.get(each)));
        expect(left.map(({ reservedTokens }) => reservedTokens)).toEqual([0, 5]);
      });

      it('leaves an event alone that is still worked on', async () => {
        await store.events.claim({ workspace: 'acme', id: 'e1', payload: 1 }, 1);
        expect(await store.retention.drop({ answers: null, drafts: null, events: now + day })).toBe(0);
      });
    });

    describe('settings', () => {
      it('are on until they are switched off, in a channel or everywhere', async () => {
        expect(await store.settings.of('acme', 'c')).toEqual(defaultSettings);
        await store.settings.change('acme', everyChannel, { followUps: false, dailyTokens: 5 }, 'ann');
        await store.settings.change('acme', 'c', { answers: false }, 'ann');
        const everywhere = { ...defaultSettings, followUps: false, dailyTokens: 5 };
        expect(await other.settings.of('acme', 'c')).toEqual({ ...everywhere, answers: false });
        expect(await other.settings.of('acme', 'd')).toEqual(everywhere);
        await store.settings.change('acme', 'c', { followUps: true, model: false }, 'ann');
        await store.settings.change('acme', everyChannel, { dailyTokens: null, model: true }, 'ann');
        expect(await other.settings.of('acme', 'c')).toEqual({ ...defaultSettings, answers: false, model: false });
        expect(await other.settings.of('other', 'c')).toEqual(defaultSettings);
      });

      it('that are changed at once are all kept', async () => {
        await Promise.all([
          store.settings.change('acme', 'c', { answers: false }, 'ann'),
          other.settings.change('acme', 'c', { followUps: false }, 'ben'),
        ]);
        expect(await store.settings.of('acme', 'c')).toMatchObject({ answers: false, followUps: false });
      });
    });
  });
}
