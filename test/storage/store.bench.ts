import { afterAll, beforeAll, describe, it } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/core/ports.ts';
import { describeOnPostgres, freshDatabase } from '../support/postgres/database.ts';
import { freshFolder } from '../support/world.ts';
import { checkOf } from './check-of.ts';
import { openAt } from './processes.ts';

const drafts = z.object({ step: z.number() });
const payload = { text: 'What does the document say about scaling?', user: 'U1', channel: 'C1', ts: '1.2' };

interface BenchPlace {
  readonly place: string;
  remove(): Promise<void> | void;
}

function describeSpeed(name: string, makePlace: () => Promise<BenchPlace> | BenchPlace): void {
  describe(`${name} with 50,000 checks and 10,000 drafts`, () => {
    let at: BenchPlace;
    let store: Store;
    let next = 0;

    beforeAll(async () => {
      at = await makePlace();
      store = await openAt(at.place, Date.now);
      const checks = Array.from({ length: 50_000 }, (_, n) =>
        store.checks.save(checkOf({ id: `old${n}`, title: `Check of service ${n}`, createdAt: n })),
      );
      const questionnaires = Array.from({ length: 10_000 }, (_, n) =>
        store.drafts(drafts).save({ workspace: 'acme', conversation: 'general', person: `p${n}` }, { step: 1 }, null),
      );
      await Promise.all([...checks, ...questionnaires]);
    }, 120_000);

    afterAll(async () => {
      await store.close();
      await at.remove();
    });

    const handle = async (): Promise<void> => {
      next += 1;
      const claim = await store.events.claim({ workspace: 'acme', id: `${next}`, payload }, 30_000);
      if (claim) await store.events.done(claim);
    };
    const opensAndCloses = async (): Promise<void> => (await openAt(at.place, Date.now)).close();
    const handlesManyAtOnce = async (): Promise<void> => {
      await Promise.all(Array.from({ length: 200 }, handle));
    };
    const refusesDuplicates = async (): Promise<void> => {
      const event = { workspace: 'acme', id: 'same', payload };
      await Promise.all(Array.from({ length: 1_000 }, () => store.events.claim(event, 30_000)));
    };
    const savesDraft = async (): Promise<void> => {
      const key = { workspace: 'acme', conversation: 'general', person: 'p5000' };
      const read = await store.drafts(drafts).get(key);
      if (read) await store.drafts(drafts).save(key, { step: 2 }, read.revision);
    };
    const lists = async (words: string): Promise<void> => {
      await store.checks.list('acme', { words, limit: 20, after: null });
    };

    it('measures', { timeout: 120_000 }, async ({ bench }) => {
      await bench('opens and closes', opensAndCloses).run();
      await bench('claims an event and marks it done: two durable commits', handle).run();
      await bench('claims 200 events in flight and marks them done', handlesManyAtOnce).run();
      await bench('refuses 1,000 duplicates of one event', refusesDuplicates).run();
      await bench('saves a draft over the one that was read', savesDraft).run();
      await bench('lists the newest 20 checks', () => lists('')).run();
      await bench('searches all checks for words that few have', () => lists('service 4999')).run();
      await bench('searches all checks for words that none has', () => lists('service nowhere')).run();
    });
  });
}

describeSpeed('a SQLite file', () => ({ place: freshFolder(), remove: () => undefined }));

describeOnPostgres('speed', () => {
  describeSpeed('a PostgreSQL database', async () => {
    const { url, drop } = await freshDatabase();
    return { place: url, remove: drop };
  });
});
