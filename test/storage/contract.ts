import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnswerRecord } from '../../src/core/answers/answer-store.ts';
import type { DraftKey } from '../../src/core/drafts.ts';
import type { Clock, Store } from '../../src/core/ports.ts';
import { checkOf } from './check-of.ts';
import { createMemoryStore } from './memory-store.ts';

/** A place in which nothing is kept yet. Every store that is opened on it sees the same records, as another process would. */
export interface StorePlace {
  open(clock: Clock): Promise<Store>;
  /** Removes the place and all that is in it; its stores are closed by then. */
  remove(): Promise<void>;
}

const lease = 30_000;
const draftSchema = z.object({ step: z.number() });
const everything = { words: '', limit: 100, after: null };

/** What every store must do, whatever it keeps things in. */
export function describeStore(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`the store in ${name}`, () => {
    let place: StorePlace;
    let now: number;
    let store: Store;
    let opened: Store[];

    const open = async (): Promise<Store> => {
      const one = await place.open(() => now);
      opened.push(one);
      return one;
    };

    beforeEach(async () => {
      now = 1_000_000;
      opened = [];
      place = await makePlace();
      store = await open();
    });

    afterEach(async () => {
      for (const one of opened) await one.close();
      await place.remove();
    });

    describe('checks', () => {
      it('gives back a check exactly as it was saved', async () => {
        const check = checkOf({
          title: 'Paiements: “déjà vu” 🚀 \n 日本',
          answers: { team: 'few-teams', scaling: 'unknown', ai: ['none', 'pipeline'] },
          reachable: ['monolith', 'evolve'],
          scoreRange: [-21, 15],
        });
        await store.checks.save(check);
        expect(await store.checks.get('acme', 'c1')).toEqual(check);
      });

      it('keeps what is no text in a database as a replacement character', async () => {
        await store.checks.save(checkOf({ title: 'a\0b\ud800c' }));
        expect(await store.checks.get('acme', 'c1')).toMatchObject({ title: 'a\ufffdb\ufffdc' });
      });

      it('replaces a check that is saved again', async () => {
        await store.checks.save(checkOf({ title: 'before' }));
        await store.checks.save(checkOf({ title: 'after', verdict: 'microservices' }));
        expect((await store.checks.list('acme', everything)).checks).toEqual([
          checkOf({ title: 'after', verdict: 'microservices' }),
        ]);
        expect((await store.checks.list('acme', { ...everything, words: 'before' })).checks).toEqual([]);
      });

      it('pages through checks, newest first, each once, although more are saved in between', async () => {
        for (let n = 0; n < 7; n += 1) await store.checks.save(checkOf({ id: `c${n}`, createdAt: Math.floor(n / 2) }));
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page = await store.checks.list('acme', { words: '', limit: 2, after });
          seen.push(...page.checks.map((check) => check.id));
          await store.checks.save(checkOf({ id: `later${seen.length}`, createdAt: 1_000 }));
          after = page.next;
        } while (after !== null);
        expect(seen).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
      });

      it('puts checks of the same moment in one order, on every database and through all pages', async () => {
        const ids = ['B', 'Z', '_', 'a', 'b', 'é'];
        for (const id of ids) await store.checks.save(checkOf({ id }));
        expect(await wholeList(store, 'acme', '', 1)).toEqual(ids.toReversed().map((id) => [checkOf({ id })]));
      });

      it.each([
        ['pay', ['c1', 'c2']],
        ['CAFÉ pay', ['c2']],
        ['cafe  evolve', ['c2']],
        ['microservices', ['c1']],
        ['100%', ['c3']],
        ['_', ['c3']],
        ['back\\slash', ['c3']],
        ["'; drop table checks; --", []],
      ])('finds checks by the words %j', async (words, ids) => {
        await store.checks.save(checkOf({ id: 'c1', title: 'Payments', verdict: 'microservices', createdAt: 3 }));
        await store.checks.save(checkOf({ id: 'c2', title: 'Café pay desk', createdAt: 2 }));
        await store.checks.save(checkOf({ id: 'c3', title: '100% snake_case back\\slash', createdAt: 1 }));
        const page = await store.checks.list('acme', { ...everything, words });
        expect(page.checks.map((check) => check.id)).toEqual(ids);
      });

      it('looks for words of any length', async () => {
        await store.checks.save(checkOf({}));
        for (const words of ['x'.repeat(100_000), 'shop '.repeat(20_000), '\0', '\ud800']) {
          const { checks } = await store.checks.list('acme', { ...everything, words });
          expect(checks).toHaveLength(words.startsWith('shop') ? 1 : 0);
        }
      });

      it('refuses a cursor that it never gave, and a limit out of bounds', async () => {
        await expect(store.checks.list('acme', { ...everything, after: 'nonsense' })).rejects.toThrow(
          /page through it from the beginning/,
        );
        await expect(store.checks.list('acme', { ...everything, limit: 101 })).rejects.toThrow('1 to 100');
      });
    });

    describe('drafts', () => {
      const key = { workspace: 'acme', conversation: 'general', person: 'ann' };

      it('keeps one for each workspace, conversation and person', async () => {
        const drafts = store.drafts(draftSchema);
        const keys: DraftKey[] = [
          key,
          { ...key, person: 'bob' },
          { ...key, conversation: 'random' },
          { ...key, workspace: 'other' },
        ];
        for (const [step, one] of keys.entries()) expect(await drafts.save(one, { step }, null)).toBe(1);
        for (const [step, one] of keys.entries()) {
          expect(await drafts.get(one)).toEqual({ kind: 'found', draft: { step }, revision: 1, savedAt: now });
        }
        expect(await drafts.save(key, { step: 9 }, 1)).toBe(2);
        expect(await drafts.delete(key, 2)).toBe(true);
        const rest = await Promise.all(keys.map((one) => drafts.get(one)));
        expect(rest.map((one) => (one?.kind === 'found' ? one.draft.step : one))).toEqual([null, 1, 2, 3]);
      });

      it('tells all but one of those who change the same draft at once', async () => {
        const other = (await open()).drafts(draftSchema);
        const drafts = store.drafts(draftSchema);
        const first = await Promise.all([drafts.save(key, { step: 1 }, null), other.save(key, { step: 2 }, null)]);
        expect(first.filter((revision) => revision !== null)).toHaveLength(1);
        const second = await Promise.all([1, 2, 3].map((step) => drafts.save(key, { step }, 1)));
        expect(second.filter((revision) => revision !== null)).toEqual([2]);
      });

      it('lets one of two finish it, and begins again with a revision that was never given out', async () => {
        const drafts = store.drafts(draftSchema);
        await drafts.save(key, { step: 1 }, null);
        const ends = await Promise.all([drafts.delete(key, 1), drafts.delete(key, 1)]);
        expect(ends.toSorted()).toEqual([false, true]);
        expect(await drafts.get(key)).toBeNull();
        const again = await drafts.save(key, { step: 2 }, null);
        expect(again).toBeGreaterThan(1);
        expect(await drafts.save(key, { step: 9 }, 1)).toBeNull();
      });

      it('says that a draft of another shape is there, with the revision that replaces it', async () => {
        await store.drafts(z.object({ old: z.string() })).save(key, { old: 'shape' }, null);
        const drafts = store.drafts(draftSchema);
        expect(await drafts.get(key)).toEqual({ kind: 'outdated', revision: 1, savedAt: now });
        expect(await drafts.save(key, { step: 1 }, 1)).toBe(2);
      });
    });

    describe('events', () => {
      const event = { workspace: 'acme', id: 'general:17', payload: { text: 'hello', from: ['ann'] } };

      it('gives an event to the first who claims it, of all who open the store', async () => {
        const other = await open();
        const claims = await Promise.all(
          Array.from({ length: 1_000 }, (_, n) => (n % 2 ? store : other).events.claim(event, lease)),
        );
        expect(claims.filter((claim) => claim !== null)).toEqual([
          { workspace: 'acme', id: event.id, attempt: 1, claimedAt: now },
        ]);
      });

      it('never gives out an event that is done, until it is forgotten', async () => {
        const claim = await claimed(store, event);
        expect(await store.events.done(claim)).toBe(true);
        expect(await store.events.done(claim)).toBe(false);
        expect(await store.events.renew(claim, lease)).toBe(false);
        now += lease * 2;
        expect(await store.events.takeUp(10, lease)).toEqual([]);
        expect(await store.events.claim(event, lease)).toBeNull();
        expect(await store.events.forget(now)).toBe(1);
        expect(await store.events.claim(event, lease)).not.toBeNull();
      });

      it('forgets nothing that is not done', async () => {
        await claimed(store, event);
        expect(await store.events.forget(now + lease * 100)).toBe(0);
      });

      it('hands over the event of somebody who died, with its payload, once the lease has ended', async () => {
        const dead = await claimed(store, event);
        now += lease - 1;
        expect(await store.events.takeUp(10, lease)).toEqual([]);
        now += 1;
        const other = await open();
        const taken = (await Promise.all([store.events.takeUp(10, lease), other.events.takeUp(10, lease)])).flat();
        expect(taken).toEqual([{ ...event, attempt: 2, claimedAt: now - lease }]);
        expect(await store.events.done(dead)).toBe(false);
        expect(await store.events.renew(dead, lease)).toBe(false);
      });

      it('hands over an event that the platform delivers again after a death', async () => {
        await claimed(store, event);
        now += lease;
        expect(await store.events.claim(event, lease)).toMatchObject({ attempt: 2 });
        expect(await store.events.claim(event, lease)).toBeNull();
      });

      it('leaves an event with whoever renews the lease', async () => {
        const claim = await claimed(store, event);
        now += lease - 1;
        expect(await store.events.renew(claim, lease)).toBe(true);
        now += lease - 1;
        expect(await store.events.takeUp(10, lease)).toEqual([]);
      });

      it('takes up those that came first, no more than asked for', async () => {
        for (let n = 0; n < 5; n += 1) {
          await claimed(store, { ...event, id: `e${n}` });
          now += 1;
        }
        now += lease;
        expect((await store.events.takeUp(3, lease)).map(({ id }) => id)).toEqual(['e0', 'e1', 'e2']);
        expect((await store.events.takeUp(3, lease)).map(({ id }) => id)).toEqual(['e3', 'e4']);
      });

      it('leaves what others serve, until it is old', async () => {
        for (const id of ['slack/1', 'slackish/1', 'discord/1', 'due-slack/1']) await claimed(store, { ...event, id });
        const orBefore = now;
        now += lease;
        const taken = async (...given: Parameters<typeof store.events.takeUp>) =>
          (await store.events.takeUp(...given)).map(({ id }) => id);
        expect(await taken(10, lease, { sources: ['slack', 'due-slack'], orBefore })).toEqual([
          'due-slack/1',
          'slack/1',
        ]);
        expect(await taken(10, lease, { sources: [], orBefore })).toEqual([]);
        expect(await taken(10, lease, { sources: [], orBefore: orBefore + 1 })).toEqual(['discord/1', 'slackish/1']);
      });
    });

    describe('usage', () => {
      const day = { workspace: 'acme', day: '2026-11-26' };

      it('is nothing before anything was used', async () => {
        expect(await store.usage.get(day)).toEqual({
          requests: 0,
          inputTokens: 0,
          outputTokens: 0,
          reservedTokens: 0,
        });
      });

      it('sets tokens aside up to the budget and not one more, and puts what was used in their place', async () => {
        expect(await store.usage.reserve(day, 101, 100)).toBe(false);
        expect(await store.usage.reserve(day, 60, 100)).toBe(true);
        expect(await store.usage.reserve(day, 41, 100)).toBe(false);
        expect(await store.usage.reserve(day, 40, 100)).toBe(true);
        await store.usage.settle(day, 60, { inputTokens: 20, outputTokens: 5 });
        expect(await store.usage.get(day)).toEqual({
          requests: 1,
          inputTokens: 20,
          outputTokens: 5,
          reservedTokens: 40,
        });
        expect(await store.usage.reserve(day, 36, 100)).toBe(false);
        expect(await store.usage.reserve(day, 35, 100)).toBe(true);
      });

      it('keeps workspaces and days apart', async () => {
        await store.usage.reserve(day, 100, 100);
        expect(await store.usage.reserve({ ...day, workspace: 'other' }, 100, 100)).toBe(true);
        expect(await store.usage.reserve({ ...day, day: '2026-11-27' }, 100, 100)).toBe(true);
      });

      it('never gives out more than the budget to many that ask at once', async () => {
        const other = await open();
        const asked = Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : other).usage.reserve(day, 10, 100),
        );
        expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(10);
      });
    });

    describe('answers', () => {
      it('keeps one rating a person, the latest, and takes it back', async () => {
        await store.answers.save(answerOf({}));
        expect(await store.answers.rate('acme', 'a1', 'ann', 'up')).toBe(true);
        await store.answers.rate('acme', 'a1', 'bob', 'up');
        await store.answers.save(answerOf({ id: 'a2' }));
        await store.answers.rate('acme', 'a2', 'dan', 'up');
        await store.answers.rate('acme', 'a1', 'cat', 'down');
        await store.answers.rate('acme', 'a1', 'bob', 'down');
        await store.answers.rate('acme', 'a1', 'cat', null);
        expect(await store.answers.get('acme', 'a1')).toEqual({
          answer: answerOf({}),
          ratings: [
            { person: 'ann', rating: 'up' },
            { person: 'bob', rating: 'down' },
          ],
        });
      });

      it('keeps the ratings of an answer that is saved again', async () => {
        await store.answers.save(answerOf({}));
        await store.answers.rate('acme', 'a1', 'ann', 'down');
        await store.answers.save(answerOf({ text: 'edited' }));
        expect(await store.answers.get('acme', 'a1')).toMatchObject({
          answer: { text: 'edited' },
          ratings: [{ person: 'ann', rating: 'down' }],
        });
      });

      it('says when there is no such answer to rate', async () => {
        await store.answers.save(answerOf({}));
        expect(await store.answers.rate('other', 'a1', 'ann', 'up')).toBe(false);
        expect(await store.answers.get('other', 'a1')).toBeNull();
      });
    });

    describe('threads', () => {
      it('gives those of a channel, newest first, with what each began with', async () => {
        await store.threads.note('acme', 'general', { thread: '1', text: 'shall we split?' });
        now += 1;
        await store.threads.note('acme', 'general', { thread: '2', text: 'what about AI?' });
        now += 1;
        await store.threads.note('acme', 'general', { thread: '1', text: 'and for AI?' });
        expect(await (await open()).threads.of('acme', 'general')).toEqual([
          { thread: '1', text: 'shall we split?' },
          { thread: '2', text: 'what about AI?' },
        ]);
      });

      it('tells nothing of a channel anywhere else', async () => {
        await store.threads.note('acme', 'secret', { thread: '1', text: 'between us' });
        expect(await store.threads.of('acme', 'general')).toEqual([]);
        expect(await store.threads.of('other', 'secret')).toEqual([]);
      });

      it.each([7, 8, 9])('keeps the newest eight of %i', async (count) => {
        for (let n = 1; n <= count; n += 1) {
          await store.threads.note('acme', 'general', { thread: `${n}`, text: '' });
          now += 1;
        }
        const kept = await store.threads.of('acme', 'general');
        expect(kept.map(({ thread }) => thread)).toEqual(
          ['9', '8', '7', '6', '5', '4', '3', '2', '1'].slice(9 - count).slice(0, 8),
        );
      });

      it('keeps the beginning of a long text, without half a character', async () => {
        for (const [thread, text] of [
          ['1', 'x'.repeat(200)],
          ['2', 'x'.repeat(201)],
          ['3', `${'x'.repeat(199)}🚀`],
        ] as const)
          await store.threads.note('acme', 'general', { thread, text });
        const kept = await store.threads.of('acme', 'general');
        expect(kept.map(({ text }) => text.length)).toEqual([199, 200, 200]);
      });
    });

    it('shows one store at once what another was told is saved', async () => {
      const other = await open();
      for (let n = 0; n < 20; n += 1) {
        await (n % 2 ? store : other).checks.save(checkOf({ id: `c${n}` }));
        expect(await (n % 2 ? other : store).checks.get('acme', `c${n}`)).toMatchObject({ id: `c${n}` });
      }
    });

    it('finishes what was begun when it is closed, and refuses what comes after', async () => {
      const saves = Array.from({ length: 500 }, (_, n) => store.checks.save(checkOf({ id: `c${n}` })));
      await store.close();
      await Promise.all(saves);
      await store.close();
      await expect(store.checks.save(checkOf({}))).rejects.toThrow('The store is closed');
      await expect(store.checks.get('acme', 'c1')).rejects.toThrow('The store is closed');
      expect(await (await open()).checks.get('acme', 'c499')).not.toBeNull();
    });

    it('does what a store over plain maps does, for any sequence of calls', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
          run += 1;
          const model = createMemoryStore(() => now);
          // Names of its own keep a run from seeing those before it; what is asked of all workspaces needs the events gone.
          const scope = (workspace: string): string => `${run}-${workspace}`;
          try {
            for (const { act, laterMs } of calls) {
              now += laterMs;
              expect(await act(store, scope)).toEqual(await act(model, scope));
            }
          } finally {
            now += lease;
            await finishAll(store);
          }
        }),
        { numRuns: 60 },
      );
    });

    it('answers a workspace the same, whatever happens in the others', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(scopedCall, { maxLength: 40 }), async (calls) => {
          run += 1;
          const begin = now;
          const mixed: unknown[] = [];
          for (const { workspace, act, laterMs } of calls) {
            now += laterMs;
            const result = await act(store, () => `${run}-mixed-${workspace}`);
            if (workspace === 'acme') mixed.push(result);
          }
          const alone: unknown[] = [];
          now = begin;
          for (const { workspace, act, laterMs } of calls) {
            now += laterMs;
            if (workspace === 'acme') alone.push(await act(store, () => `${run}-alone-acme`));
          }
          expect(JSON.stringify(mixed).replaceAll('-mixed-', '-')).toBe(
            JSON.stringify(alone).replaceAll('-alone-', '-'),
          );
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** Something that is asked of a store, in a workspace as `scope` names it. */
type Act = (store: Store, scope: (workspace: string) => string) => Promise<unknown>;

const workspace = fc.constantFrom('acme', 'other');
const id = fc.constantFrom('1', '2', '3');
const person = fc.constantFrom('ann', 'bob');
const title = fc.oneof(fc.constantFrom('Pay', 'café', 'PAY desk'), fc.string({ unit: 'grapheme', maxLength: 12 }));
const revision = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const leaseMs = fc.constantFrom(5, 20);
const laterMs = fc.integer({ min: 0, max: 10 });

/** What happens within one workspace. */
const inWorkspace = (within: fc.Arbitrary<string>): fc.Arbitrary<Act> =>
  fc.oneof(
    fc
      .record({ within, id, title, createdAt: fc.integer({ min: 0, max: 3 }) })
      .map<Act>((one) => (store, scope) => store.checks.save(checkOf({ ...one, workspace: scope(one.within) }))),
    fc.record({ within, id }).map<Act>((one) => (store, scope) => store.checks.get(scope(one.within), one.id)),
    fc
      .record({ within, words: fc.oneof(fc.constant(''), title), limit: fc.integer({ min: 1, max: 3 }) })
      .map<Act>((one) => (store, scope) => wholeList(store, scope(one.within), one.words, one.limit)),
    fc
      .record({ within, person, revision, step: fc.nat(9) })
      .map<Act>(
        (one) => (store, scope) =>
          store.drafts(draftSchema).save(draftKey(scope(one.within), one.person), { step: one.step }, one.revision),
      ),
    fc
      .record({ within, person })
      .map<Act>((one) => (store, scope) => store.drafts(draftSchema).get(draftKey(scope(one.within), one.person))),
    fc
      .record({ within, person, revision: fc.integer({ min: 1, max: 3 }) })
      .map<Act>(
        (one) => (store, scope) =>
          store.drafts(draftSchema).delete(draftKey(scope(one.within), one.person), one.revision),
      ),
    fc
      .record({ within, id, leaseMs, payload: fc.jsonValue() })
      .map<Act>(
        (one) => (store, scope) =>
          store.events.claim({ workspace: scope(one.within), id: one.id, payload: one.payload }, one.leaseMs),
      ),
    fc
      .record({ within, id, attempt: fc.integer({ min: 1, max: 2 }), leaseMs })
      .map<Act>((one) => (store, scope) => store.events.renew({ ...one, workspace: scope(one.within) }, one.leaseMs)),
    fc
      .record({ within, id, attempt: fc.integer({ min: 1, max: 2 }) })
      .map<Act>((one) => (store, scope) => store.events.done({ ...one, workspace: scope(one.within) })),
    fc
      .record({ within, id, title })
      .map<Act>(
        (one) => (store, scope) =>
          store.answers.save(answerOf({ id: one.id, workspace: scope(one.within), text: one.title })),
      ),
    fc
      .record({ within, id, person, rating: fc.constantFrom('up' as const, 'down' as const, null) })
      .map<Act>((one) => (store, scope) => store.answers.rate(scope(one.within), one.id, one.person, one.rating)),
    fc.record({ within, id }).map<Act>((one) => (store, scope) => store.answers.get(scope(one.within), one.id)),
    fc
      .record({ within, id, channel: person, title })
      .map<Act>(
        (one) => (store, scope) =>
          store.threads.note(scope(one.within), one.channel, { thread: one.id, text: one.title }),
      ),
    fc
      .record({ within, channel: person })
      .map<Act>((one) => (store, scope) => store.threads.of(scope(one.within), one.channel)),
  );

const inAllWorkspaces: fc.Arbitrary<Act> = fc.oneof(
  fc
    .record({
      limit: fc.integer({ min: 1, max: 3 }),
      leaseMs,
      whose: fc.option(fc.record({ sources: fc.subarray(['a', 'b']), orBefore: fc.nat(3_000) }), { nil: undefined }),
    })
    .map<Act>((one) => (store) => store.events.takeUp(one.limit, one.leaseMs, one.whose)),
  fc.constant<Act>((store) => store.events.forget(1_000_000_000)),
);

const call = fc.record({
  act: fc.oneof({ weight: 9, arbitrary: inWorkspace(workspace) }, { weight: 1, arbitrary: inAllWorkspaces }),
  laterMs,
});

const scopedCall = workspace.chain((name) =>
  fc.record({ workspace: fc.constant(name), act: inWorkspace(fc.constant(name)), laterMs }),
);

/** Every page of a list, as the pages come. */
async function wholeList(store: Store, within: string, words: string, limit: number): Promise<unknown> {
  const pages: unknown[] = [];
  let after: string | null = null;
  do {
    const page = await store.checks.list(within, { words, limit, after });
    pages.push(page.checks);
    after = page.next;
  } while (after !== null);
  return pages;
}

async function finishAll(store: Store): Promise<void> {
  for (;;) {
    const taken = await store.events.takeUp(100, 0);
    if (taken.length === 0) break;
    for (const claim of taken) await store.events.done(claim);
  }
  await store.events.forget(Number.MAX_SAFE_INTEGER);
}

async function claimed(store: Store, event: { workspace: string; id: string; payload: unknown }) {
  const claim = await store.events.claim(event, lease);
  if (claim === null) throw new Error(`expected ${event.id} to be free`);
  return claim;
}

function draftKey(within: string, by: string): DraftKey {
  return { workspace: within, conversation: 'general', person: by };
}

function answerOf(some: Partial<AnswerRecord>): AnswerRecord {
  return {
    id: some.id ?? 'a1',
    workspace: some.workspace ?? 'acme',
    conversation: 'general',
    person: 'ann',
    question: 'What is a monolith?',
    status: 'answered',
    mode: 'offline',
    text: some.text ?? 'One unit.',
    createdAt: 17,
  };
}
