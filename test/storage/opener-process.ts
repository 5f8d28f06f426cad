// For the test in which processes open fresh stores at the same moment: for each place that it reads on a line of standard input it
// opens the store there, closes it, and prints "done".
import process from 'node:process';
import { createInterface } from 'node:readline';
import { openAt } from './processes.ts';

for await (const place of createInterface({ input: process.stdin })) {
  const store = await openAt(place);
  await store.close();
  process.stdout.write('done\n');
}
