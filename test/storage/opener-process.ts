// For the test in which processes open fresh stores at the same moment: for each folder that it reads on a line of standard input it
// opens the store there, closes it, and prints "done".
import process from 'node:process';
import { createInterface } from 'node:readline';
import { openStore } from '../../src/storage/open-store.ts';

for await (const folder of createInterface({ input: process.stdin })) {
  const store = await openStore({ folder, clock: () => 0 });
  await store.close();
  process.stdout.write('done\n');
}
