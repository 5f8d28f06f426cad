// A copy that wants every event, for the test that runs three: `node claimer-process.ts URL COUNT FROM` claims COUNT events, from
// FROM on and round, and prints those that it was given. It prints "ready" first, and begins at the end of its standard input.
import { once } from 'node:events';
import process from 'node:process';
import { openAt } from './processes.ts';

const [place = '', count = '0', first = '0'] = process.argv.slice(2);
const burst = 100;
const store = await openAt(place, Date.now);
process.stdout.write('ready\n');
await once(process.stdin.resume(), 'end');
for (let from = 0; from < Number(count); from += burst) {
  const ids = Array.from({ length: burst }, (_, offset) => String((Number(first) + from + offset) % Number(count)));
  const claims = await Promise.all(
    ids.map((id) => store.events.claim({ workspace: 'acme', id, payload: null }, 30_000)),
  );
  for (const claim of claims) if (claim) process.stdout.write(`${claim.id}\n`);
}
await store.close();
