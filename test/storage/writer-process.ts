// A process of its own on a store, for the tests that kill it or run several: `node writer-process.ts PLACE NAME COUNT`.
// It saves checks NAME-0, NAME-1, … and claims the events 0, 1, … in bursts, and prints a line for each that it was told is kept.
import process from 'node:process';
import { checkOf } from './check-of.ts';
import { openAt } from './processes.ts';

const [place = '', name = '', count = '0'] = process.argv.slice(2);
const burst = 10;

const store = await openAt(place);
for (let from = 0; from < Number(count); from += burst) {
  await Promise.all(
    Array.from({ length: burst }, async (_, offset) => {
      const id = `${name}-${from + offset}`;
      await store.checks.save(checkOf({ id, title: `${id} ${'x'.repeat(500)}` }));
      process.stdout.write(`saved ${id}\n`);
      const claim = await store.events.claim(
        { workspace: 'acme', id: `${from + offset}`, payload: { by: name } },
        1_000,
      );
      if (claim) process.stdout.write(`claimed ${claim.id}\n`);
    }),
  );
}
await store.close();
