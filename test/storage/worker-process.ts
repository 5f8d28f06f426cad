// A copy at work, for the tests that run several: `node worker-process.ts URL COUNT LEASE_MS [stalls]`. It claims the events 0, 1, …, does
// each one's work (a check of the event's id), and takes up what others left over, until its standard input ends. It prints "claimed ID" and
// "done ID". One that stalls never gets done with the first that it claims.

import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import type { Claim } from '../../src/core/events.ts';
import { checkOf } from './check-of.ts';
import { openAt } from './processes.ts';

const [place = '', count = '0', lease = '0', stalls = ''] = process.argv.slice(2);
const leaseMs = Number(lease);
const burst = 50;
const store = await openAt(place, Date.now);
let ended = false;
let stalled: string | null = null;
process.stdin.on('end', () => {
  ended = true;
});
process.stdin.resume();

async function work(claim: Claim | null): Promise<void> {
  if (claim === null) return;
  process.stdout.write(`claimed ${claim.id}\n`);
  if (stalls !== '') stalled ??= claim.id;
  if (claim.id === stalled) return new Promise(() => undefined);
  await store.checks.save(checkOf({ id: claim.id }));
  if (await store.events.done(claim)) process.stdout.write(`done ${claim.id}\n`);
}

for (let from = 0; from < Number(count); from += burst) {
  const ids = Array.from({ length: burst }, (_, offset) => String(from + offset));
  await Promise.all(
    ids.map(async (id) => work(await store.events.claim({ workspace: 'acme', id, payload: { id } }, leaseMs))),
  );
}
while (!ended) {
  await Promise.all((await store.events.takeUp(burst, leaseMs)).map(work));
  await setTimeout(20);
}
await store.close();
